# Runs Use-CompassMaintenance and Use-CompassHeartbeat in a new process. Checks the exit code and the clean-up after a signal.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Shell.ps1"
    . "$PSScriptRoot/UseScript.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    $null = New-CompassHeartbeat -Name nightly -Period 5m
    $window = "Use-CompassMaintenance -TeamId $team -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h"
    $beat = 'Use-CompassHeartbeat nightly'
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'The exit code of the process' -Skip:$IsWindows {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'is <Code> with -File and <CommandCode> with -Command, for <Script>' -ForEach @(
        @{ Script = '{0} {{ "fine" }}'; Code = 0; CommandCode = 0; Pings = 1 }
        @{ Script = '{0} {{ exit 7 }}'; Code = 7; CommandCode = 7; Pings = 0 }
        @{ Script = '{0} -ErrorOnExitCode {{ exit 7 }}; "after"'; Code = 7; CommandCode = 7; Pings = 0 }
        @{ Script = '{0} {{ exit 0 }}'; Code = 0; CommandCode = 0; Pings = 1 }
        @{ Script = '{0} {{ throw "boom" }}; "after"'; Code = 1; CommandCode = 1; Pings = 0 }
        @{ Script = '{0} {{ 1/0 }}; "after"'; Code = 1; CommandCode = 1; Pings = 0 }
        @{ Script = '{0} {{ /bin/sh -c "exit 3" }}'; Code = 0; CommandCode = 0; Pings = 0 }
        @{ Script = '{0} {{ /bin/sh -c "exit 3" }}; exit $LASTEXITCODE'; Code = 3; CommandCode = 3; Pings = 0 }
        @{ Script = '{0} -ErrorOnExitCode {{ /bin/sh -c "exit 3" }}'; Code = 1; CommandCode = 1; Pings = 0 }
        @{ Script = '{0} -ErrorOnExitCode {{ /bin/sh -c "exit 3" }}; "after"'; Code = 1; CommandCode = 1; Pings = 0 }
        @{ Script = '{0} -ErrorOnExitCode -SuccessExitCode 0, 24 {{ /bin/sh -c "exit 24" }}; "after"'; Code = 0; CommandCode = 0; Pings = 1 }
        @{ Script = '{0} -ErrorOnExitCode -SuccessExitCode 0, 24 {{ /bin/sh -c "exit 23" }}; "after"'; Code = 1; CommandCode = 1; Pings = 0 }
    ) {
        foreach ($cmdlet in $beat, $window) {
            $server.ClearRequests()
            $run = Invoke-ScriptProcess $server ($Script -f $cmdlet) -File
            $run.ExitCode | Should -Be $Code
            $run.Output -like '*after*' | Should -Be ($Script -like '*after*' -and $Code -eq 0)
            (Invoke-ScriptProcess $server ($Script -f $cmdlet)).ExitCode | Should -Be $CommandCode
            if ($cmdlet -eq $beat) {
                Get-Count PingHeartbeat | Should -Be (2 * $Pings)
            }
            else {
                Get-Count CancelTeamMaintenance | Should -Be 2
            }
        }
    }
}

Describe 'A script that calls [Environment]::Exit' {
    BeforeEach {
        $server.ClearFaults()
        Get-CompassMaintenance -TeamId $team -Status active, planned | Stop-CompassMaintenance -WarningAction Ignore
        $server.ClearRequests()
    }

    It 'ends the window and keeps the exit code: <_>' -ForEach '{0}', '{0} -Extend', '{0} -KeepOnFailure' {
        (Invoke-ScriptProcess $server "$($_ -f $window) { [Environment]::Exit(7) }").ExitCode | Should -Be 7
        Get-Count CancelTeamMaintenance | Should -Be 1
        Get-CompassMaintenance -TeamId $team -Status active, planned | Should -BeNullOrEmpty
    }

    It 'ends both windows of nested calls, and sends no ping' {
        (Invoke-ScriptProcess $server "$window { $beat { $window { [Environment]::Exit(0) } } }").ExitCode | Should -Be 0
        Get-Count CancelTeamMaintenance | Should -Be 2
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'reports once that the window is still open' {
        Add-Fault @{ Kind = 'Status'; Status = 403; Operation = 'CancelTeamMaintenance'; Count = 9 }
        $run = Invoke-ScriptProcess $server "$window { [Environment]::Exit(7) }"
        $run.ExitCode | Should -Be 7
        ($run.Error -split 'Stop-CompassMaintenance').Count | Should -Be 2
        $server.ClearFaults()
    }
}

Describe 'A signal to the process' -Skip:$IsWindows {
    BeforeEach {
        $server.ClearFaults()
        Get-CompassMaintenance -TeamId $team -Status active, planned | Stop-CompassMaintenance -WarningAction Ignore
        $server.ClearRequests()
    }

    It '<Signal> closes the window while it is being created: <Case>' -ForEach @(
        foreach ($signal in 'TERM', 'HUP') {
            @{ Signal = $signal; Case = 'the response is late'; Fault = @{ Kind = 'Delay'; Delay = [timespan] '00:00:01'; Count = 1 } }
            @{ Signal = $signal; Case = 'the response is lost'; Fault = @{ Kind = 'ResetAfter'; Count = 1 }; Lookup = '00:00:00.5' }
            @{ Signal = $signal; Case = 'the response is lost and the list request hangs'; Fault = @{ Kind = 'ResetAfter'; Count = 1 }; Lookup = '00:05:00' }
        }
    ) {
        Add-Fault ($Fault + @{ Operation = 'CreateTeamMaintenance'; Id = 'create' })
        if ($Lookup) {
            Add-Fault @{ Kind = 'Delay'; Delay = [timespan] $Lookup; Operation = 'ListTeamMaintenances'; Count = 1; Id = 'lookup' }
        }
        $process = Open-Script $server "$window { 'ran'; Start-Sleep 600 }"
        Wait-Until { $server.Faults.Id -notcontains 'create' } 'the create request'
        if ($Lookup) {
            Wait-Until { $server.Faults.Id -notcontains 'lookup' } 'the list request'
        }
        & '/bin/kill' "-$Signal" $process.Id
        $process.WaitForExit(15000) | Should -BeTrue
        Get-CompassMaintenance -TeamId $team -Status active, planned | Should -BeNullOrEmpty
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It '<Signal> warns that a window can be active, if the response is lost and lists show it too late' -ForEach @(
        @{ Signal = 'TERM'; Stream = 'StandardError' }, @{ Signal = 'INT'; Stream = 'StandardOutput' }
    ) {
        $server.Behavior = 'LagListsByMinute'
        try {
            Add-Fault @{ Kind = 'ResetAfter'; Count = 1; Operation = 'CreateTeamMaintenance'; Id = 'create' }
            $process = Open-Script $server "$window -Description 'Disk swap' { 'ran'; Start-Sleep 600 }"
            $text = $process.$Stream.ReadToEndAsync()
            Wait-Until { $server.Faults.Id -notcontains 'create' } 'the create request'
            & '/bin/kill' "-$Signal" $process.Id
            $process.WaitForExit(15000) | Should -BeTrue
        }
        finally {
            $server.Behavior = 'None'
        }
        $text.Result | Should -BeLike "*maintenance window 'Disk swap' was created*stays open until *"
        $text.Result | Should -Not -BeLike '*ran*'
    }

    It '<_> closes the window while the script runs, also if the script ignores errors' -ForEach 'TERM', 'HUP' {
        $process = Open-Script $server "$window -Extend { `$ErrorActionPreference = 'Ignore'; 'in'; while (`$true) { Start-Sleep 1 } }"
        $process.StandardOutput.ReadLine() | Should -Be 'in'
        & '/bin/kill' "-$_" $process.Id
        $process.WaitForExit(15000) | Should -BeTrue
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'TERM closes both windows of nested calls, and sends no ping' {
        $process = Open-Script $server "$window { $beat { $window { 'in'; Start-Sleep 600 } } }"
        $process.StandardOutput.ReadLine() | Should -Be 'in'
        & '/bin/kill' -TERM $process.Id
        $process.WaitForExit(15000) | Should -BeTrue
        Get-Count CancelTeamMaintenance | Should -Be 2
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'ends the window if SIGTERM arrives during the clean-up' {
        $later = [System.Collections.Generic.Dictionary[string, string]]::new()
        $later['Retry-After'] = '2'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Count = 1; Operation = 'CancelTeamMaintenance'; Headers = $later })
        $process = Open-Script $server "$window { 'in' }"
        Wait-Until { (Get-Count CancelTeamMaintenance) -eq 1 } 'the first cancel request'
        & '/bin/kill' -TERM $process.Id
        $process.WaitForExit(120000) | Should -BeTrue
        Get-CompassMaintenance -TeamId $team -Status active, planned | Should -BeNullOrEmpty
    }

    It 'with -Extend, the window of a killed process ends soon' {
        $process = Open-Script $server "$($window -replace '1h$', '5m') -Extend { 'in'; Start-Sleep 600 }"
        $process.StandardOutput.ReadLine() | Should -Be 'in'
        $process.Kill()
        $process.WaitForExit(120000) | Should -BeTrue
        $left = Get-CompassMaintenance -TeamId $team -Status active
        $left | Should -HaveCount 1
        ($left.EndDate - [DateTimeOffset]::Now).TotalMinutes | Should -BeLessOrEqual 5
    }
}

Describe 'A window that does not become active' {
    It 'does not run the script when the window does not become active' {
        $shut = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset]::UtcNow.AddHours(-1) }
        try {
            # The clock of this sandbox is stopped, one hour behind the clock of the machine. The new process uses the clock of the
            # machine, so its window never becomes active in the sandbox.
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
}
