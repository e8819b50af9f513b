# Checks where a connection can be used: in runspaces, thread jobs, jobs and remote sessions.

BeforeDiscovery {
    $hasSsh = $IsLinux -and (Get-Command ssh -CommandType Application -ErrorAction SilentlyContinue) -and (Test-Path /usr/sbin/sshd)
    $reason = if (-not $hasSsh) { ' (skipped: this machine has no sshd)' }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'A connection and runspaces' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $c = Connect-Sandbox $server @{ Name = 'caller' }
        $null = 1..4 | ForEach-Object { "beat $_" } | New-CompassHeartbeat -Period 5m
        $with = @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; Credential = Get-SandboxCredential $server; TeamId = $team }
        $environment = @{
            COMPASS_BASE_URI  = "$($server.BaseUri)"
            COMPASS_CLOUD_ID  = $server.CloudId
            COMPASS_EMAIL     = $server.Email
            COMPASS_API_TOKEN = $server.Token
            COMPASS_TEAM_ID   = $team
        }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'can be passed to ForEach-Object -Parallel as an object' {
        $pings = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            Invoke-CompassHeartbeatPing "beat $_" -Connection $using:c
        } -ThrottleLimit 2
        $pings.Name | Sort-Object | Should -Be 'beat 1', 'beat 2', 'beat 3', 'beat 4'
    }

    It 'that was created in -Parallel is not found in a later iteration: <Look>' -ForEach @(
        @{ Look = 'Get-CompassConnection -Default' }
        @{ Look = 'Get-CompassConnection' }
        @{ Look = 'Get-CompassHeartbeat' }
        @{ Look = 'Get-CompassHeartbeat -Connection turn' }
    ) {
        $turns = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $with = $using:with
            $seen = @(try { & ([scriptblock]::Create($using:Look)) 2>$null } catch { Write-Debug "$_" })
            $made = Connect-Compass @with -Name turn
            [pscustomobject] @{ Runspace = [runspace]::DefaultRunspace.Id; Seen = $seen.Count; Works = @(Get-CompassHeartbeat).Count; Made = $made }
        } -ThrottleLimit 1
        $turns.Runspace | Select-Object -Unique | Should -HaveCount 1
        $turns.Seen | Should -Be 0, 0, 0
        $turns.Works | Should -Be 4, 4, 4
        # A connection that Connect-Compass creates in an iteration is closed at the end of this iteration.
        $turns.Made | ForEach-Object { (Invoke-Script { Get-CompassHeartbeat -Connection $_ }).Id | Should -Be 'ConnectionClosed' }
        (Get-CompassConnection).Name | Should -Be 'caller'
    }

    It 'can be passed to a thread job as an object, but is not its default connection' {
        $job = Start-ThreadJob {
            Import-Module $using:manifest
            (Get-CompassConnection | Measure-Object).Count
            (Get-CompassHeartbeat -Connection $using:c).Count
            try { Get-CompassHeartbeat } catch { "$($_.FullyQualifiedErrorId)" }
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 0, 4, 'NotConnected,CompassOps.Commands.GetCompassHeartbeatCommand'
    }

    It 'cannot be passed to Start-Job, which connects with environment variables and returns objects that bind' {
        try {
            $environment.Keys | ForEach-Object { Set-Item "Env:$_" $environment[$_] }
            $said = Start-Job {
                Import-Module $using:manifest
                try { Get-CompassHeartbeat -Connection $using:c } catch { "$_" }
                Get-CompassHeartbeat 'beat 1', 'beat 2'
                "$((Get-CompassConnection).Name)"
            } | Receive-Job -Wait -AutoRemoveJob
        }
        finally {
            $environment.Keys | ForEach-Object { Remove-Item "Env:$_" }
        }
        $said[0] | Should -BeLike '*only a copy of a connection*Start-Job*COMPASS_*'
        $said[-1] | Should -Be 'environment'
        $server.ClearRequests()
        ($said[1, 2] | Invoke-CompassHeartbeatPing).Name | Should -Be 'beat 1', 'beat 2'
        $server.Requests.Operation | Should -Be 'PingHeartbeat', 'PingHeartbeat'
    }

    It 'can be used in event actions, which run in the runspace of the caller' {
        $timer = [System.Timers.Timer]::new(10)
        $timer.AutoReset = $false
        $action = Register-ObjectEvent $timer Elapsed -Action { (Get-CompassConnection -Default).Name }
        try {
            $timer.Start()
            Wait-Until { $action.HasMoreData } 'the output of the event action'
            $action | Receive-Job | Should -Be 'caller'
        }
        finally {
            Unregister-Event -SubscriptionId (Get-EventSubscriber | Where-Object SourceObject -EQ $timer).SubscriptionId
            $action | Remove-Job -Force
            $timer.Dispose()
        }
    }

    It 'is closed with its runspace' {
        $shell = Open-Shell
        $shell.Runspace.SessionStateProxy.SetVariable('with', $with)
        $theirs = $shell.AddScript('Connect-Compass @with -Name theirs').Invoke()[0]
        (Get-CompassHeartbeat -Connection $theirs).Count | Should -Be 4
        $shell.Runspace.Close()
        (Invoke-Script { Get-CompassHeartbeat -Connection $theirs }).Id | Should -Be 'ConnectionClosed'
        $shell.Dispose()
    }

    Context 'Over SSH' {
        BeforeAll {
            $sshd = '/usr/sbin/sshd'
            if (-not $IsLinux -or -not (Test-Path $sshd) -or -not (Get-Command ssh -CommandType Application -ErrorAction SilentlyContinue)) {
                return
            }
            # Start a separate SSH server on a loopback port, with its own keys.
            $place = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "ssh-$([guid]::NewGuid().ToString('N'))")).FullName
            & chmod 700 $place
            'host', 'user' | ForEach-Object { & ssh-keygen -q -t ed25519 -N '' -f "$place/$_" }
            Copy-Item "$place/user.pub" "$place/authorized"
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $port = $listener.LocalEndpoint.Port
            $listener.Stop()
            Set-Content "$place/config" @"
Port $port
ListenAddress 127.0.0.1
HostKey $place/host
AuthorizedKeysFile $place/authorized
PidFile $place/pid
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
Subsystem powershell $shellCommand -sshs -NoLogo
"@
            # sshd needs this folder, which is missing if sshd was never started on this machine.
            if ((& id -u) -eq 0 -and -not (Test-Path /run/sshd)) {
                $made = New-Item -ItemType Directory /run/sshd
            }
            $daemon = Start-Process $sshd -ArgumentList '-D', '-f', "$place/config", '-E', "$place/log" -PassThru
            Wait-Until {
                $probe = [System.Net.Sockets.TcpClient]::new()
                try { $probe.Connect([ipaddress]::Loopback, $port); $true } catch { $false } finally { $probe.Dispose() }
            } 'sshd to listen'
            $to = @{
                HostName    = '127.0.0.1'
                Port        = $port
                UserName    = [Environment]::UserName
                KeyFilePath = "$place/user"
                Options     = @{ UserKnownHostsFile = "$place/known"; StrictHostKeyChecking = 'no'; IdentitiesOnly = 'yes'; LogLevel = 'ERROR' }
            }
            $session = New-PSSession @to
        }

        AfterAll {
            if ($daemon) {
                $session | Remove-PSSession
                $daemon | Stop-Process
                Remove-Item $place -Recurse -Force
                if ($made) {
                    Remove-Item $made
                }
            }
        }

        It "a credential can be passed over SSH, a connection cannot, and the output binds here$reason" -Skip:(-not $hasSsh) {
            $said = Invoke-Command -Session $session {
                Import-Module $using:manifest
                try { Get-CompassHeartbeat -Connection $using:c } catch { "$_" }
                $there = $using:with
                $null = Connect-Compass -BaseUri "$($there.BaseUri)" -CloudId $there.CloudId -TeamId $there.TeamId -Credential $there.Credential
                Get-CompassHeartbeat 'beat 3', 'beat 4'
                New-CompassMaintenance -TeamId $there.TeamId -Rule (New-CompassMaintenanceRule -PolicyId p1, p2) -Duration 90m
            }
            $said[0] | Should -BeLike '*only a copy of a connection*remoting*'
            $said[1].PSComputerName | Should -Be '127.0.0.1'
            $server.ClearRequests()
            ($said[1, 2] | Invoke-CompassHeartbeatPing).Name | Should -Be 'beat 3', 'beat 4'
            $again = $said[3] | New-CompassMaintenance -StartDate ([datetime]::Now.AddDays(1))
            $again.Duration | Should -Be ([timespan] '01:30:00')
            $again.Rules.EntityId | Should -Be 'p1', 'p2'
            ($said[3] | Stop-CompassMaintenance -Force).Status | Should -Be 'cancelled'
            $said[3] | Format-List | Out-String -Width 120 | Should -BeLike '*: 1 h 30 min*disabled policy p2*'
        }

        It "the fleet example pings from the host and reports a host that cannot be reached$reason" -Skip:(-not $hasSsh) {
            $fleet = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../examples/fleet.ps1")
            $said = Invoke-Shell -NoProfile -NonInteractive -Command "
                & '$fleet' -Sandbox -HostName 127.0.0.1, 127.0.0.2 -UserName '$($to.UserName)' -KeyFilePath '$($to.KeyFilePath)' -Port $port -Module '$manifest' -SshOption @{
                    UserKnownHostsFile = '$place/known'; StrictHostKeyChecking = 'no'; IdentitiesOnly = 'yes'; LogLevel = 'ERROR'; ConnectTimeout = '5'
                }
                exit `$LASTEXITCODE" 2>&1 | Out-String -Width 200
            $LASTEXITCODE | Should -Be 1 -Because $said
            $said = $said -replace '\x1b\[[\d;]*m'
            $said | Should -Match 'host 127\.0\.0\.1 +Responsive'
            $said | Should -Match 'host 127\.0\.0\.2 +Pending'
            $said | Should -Match 'Hosts with a problem: 127\.0\.0\.2\.'
        }
    }
}
