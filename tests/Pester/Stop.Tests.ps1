# Checks that Ctrl+C stops each cmdlet within 250 ms. The Use- cmdlets have five more seconds for their clean-up.

BeforeDiscovery {
    $hang = 'a request without a response'
    $pause = 'the delay before a retry'
    $hold = 'the delay in Retry-After'

    # Commands for all cmdlets that send requests. The tests stop each command during each kind of wait above. If a command has
    # the key 'Waits', the tests use only the kinds of wait in its value.
    $calls = @(
        @{ Command = 'Connect-Compass -Site acme -BaseUri $root -Credential $credential -RetryIntervalSec 60 -NoDefault' }
        @{ Command = 'Test-CompassConnection'; Waits = @($hang) }
        @{ Command = 'Get-CompassTeam' }
        @{ Command = 'Get-CompassHeartbeat' }
        @{ Command = 'Get-CompassHeartbeat beat' }
        @{ Command = 'New-CompassHeartbeat x -Period 5m' }
        @{ Command = 'Set-CompassHeartbeat beat -Description x' }
        @{ Command = 'Enable-CompassHeartbeat beat' }
        @{ Command = 'Disable-CompassHeartbeat beat' }
        @{ Command = 'Remove-CompassHeartbeat beat -Force' }
        @{ Command = 'Invoke-CompassHeartbeatPing beat' }
        @{ Command = '1..500 | ForEach-Object { "p$_" } | Invoke-CompassHeartbeatPing -ThrottleLimit 32' }
        @{ Command = 'Wait-CompassHeartbeat beat Unresponsive -IntervalSec 600' }
        @{ Command = 'Export-CompassHeartbeat (Join-Path $folder out.json)' }
        @{ Command = 'Compare-CompassHeartbeat $declared' }
        @{ Command = 'Sync-CompassHeartbeat $declared' }
        @{ Command = 'Watch-CompassHeartbeat' }
        @{ Command = 'Export-CompassMaintenance (Join-Path $folder windows.json) -TeamId $team' }
        @{ Command = 'Compare-CompassMaintenance $planned' }
        @{ Command = 'Sync-CompassMaintenance $planned' }
        @{ Command = 'Export-CompassReport (Join-Path $folder ops.html) -TeamId $team' }
        @{ Command = 'Invoke-CompassRequest v1/teams' }
        @{ Command = 'Get-CompassMaintenance -TeamId $team' }
        @{ Command = 'Get-CompassMaintenance -Id $window -TeamId $team' }
        @{ Command = 'New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h' }
        @{ Command = 'Set-CompassMaintenance $window -TeamId $team -Description x' }
        @{ Command = 'Stop-CompassMaintenance $window -TeamId $team' }
        @{ Command = 'Remove-CompassMaintenance $window -TeamId $team -Force' }
        @{ Command = 'Wait-CompassMaintenance $window Past -TeamId $team -IntervalSec 600' }
        @{ Command = 'Use-CompassHeartbeat beat { }' }
        @{ Command = 'Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h { Start-Sleep 600 }' }
    )
    $cases = foreach ($call in $calls) {
        $waits = if ($call.Contains('Waits')) { $call.Waits } else { $hang, $pause, $hold }
        foreach ($wait in $waits) {
            $fault = switch ($wait) {
                $hang { @{ Kind = 'Delay'; Delay = [timespan]::FromMinutes(10) } }
                $pause { @{ Status = 500 } }
                $hold { @{ Status = 429; Headers = [System.Collections.Generic.Dictionary[string, string]]::new() } }
            }
            if ($wait -eq $hold) {
                $fault.Headers['Retry-After'] = '600'
            }
            # If $wait is $hang, first send a successful request ('Used'), so that the HTTP connection is already open. On an
            # open connection, the request without a response can run on the pipeline thread.
            $case = @{ Command = $call.Command; Wait = $wait; Fault = $fault; Used = $wait -eq $hang }
            # After Ctrl+C, these cmdlets still end the window or complete a ping. This can take five seconds.
            if ($call.Command -like 'Use-*') {
                $case += @{ Limit = 5250; Long = $call.Command -notlike '*Maintenance*' -or $wait -ne $hang }
            }
            $case
        }
    }

    # Add cases for waits that occur only in some cmdlets.
    $cases += @{
        Command = 'New-CompassHeartbeat x -Period 5m -Connection impatient'; Wait = 'the pause before the next list request'
        Fault = @{ Kind = 'ResetBefore'; Operation = 'CreateHeartbeat' }; Until = 'ListHeartbeats'
    }
    $cases += @{
        Command = 'New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h'; Wait = 'the pause before the next list request'
        Fault = @{ Kind = 'ResetBefore'; Operation = 'CreateTeamMaintenance' }; Until = 'ListTeamMaintenances'
    }
    $cases += @{
        Command = 'Get-CompassHeartbeat -PageSize 1'; Wait = 'the request for the second page of a list'
        Fault = @{ Kind = 'Delay'; Delay = [timespan]::FromMinutes(10); Operation = 'ListHeartbeats'; Skip = 1 }
    }
    $cases += @{
        Command = 'Sync-CompassHeartbeat $declared'; Wait = 'the update of a heartbeat'
        Fault = @{ Kind = 'Delay'; Delay = [timespan]::FromMinutes(10); Operation = 'UpdateHeartbeat' }
    }
    $cases += @{ Command = 'Wait-CompassHeartbeat beat Unresponsive -IntervalSec 600'; Wait = 'the pause between two list requests'; Until = 'ListHeartbeats' }
    $cases += @{ Command = 'Wait-CompassMaintenance $window Past -TeamId $team -IntervalSec 600'; Wait = 'the pause between two list requests'; Until = '*TeamMaintenance*' }
    $cases += @{ Command = 'Use-CompassHeartbeat beat { Start-Sleep 600 } -KeepAlive'; Wait = 'the script'; Limit = 5250; Until = 'PingHeartbeat' }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Ctrl+C' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        # Run all commands in one runspace, which must still work after a command was stopped.
        $shell = Open-Shell
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $folder = "$TestDrive"
        $declared = Join-Path $folder declared.json
        [pscustomobject] @{ Name = 'beat'; Period = '7m'; Description = 'd' } | Export-CompassHeartbeat $declared -TeamId $team
        $planned = Join-Path $folder planned.json
        $rules = @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } }
        $entry = @{ description = 'Patch night'; daily = $true; at = '02:00'; duration = '1h'; timeZone = 'UTC'; rules = @($rules) }
        @{ teams = @(@{ teamId = $team; maintenance = @($entry) }) } | ConvertTo-Json -Depth 9 | Set-Content $planned
        foreach ($name in 'team', 'rule', 'folder', 'declared', 'planned') {
            $shell.Runspace.SessionStateProxy.SetVariable($name, (Get-Variable $name -ValueOnly))
        }
        $shell.Runspace.SessionStateProxy.SetVariable('root', $server.BaseUri)
        $shell.Runspace.SessionStateProxy.SetVariable('credential', (Get-SandboxCredential $server))
        $setup = Connect-Sandbox $server @{ Name = 'setup' }

        function Invoke-InShell([string] $Script) {
            $shell.Commands.Clear()
            $null = $shell.AddScript($Script)
        }

        function Assert-Stop([string] $Command, [string] $Wait, [hashtable] $Fault, [string] $Until, [int] $Limit = 250, [bool] $Long, [bool] $Used) {
            # The machine can be busy, so use the fastest of ten attempts.
            $best = [long]::MaxValue
            for ($try = 0; $try -lt 10 -and $best -ge $Limit; $try++) {
                # A throttled request pauses its whole connection, so use a new connection for each attempt.
                $with = @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; Credential = Get-SandboxCredential $server; TeamId = $team }
                $shell.Runspace.SessionStateProxy.SetVariable('with', $with)
                Invoke-InShell 'Get-CompassConnection | Disconnect-Compass
                    $null = Connect-Compass @with -Name impatient -MaximumRetryCount 0 -RetryIntervalSec 60
                    $null = Connect-Compass @with -RetryIntervalSec 60
                    if ($used) { $null = Get-CompassTeam }'
                $shell.Runspace.SessionStateProxy.SetVariable('used', $Used)
                $null = $shell.Invoke()
                $shell.HadErrors | Should -BeFalse

                $already = $server.Requests.Count
                $id = "try $try"
                if ($Fault) {
                    $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] ($Fault + @{ Id = $id; Count = 1 }))
                }
                Invoke-InShell $Command
                $run = $shell.BeginInvoke()
                Wait-Until { $server.Faults.Id -notcontains $id } 'the request with the fault'
                if ($Until) {
                    Wait-Until { $server.Requests | Select-Object -Skip $already | Where-Object Operation -Like $Until } "the request $Until"
                }
                $run.IsCompleted | Should -BeFalse
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $shell.Stop()
                $best = [Math]::Min($best, $watch.ElapsedMilliseconds)
                $run.IsCompleted | Should -BeTrue
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            }
            $best | Should -BeLessThan $Limit
        }
    }

    AfterAll {
        $shell.Dispose()
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    BeforeEach {
        $server.ClearFaults()
        foreach ($name in 'beat', 'other') {
            if (-not (Get-CompassHeartbeat $name -ErrorAction Ignore)) {
                $null = New-CompassHeartbeat $name -Period 5m
            }
        }
        Get-CompassHeartbeat x -ErrorAction Ignore | Remove-CompassHeartbeat -Force
        $window = (New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h).Id
        $shell.Runspace.SessionStateProxy.SetVariable('window', $window)
    }

    It 'ends <Command> during <Wait>' -ForEach $cases.Where({ -not $_.Long }) {
        Assert-Stop @_
    }

    It 'ends <Command> during <Wait>, after its clean-up' -Tag Soak -ForEach $cases.Where({ $_.Long }) {
        Assert-Stop @_
    }

    It 'is tested with every cmdlet that sends requests' -ForEach @{ Tried = $cases.Command -join "`n" } {
        $silent = 'ConvertTo-CompassCalendar', 'Disconnect-Compass', 'Get-CompassConnection', 'New-CompassMaintenanceRule', 'New-CompassMaintenanceSchedule'
        Get-Command -Module CompassOps | Where-Object { $_.Name -notlike '*Sandbox*' -and $_.Name -notin $silent } | ForEach-Object {
            $Tried | Should -Match "\b$($_.Name)\b"
        }
    }
}
