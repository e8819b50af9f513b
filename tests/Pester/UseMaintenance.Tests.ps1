# Checks when Use-CompassMaintenance runs the script block, and when it ends the window.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Shell.ps1"
    . "$PSScriptRoot/UseScript.ps1"
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

    It 'writes each output object immediately' {
        $seen = [System.Collections.Generic.List[string]]::new()
        Use-CompassMaintenance @inside { $seen.Add('a'); 1; $seen.Add('b'); 2 } | ForEach-Object { $seen.Add("out $_") }
        $seen | Should -Be 'a', 'out 1', 'b', 'out 2'
    }

    It 'ends the window and rethrows the error, for <Script>' -ForEach @(
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

    It 'ends the window after return, and if the pipeline stops early' {
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
            Wait-Until { (Get-Count CreateTeamMaintenance) -eq 1 } 'the create request'
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

    It 'ends a window that was created after the user pressed Ctrl+C' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:01'; Operation = 'CreateTeamMaintenance'; Count = 1 })
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $shell.Runspace.SessionStateProxy.SetVariable('inside', $inside)
            $null = $shell.AddScript('Use-CompassMaintenance -Connection $c @inside { "ran" }').BeginInvoke()
            Wait-Until { @($server.Requests | Where-Object Operation -EQ CreateTeamMaintenance).Count -eq 1 -or $server.Faults.Count -eq 0 } 'the create request'
            $shell.Stop()
            Get-CompassMaintenance -TeamId $team | Where-Object Status -NE cancelled | Should -BeNullOrEmpty
            Get-Count CancelTeamMaintenance | Should -Be 1
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'runs no script and warns that a window can be active, if the response is lost and lists show it too late' {
        $server.Behavior = 'LagListsByMinute'
        try {
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetAfter'; Operation = 'CreateTeamMaintenance'; Count = 1 })
            $run = Invoke-Script { Use-CompassMaintenance @inside -Description 'Disk swap' { 'ran' } }
        }
        finally {
            $server.Behavior = 'None'
        }
        $run.Output | Should -BeNullOrEmpty
        $run.Id | Should -Be "WindowLeftOpen`nOutcomeUnknown"
        $run.Text | Should -BeLike "*maintenance window 'Disk swap' was created: the list of the service does not show the window*stays open until *: Get-CompassMaintenance -TeamId $team -Type non-expired`n*the script was not run*"
        Get-Count CreateTeamMaintenance | Should -Be 1
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'active'
    }

    It 'runs no script and ends the window, if the list shows it too late' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'StalePage'; Operation = 'ListTeamMaintenances'; Count = 5 })
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetAfter'; Operation = 'CreateTeamMaintenance'; Count = 1 })
        $run = Invoke-Script { Use-CompassMaintenance @inside { 'ran' } -WarningVariable script:warned 3> $null }
        $run.Output | Should -BeNullOrEmpty
        $run.Id | Should -Be 'OutcomeUnknown'
        $window = Get-CompassMaintenance -TeamId $team
        $window.Status | Should -Be 'cancelled'
        "$warned" | Should -Be "Maintenance window '$($window.Id)' was ended."
    }

    It 'ends the window although the service <Case>' -ForEach @(
        @{ Case = 'throttles'; Fault = @{ Kind = 'Status'; Status = 429; Count = 2 } }
        @{ Case = 'resets connections'; Fault = @{ Kind = 'ResetAfter'; Count = 2 } }
        # The first cancel request closes the port of the sandbox for 5 ms. The cmdlet retries up to four times with random delays.
        # The port is open again before the last retry, except in the rare case that all delays are very short.
        @{ Case = 'is not reachable for a short time'; Fault = @{ Kind = 'Refuse'; Count = 1; Delay = [timespan] '00:00:00.005' } }
    ) {
        $Fault.Operation = 'CancelTeamMaintenance'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] $Fault)
        Use-CompassMaintenance @inside { 'done' } | Should -Be 'done'
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It 'names the window that stays open if the service is unreachable, for <Script>' -ForEach @(
        @{ Script = '"done"'; Id = 'WindowLeftOpen' }, @{ Script = 'throw "x"'; Id = "WindowLeftOpen`nx" }
    ) {
        $work = [scriptblock]::Create("`$null = `$server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Refuse' }); $Script")
        $run = Invoke-Script { Use-CompassMaintenance @inside $work }
        $run.Id | Should -Be $Id
        $run.Text | Should -BeLike '*stays open until its end date*'
        $server.ClearFaults()
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'active'
    }

    It 'names the window that stays open if it cannot be ended' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 9; Operation = 'CancelTeamMaintenance' })
        $run = Invoke-Script { Use-CompassMaintenance @inside { 'done' } }
        $run.Output | Should -Be 'done'
        $run.Id | Should -Be 'WindowLeftOpen'
        $server.ClearFaults()
        $command = [regex]::Match($run.Text, 'Stop-CompassMaintenance [^.]+').Value
        (& ([scriptblock]::Create($command))).Id | Should -Be (Get-CompassMaintenance -TeamId $team).Id
        (Get-CompassMaintenance -TeamId $team).Status | Should -Be 'cancelled'
    }

    It '-KeepOnFailure does not end the window after <Script>, and warns' -ForEach @(
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

    It '-KeepOnFailure shows a command with the specified connection and -Global' {
        $null = Connect-Sandbox $server @{ Name = 'night shift'; NoDefault = $true }
        Use-CompassMaintenance -Global -Rule $rule -Duration 1h -Connection 'night shift' -KeepOnFailure { Exit-Program 1 } -WarningVariable warned 3> $null
        "$warned" | Should -BeLike "*exit code 1*Stop-CompassMaintenance * -Global -Connection 'night shift'*"
        $command = [regex]::Match("$warned", 'Stop-CompassMaintenance [^.]+').Value
        (& ([scriptblock]::Create($command))).Scope | Should -Be 'Global'
    }

    It 'reports a failure by exit code after the window was ended' {
        Use-CompassMaintenance @inside { Exit-Program 2 } -WarningVariable warned 3> $null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*exit code is 2*$((Get-CompassMaintenance -TeamId $team).Id)*ended*"
        { Use-CompassMaintenance @inside { Exit-Program 1 } -WarningAction Stop } | Should -Throw
        Get-Count CancelTeamMaintenance | Should -Be 2
        Use-CompassMaintenance @inside { Exit-Program 1 } -IgnoreExitCode -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It '-KeepOnFailure ends the window after success' {
        Use-CompassMaintenance @inside -KeepOnFailure { 'fine' } | Should -Be 'fine'
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'creates no window and runs no script with -WhatIf' {
        $ran = $false
        Use-CompassMaintenance @inside -WhatIf { $ran = $true }
        $ran | Should -BeFalse
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'requires exactly one of -TeamId and -Global, and refuses an unset variable' {
        (Invoke-Script { Use-CompassMaintenance -Rule $rule -Duration 1h { 'x' } }).Text | Should -BeLike '*-Global*'
        (Invoke-Script { Use-CompassMaintenance -TeamId $nothing -Rule $rule -Duration 1h { 'x' } }).Id | Should -Be 'EmptyArgument'
        (Invoke-Script { Use-CompassMaintenance @inside -Global { 'x' } }).Text | Should -BeLike '*cannot be combined*'
        $server.Requests | Should -BeNullOrEmpty
    }
}
