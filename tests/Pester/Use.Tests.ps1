# Scripts inside a window and under a heartbeat: what runs, what closes, what pings, however the script ends.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # A script in a process of its own, connected by the environment to the suite's sandbox.
    function Open-Script([object] $Server, [string] $Script) {
        $start = [System.Diagnostics.ProcessStartInfo]::new($shellCommand[0])
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        @($shellCommand | Select-Object -Skip 1) + @('-NoProfile', '-NonInteractive', '-Command', "Import-Module '$manifest'`n$Script") |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $start.Environment['COMPASS_BASE_URI'] = "$($Server.BaseUri)"
        $start.Environment['COMPASS_CLOUD_ID'] = $Server.CloudId
        $start.Environment['COMPASS_EMAIL'] = $Server.Email
        $start.Environment['COMPASS_API_TOKEN'] = $Server.Token
        $start.Environment['COMPASS_TEAM_ID'] = $Server.Teams[0].TeamId
        $process = [System.Diagnostics.Process]::Start($start)
        $null = $process.StandardError.ReadToEndAsync()
        $process
    }

    # Runs a program that ends with this exit code.
    function Exit-Program([int] $Code) {
        if ($IsWindows) { cmd.exe /c exit $Code } else { /bin/sh -c "exit $Code" }
    }

    function Get-Count([string] $Operation) {
        @($server.Requests | Where-Object Operation -EQ $Operation).Count
    }
}

Describe 'Use-CompassMaintenance' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $inside = @{ TeamId = $team; Rule = $rule; Duration = '2h' }
    }

    BeforeEach {
        $server.ClearFaults()
        Get-CompassMaintenance -TeamId $team | Where-Object Status -EQ active | Stop-CompassMaintenance | Out-Null
        Get-CompassMaintenance -TeamId $team | Remove-CompassMaintenance -Confirm:$false
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'runs the script while the window is active, in the scope of its caller, and ends the window' {
        $changed = 1
        $output = Use-CompassMaintenance @inside { $changed = 2; 'hello'; (Get-CompassMaintenance -TeamId $team).Status }
        $output | Should -Be 'hello', 'active'
        $changed | Should -Be 2
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It 'passes the output on as it comes' {
        $seen = [System.Collections.Generic.List[string]]::new()
        Use-CompassMaintenance @inside { $seen.Add('a'); 1; $seen.Add('b'); 2 } | ForEach-Object { $seen.Add("out $_") }
        $seen | Should -Be 'a', 'out 1', 'b', 'out 2'
    }

    It 'ends the window and passes the error on, for <Script>' -ForEach @(
        @{ Script = 'throw [System.InvalidOperationException]::new("boom")'; Type = 'InvalidOperationException'; Id = 'boom' }
        @{ Script = './missing.ps1'; Type = 'CommandNotFoundException'; Id = 'CommandNotFoundException' }
        @{ Script = '1/0'; Type = 'RuntimeException'; Id = 'RuntimeException' }
        @{ Script = 'Get-Item /nowhere -ErrorAction Stop'; Type = 'ItemNotFoundException'; Id = 'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand' }
    ) {
        $caught = $null
        $after = $false
        try {
            Use-CompassMaintenance @inside ([scriptblock]::Create("$Script; `$after = `$true"))
        }
        catch {
            $caught = $_
        }
        $caught.Exception.GetType().Name | Should -Be $Type
        $caught.FullyQualifiedErrorId | Should -Be $Id
        $after | Should -BeFalse
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'ends the window after <_>' -ForEach 'break', 'continue' {
        $way = $_
        foreach ($round in 1) {
            Use-CompassMaintenance @inside ([scriptblock]::Create($way))
        }
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'ends the window after return, and when the pipeline wants no more' {
        Use-CompassMaintenance @inside { 'one'; return; 'two' } | Should -Be 'one'
        Get-Count CancelTeamMaintenance | Should -Be 1
        Use-CompassMaintenance @inside { 1..1000 } | Select-Object -First 1 | Should -Be 1
        Get-Count CancelTeamMaintenance | Should -Be 2
    }

    It 'ends the window when the user stops' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $shell.Runspace.SessionStateProxy.SetVariable('inside', $inside)
            $running = $shell.AddScript('Use-CompassMaintenance -Connection $c @inside { Start-Sleep 600 }').BeginInvoke()
            Wait-Until { (Get-Count CreateTeamMaintenance) -eq 1 } 'the window'
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
            Get-Count CancelTeamMaintenance | Should -Be 1
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'ends a window whose creation was under way when the user stopped' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:01'; Operation = 'CreateTeamMaintenance'; Count = 1 })
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $shell.Runspace.SessionStateProxy.SetVariable('inside', $inside)
            $null = $shell.AddScript('Use-CompassMaintenance -Connection $c @inside { "ran" }').BeginInvoke()
            Wait-Until { @($server.Requests | Where-Object Operation -EQ CreateTeamMaintenance).Count -eq 1 -or $server.Faults.Count -eq 0 } 'the request'
            $shell.Stop()
            Get-CompassMaintenance -TeamId $team | Where-Object Status -NE cancelled | Should -BeNullOrEmpty
            Get-Count CancelTeamMaintenance | Should -Be 1
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'ends the window although the service <Case>' -ForEach @(
        @{ Case = 'throttles'; Fault = @{ Kind = 'Status'; Status = 429; Count = 2 } }
        @{ Case = 'resets'; Fault = @{ Kind = 'ResetAfter'; Count = 2 } }
        # Shorter than the four waits before repeats are together, unless all of them are next to nothing by chance.
        @{ Case = 'is gone for a while'; Fault = @{ Kind = 'Refuse'; Count = 1; Delay = [timespan] '00:00:00.005' } }
    ) {
        $Fault.Operation = 'CancelTeamMaintenance'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] $Fault)
        Use-CompassMaintenance @inside { 'done' } | Should -Be 'done'
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It 'says which window stays open when the service is gone, however the script ended: <Script>' -ForEach @(
        @{ Script = '"done"'; Id = 'WindowLeftOpen' }, @{ Script = 'throw "x"'; Id = "WindowLeftOpen`nx" }
    ) {
        $work = [scriptblock]::Create("`$null = `$server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Refuse' }); $Script")
        $run = Invoke-Script { Use-CompassMaintenance @inside $work }
        $run.Id | Should -Be $Id
        $run.Text | Should -BeLike '*stays open until its end date*'
        $server.ClearFaults()
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'active'
    }

    It 'says which window stays open when it cannot be ended' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 9; Operation = 'CancelTeamMaintenance' })
        $run = Invoke-Script { Use-CompassMaintenance @inside { 'done' } }
        $run.Output | Should -Be 'done'
        $run.Id | Should -Be 'WindowLeftOpen'
        $server.ClearFaults()
        $command = [regex]::Match($run.Text, 'Stop-CompassMaintenance [^.]+').Value
        (& ([scriptblock]::Create($command))).Id | Should -Be (Get-CompassMaintenance -TeamId $team).Id
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It '-KeepOnFailure leaves it open after <Script>, and says so' -ForEach @(
        @{ Script = 'throw "x"' }, @{ Script = 'Exit-Program 1' }
    ) {
        try {
            Use-CompassMaintenance @inside -KeepOnFailure ([scriptblock]::Create($Script)) -WarningVariable warned 3> $null
        }
        catch {
            "$_" | Should -Be 'x'
        }
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'active'
        "$warned" | Should -BeLike '*stays open*'
        $warned | Should -HaveCount 1
        $command = [regex]::Match("$warned", 'Stop-CompassMaintenance [^.]+').Value
        $command | Should -Be "Stop-CompassMaintenance $((Get-CompassMaintenance -TeamId $team).Id) -TeamId $team"
        (& ([scriptblock]::Create($command))).Status | Should -Be 'cancelled'
    }

    It '-KeepOnFailure names the connection, and everybody, where those were given' {
        $null = Connect-Sandbox $server @{ Name = 'night shift'; NoDefault = $true }
        Use-CompassMaintenance -Global -Rule $rule -Duration 1h -Connection 'night shift' -KeepOnFailure { Exit-Program 1 } -WarningVariable warned 3> $null
        "$warned" | Should -BeLike "*exit code 1*Stop-CompassMaintenance * -Global -Connection 'night shift'*"
        $command = [regex]::Match("$warned", 'Stop-CompassMaintenance [^.]+').Value
        (& ([scriptblock]::Create($command))).Scope | Should -Be 'Global'
    }

    It 'says that the script failed where an exit code alone does, after the window is ended' {
        Use-CompassMaintenance @inside { Exit-Program 2 } -WarningVariable warned 3> $null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*exit code 2*$((Get-CompassMaintenance -TeamId $team).Id)*ended*"
        { Use-CompassMaintenance @inside { Exit-Program 1 } -WarningAction Stop } | Should -Throw
        Get-Count CancelTeamMaintenance | Should -Be 2
        Use-CompassMaintenance @inside { Exit-Program 1 } -IgnoreExitCode -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It '-KeepOnFailure ends it after success' {
        Use-CompassMaintenance @inside -KeepOnFailure { 'fine' } | Should -Be 'fine'
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It '-Extend pushes the end forward while the script runs' {
        $ends = Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 3s -Extend {
            (Get-CompassMaintenance -TeamId $team).EndDate
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 1 } 'an extension'
            (Get-CompassMaintenance -TeamId $team).EndDate
        }
        $ends[1] | Should -BeGreaterThan $ends[0]
    }

    It '-Extend: a refused extension is tried again, and warned about when the script has ended' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'UpdateTeamMaintenance' })
        $ends = Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 6s -Extend -WarningVariable warned 3> $null {
            ($first = (Get-CompassMaintenance -TeamId $team).EndDate)
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 2 } 'an extension after the refused one'
            Wait-Until { (Get-CompassMaintenance -TeamId $team).EndDate -gt $first } 'the later end'
            (Get-CompassMaintenance -TeamId $team).EndDate
        }
        $ends[1] | Should -BeGreaterThan $ends[0]
        "$warned" | Should -BeLike '*could not be extended*403*extended again since*'
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'opens nothing and runs nothing with -WhatIf' {
        $ran = $false
        Use-CompassMaintenance @inside -WhatIf { $ran = $true }
        $ran | Should -BeFalse
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'needs exactly one of -TeamId and -Global, and no unset variable' {
        (Invoke-Script { Use-CompassMaintenance -Rule $rule -Duration 1h { 'x' } }).Text | Should -BeLike '*-Global*'
        (Invoke-Script { Use-CompassMaintenance -TeamId $nothing -Rule $rule -Duration 1h { 'x' } }).Id | Should -Be 'EmptyArgument'
        (Invoke-Script { Use-CompassMaintenance @inside -Global { 'x' } }).Text | Should -BeLike '*not both*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'does not run the script when the window does not become active' {
        $shut = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset]::UtcNow.AddHours(-1) }
        try {
            # Its clock is an hour behind, and a connection that takes it for a far one goes by the machine's.
            $behind = Open-Script $shut "Use-CompassMaintenance -TeamId $($shut.Teams[0].TeamId) -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h -TimeoutSec 1 { 'ran' }"
            $said = $behind.StandardOutput.ReadToEnd()
            $behind.WaitForExit(120000) | Should -BeTrue
            $said | Should -Not -BeLike '*ran*'
            @($shut.Requests | Where-Object Operation -EQ CancelTeamMaintenance) | Should -HaveCount 1
        }
        finally {
            $shut.Dispose()
        }
    }

    It 'ends the window on exit, and keeps the code' {
        $process = Open-Script $server "Use-CompassMaintenance -TeamId $team -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h { exit 7 }"
        $process.WaitForExit(120000) | Should -BeTrue
        $process.ExitCode | Should -Be 7
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'ends the window on SIGTERM' -Skip:$IsWindows {
        $process = Open-Script $server "Use-CompassMaintenance -TeamId $team -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h { 'in'; Start-Sleep 600 }"
        $process.StandardOutput.ReadLine() | Should -Be 'in'
        & '/bin/kill' -TERM $process.Id
        $process.WaitForExit(120000) | Should -BeTrue
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'ends the window also where SIGTERM comes while it is being ended' -Skip:$IsWindows {
        $later = [System.Collections.Generic.Dictionary[string, string]]::new()
        $later['Retry-After'] = '2'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Count = 1; Operation = 'CancelTeamMaintenance'; Headers = $later })
        $process = Open-Script $server "Use-CompassMaintenance -TeamId $team -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h { 'in' }"
        Wait-Until { (Get-Count CancelTeamMaintenance) -eq 1 } 'the first attempt'
        & '/bin/kill' -TERM $process.Id
        $process.WaitForExit(120000) | Should -BeTrue
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It 'a killed process leaves a window that ends soon, with -Extend' -Skip:$IsWindows {
        $process = Open-Script $server "Use-CompassMaintenance -TeamId $team -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 5m -Extend { 'in'; Start-Sleep 600 }"
        $process.StandardOutput.ReadLine() | Should -Be 'in'
        $process.Kill()
        $process.WaitForExit(120000) | Should -BeTrue
        $window = Get-CompassMaintenance -TeamId $team
        $window.Status | Should -Be 'active'
        ($window.EndDate - [DateTimeOffset]::Now).TotalMinutes | Should -BeLessOrEqual 5
    }
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

    It 'pings once when the script has succeeded: <Script>' -ForEach @(
        @{ Script = '"fine"' }, @{ Script = '"early"; return; "late"' }, @{ Script = 'Exit-Program 0' }, @{ Script = 'Write-Error soft -ErrorAction SilentlyContinue' }
    ) {
        $null = Use-CompassHeartbeat nightly ([scriptblock]::Create($Script))
        Get-Count PingHeartbeat | Should -Be 1
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

    It 'does not ping when the pipeline wants no more, nor when the user stops' {
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

    It 'exit <Code> is <Pings> pings' -ForEach @(@{ Code = 3; Pings = 0 }, @{ Code = 0; Pings = 1 }) {
        $process = Open-Script $server "Use-CompassHeartbeat nightly { exit $Code }"
        $process.WaitForExit(120000) | Should -BeTrue
        $process.ExitCode | Should -Be $Code
        Get-Count PingHeartbeat | Should -Be $Pings
    }

    It 'an exit code of before is not the script''s, and is there again afterwards' {
        Exit-Program 1
        Use-CompassHeartbeat nightly { 'fine' } | Should -Be 'fine'
        Get-Count PingHeartbeat | Should -Be 1
        $LASTEXITCODE | Should -Be 1
    }

    It 'says that it does not ping where an exit code alone is the failure' {
        Use-CompassHeartbeat nightly { Exit-Program 2 } -WarningVariable warned 3> $null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*exit code 2*'nightly' is not pinged*-IgnoreExitCode*"
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

    It 'a ping that fails is warned about and breaks nothing' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 9; Operation = 'PingHeartbeat' })
        Use-CompassHeartbeat nightly { 'fine' } -WarningVariable warned 3> $null | Should -Be 'fine'
        "$warned" | Should -BeLike "*'nightly'*403*"
    }

    It 'warns where there is no such heartbeat' {
        Use-CompassHeartbeat nobody { 'fine' } -WarningVariable warned 3> $null | Should -Be 'fine'
        "$warned" | Should -BeLike "*no heartbeat 'nobody'*"
    }

    It 'a job that fails half way raises an alert each night of thirty, and one that succeeds none' {
        $night = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T02:00:00Z' }
        try {
            $null = Connect-Sandbox $night @{ Name = 'nights' }
            $null = New-CompassHeartbeat -Connection nights -Name good -Period 25h
            $null = New-CompassHeartbeat -Connection nights -Name bad -Period 20h
            foreach ($round in 1..30) {
                Use-CompassHeartbeat -Connection nights good { 'backed up' } | Should -Be 'backed up'
                # What was repaired by hand in the morning, and fails again at night.
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
