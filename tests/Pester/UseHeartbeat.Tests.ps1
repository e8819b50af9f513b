# Checks when Use-CompassHeartbeat pings the heartbeat.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Shell.ps1"
    . "$PSScriptRoot/UseScript.ps1"
}

Describe 'Use-CompassHeartbeat' {
    BeforeAll {
        $server = Open-Sandbox
        $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
        $null = New-CompassHeartbeat -Name nightly -Period 5m
    }

    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'pings once if the script succeeds: <Script>' -ForEach @(
        @{ Script = '"fine"' }, @{ Script = '"early"; return; "late"' }, @{ Script = 'Exit-Program 0' }, @{ Script = 'Write-Error soft -ErrorAction SilentlyContinue' }
    ) {
        $null = Use-CompassHeartbeat nightly ([scriptblock]::Create($Script))
        Get-Count PingHeartbeat | Should -Be 1
    }

    It 'does not run the script if the name is blank' {
        $run = Invoke-Script { Use-CompassHeartbeat ' ' { 'ran' } }
        $run.Output | Should -BeNullOrEmpty
        $run.Id | Should -Be 'EmptyArgument'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'does not ping after <Script>' -ForEach @(
        @{ Script = 'throw "x"' }, @{ Script = './missing.ps1' }, @{ Script = '1/0' }, @{ Script = 'Exit-Program 1' }
        @{ Script = 'break' }
    ) {
        foreach ($round in 1) {
            try {
                Use-CompassHeartbeat nightly ([scriptblock]::Create($Script))
            }
            catch {
                $_ | Should -Not -BeNullOrEmpty
            }
        }
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'does not ping if the pipeline or the user stops the script' {
        Use-CompassHeartbeat nightly { 1..1000 } | Select-Object -First 1 | Should -Be 1
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $shell.Runspace.SessionStateProxy.SetVariable('flag', ($flag = [System.Threading.ManualResetEventSlim]::new()))
            $null = $shell.AddScript('Use-CompassHeartbeat -Connection $c nightly { $flag.Set(); Start-Sleep 600 }').BeginInvoke()
            $flag.Wait(30000) | Should -BeTrue
            $shell.Stop()
        }
        finally {
            $shell.Dispose()
        }
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'ignores an earlier exit code, and restores it afterwards' {
        Exit-Program 1
        Use-CompassHeartbeat nightly { 'fine' } | Should -Be 'fine'
        Get-Count PingHeartbeat | Should -Be 1
        $LASTEXITCODE | Should -Be 1
    }

    It 'warns that it does not ping after a failure exit code' {
        Use-CompassHeartbeat nightly { Exit-Program 2 } -WarningVariable warned 3> $null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*exit code is 2*'nightly' is not pinged*-IgnoreExitCode*"
        $LASTEXITCODE | Should -Be 2
        try {
            Use-CompassHeartbeat nightly { throw 'x' } -WarningVariable warned
        }
        catch {
            "$_" | Should -Be 'x'
        }
        $warned | Should -BeNullOrEmpty
    }

    It '-IgnoreExitCode pings after an exit code' {
        Use-CompassHeartbeat nightly -IgnoreExitCode { Exit-Program 1 }
        Get-Count PingHeartbeat | Should -Be 1
    }

    It '-SuccessExitCode contains the exit codes that mean success: exit code <Code>, pings: <Pings>' -ForEach @(
        @{ Code = 0; Pings = 1 }, @{ Code = 24; Pings = 1 }, @{ Code = 23; Pings = 0 }
    ) {
        Use-CompassHeartbeat nightly -SuccessExitCode 0, 24 { Exit-Program $Code } 3> $null
        Get-Count PingHeartbeat | Should -Be $Pings
        $LASTEXITCODE | Should -Be $Code
    }

    It '-SuccessExitCode and -IgnoreExitCode exclude each other' {
        $run = Invoke-Script { Use-CompassHeartbeat nightly -SuccessExitCode 0, 24 -IgnoreExitCode { 'ran' } }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Output | Should -BeNullOrEmpty
    }

    It '-ErrorOnExitCode writes an error instead of the warning, but not after an error of the script' {
        $run = Invoke-Script { Use-CompassHeartbeat nightly -ErrorOnExitCode { Exit-Program 2 } -WarningVariable script:warned }
        $run.Id | Should -Be 'ScriptExitCode'
        $run.Errors[0].TargetObject | Should -Be 2
        $run.Text | Should -BeLike "*exit code is 2*'nightly' is not pinged*"
        $warned | Should -BeNullOrEmpty
        (Invoke-Script { Use-CompassHeartbeat nightly -ErrorOnExitCode { Exit-Program 2; throw 'boom' } }).Id | Should -Be 'boom'
        Get-Count PingHeartbeat | Should -Be 0
    }

    It '-KeepAlive pings while the script runs, and not afterwards if it fails' {
        try {
            Use-CompassHeartbeat nightly -KeepAlive {
                Wait-Until { (Get-Count PingHeartbeat) -eq 1 } 'a ping'
                throw 'late'
            }
        }
        catch {
            "$_" | Should -Be 'late'
        }
        Get-Count PingHeartbeat | Should -Be 1
    }

    It '-KeepAlive stops after -MaximumDuration, so that a script that hangs raises the alert' {
        try {
            Use-CompassHeartbeat nightly -KeepAlive -MaximumDuration ([timespan]::FromTicks(1)) {
                Start-Sleep -Milliseconds 300
                throw 'late'
            }
        }
        catch {
            "$_" | Should -Be 'late'
        }
        Get-Count PingHeartbeat | Should -Be 0
        (Invoke-Script { Use-CompassHeartbeat nightly -MaximumDuration 1h { 'x' } }).Text | Should -BeLike '*-KeepAlive*'
    }

    It 'a failed ping is a warning and does not affect the script' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 9; Operation = 'PingHeartbeat' })
        Use-CompassHeartbeat nightly { 'fine' } -WarningVariable warned 3> $null | Should -Be 'fine'
        "$warned" | Should -BeLike "*'nightly'*403*"
    }

    It 'warns if the heartbeat does not exist' {
        Use-CompassHeartbeat nobody { 'fine' } -WarningVariable warned 3> $null | Should -Be 'fine'
        "$warned" | Should -BeLike "*no heartbeat 'nobody'*no alert is raised*New-CompassHeartbeat*"
    }

    It 'a failing job raises an alert each night, and a successful one none' {
        $night = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T02:00:00Z' }
        try {
            $null = Connect-Sandbox $night @{ Name = 'nights' }
            $null = New-CompassHeartbeat -Connection nights -Name good -Period 25h
            $null = New-CompassHeartbeat -Connection nights -Name bad -Period 20h
            foreach ($round in 1..30) {
                Use-CompassHeartbeat -Connection nights good { 'backed up' } | Should -Be 'backed up'
                # An expired heartbeat raises its next alert only after another ping. Therefore the test pings the heartbeat each night,
                # as a user can do. The script then fails and sends no ping, so the heartbeat expires again within 24 hours.
                $null = Invoke-CompassHeartbeatPing -Connection nights bad
                { Use-CompassHeartbeat -Connection nights bad { 'half'; throw 'disk full' } } | Should -Throw 'disk full'
                $night.Step([timespan]::FromHours(24))
            }
            @($night.Alerts | Where-Object HeartbeatName -EQ 'bad') | Should -HaveCount 30
            $night.Alerts | Where-Object HeartbeatName -EQ 'good' | Should -BeNullOrEmpty
        }
        finally {
            $night.Dispose()
        }
    }
}
