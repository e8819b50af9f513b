# Checks Watch-CompassHeartbeat: reported changes, the number of requests, service failures, and the time limit.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Runs Watch-CompassHeartbeat in a separate runspace, and an action in this runspace. Then stops the cmdlet. With -UntilEnd,
    # waits instead until the cmdlet ends.
    function Invoke-Watch([string] $Parameters, [scriptblock] $Meanwhile, [switch] $UntilEnd, [object] $With = $connection) {
        $shell = Open-Shell
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $With)
            $watching = $shell.AddScript("Watch-CompassHeartbeat -Connection `$c $Parameters").BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            & $Meanwhile
            if (-not $UntilEnd) {
                $stopped = [System.Diagnostics.Stopwatch]::StartNew()
                $shell.Stop()
                $stopTime = $stopped.Elapsed.TotalSeconds
            }
            $watching.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
            @{ Changes = @($output); Errors = @($shell.Streams.Error); Warnings = @($shell.Streams.Warning); StopTime = $stopTime }
        }
        finally {
            $shell.Dispose()
        }
    }

    function Wait-Look([int] $Count = 2) {
        $before = @($server.Requests | Where-Object Operation -EQ ListHeartbeats).Count
        Wait-Until { @($server.Requests | Where-Object Operation -EQ ListHeartbeats).Count -ge $before + $Count } "$Count list requests"
    }
}

Describe 'Watch-CompassHeartbeat' {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $team = $server.Teams[0].TeamId
        $connection = Connect-Sandbox $server @{ MaximumRetryCount = 0 }
    }

    BeforeEach {
        $server.ClearFaults()
        Get-CompassHeartbeat -AllTeams | Remove-CompassHeartbeat -Confirm:$false
        $null = New-CompassHeartbeat -Name nightly -Period 5m -AlertPriority P1
        $null = New-CompassHeartbeat -Name hourly -Period 1h -AlertPriority P3
        $null = 'nightly', 'hourly' | Invoke-CompassHeartbeatPing
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'returns only changes, when they occur' {
        $run = Invoke-Watch '-IntervalSec 0.1' {
            Wait-Look
            $server.Step([timespan] '00:06:00')
            Wait-Look
            $null = Invoke-CompassHeartbeatPing nightly
            Wait-Look 3
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Changes.Name | Should -Be 'nightly', 'nightly'
        $run.Changes.From | Should -Be 'Responsive', 'Unresponsive'
        $run.Changes.To | Should -Be 'Unresponsive', 'Responsive'
        $run.Changes[0].AlertPriority | Should -Be 'P1'
        $run.Changes[0].TeamId | Should -Be $team
        $run.Changes[0].At | Should -BeOfType [DateTimeOffset]
    }

    It 'returns heartbeats that appear and that are removed' {
        $run = Invoke-Watch '-IntervalSec 0.1' {
            Wait-Look
            $null = New-CompassHeartbeat -Name weekly -Period 7d
            Wait-Look
            Remove-CompassHeartbeat hourly -Confirm:$false
            Wait-Look 4
        }
        $run.Changes | ForEach-Object { "$_" } | Should -Be 'weekly: absent to Pending', 'hourly: Responsive to absent'
        $run.Changes[0].From | Should -BeNullOrEmpty
        $run.Changes[1].To | Should -BeNullOrEmpty
    }

    It 'returns the current state first with -Initial, and selects by name and status' {
        $run = Invoke-Watch 'n*, other -Initial -Status Responsive -IntervalSec 0.1' { Wait-Look }
        $run.Changes | ForEach-Object { "$_" } | Should -Be 'nightly: absent to Responsive'
    }

    It 'sends one list request for each team and interval' {
        $null = Invoke-Watch '-IntervalSec 0.2 -AllTeams' { Wait-Look 15 }
        $requests = @($server.Requests | Where-Object Operation -EQ ListHeartbeats)
        @($server.Requests | Where-Object Operation -EQ ListTeams).Count | Should -Be 1
        @($server.Requests).Count | Should -Be ($requests.Count + 1)
        $times = @($requests | Where-Object Path -Like "*$team*").ReceivedAt
        @($requests).Count | Should -BeLessOrEqual (5 * ($times.Count + 1))
    }

    It 'returns the team name with -AllTeams' {
        $run = Invoke-Watch '-AllTeams -Initial -IntervalSec 0.1' { Wait-Look 6 }
        $run.Changes.TeamName | Select-Object -Unique | Should -Be $server.Teams[0].TeamName
    }

    It 'warns once when the service fails and once when it works again, and misses no change' {
        $run = Invoke-Watch '-IntervalSec 0.1' {
            Wait-Look
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503 })
            Wait-Look 4
            $server.Step([timespan] '00:06:00')
            $server.ClearFaults()
            Wait-Look 3
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -HaveCount 2
        "$($run.Warnings[0])" | Should -Match "^The cmdlet cannot read the heartbeats of team .*The cmdlet tries again"
        "$($run.Warnings[1])" | Should -Match 'can be read again. The outage lasted'
        $run.Changes | ForEach-Object { "$_" } | Should -Be 'nightly: Responsive to Unresponsive'
    }

    It 'warns once of a failure that begins and ends between the requests of one interval' {
        $run = Invoke-Watch '-AllTeams -IntervalSec 0.1' {
            Wait-Look 10
            # In each interval, the cmdlet sends five requests, one for each team. The 15 failures begin and end in the middle of
            # an interval.
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Operation = 'ListHeartbeats'; Skip = 3; Count = 15 })
            Wait-Until { @($server.Requests | Where-Object StatusCode -EQ 503).Count -ge 15 } '15 failed requests'
            Wait-Look 10
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -HaveCount 2
        $server.Teams | ForEach-Object { "$($run.Warnings[1])" | Should -BeLike "*$($_.TeamName)*can be read again*" }
    }

    It 'warns once of a team that loses its read permission, independent of the other teams' {
        $run = Invoke-Watch '-AllTeams -IntervalSec 0.1' {
            Wait-Look 10
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; PathPattern = "*$team*" })
            Wait-Look 15
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; PathPattern = "*$($server.Teams[1].TeamId)*" })
            Wait-Look 15
            $server.ClearFaults()
            Wait-Look 15
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | ForEach-Object { if ("$_" -match 'can be read again') { 'end' } else { 'begin' } } | Should -Be 'begin', 'begin', 'end', 'end'
    }

    It 'sends nothing while the service asks for a pause' {
        $patient = Connect-Sandbox $server @{ MaximumRetryCount = 3; Name = 'patient'; NoDefault = $true }
        $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
        $headers['Retry-After'] = '3'
        $run = Invoke-Watch '-IntervalSec 0.1' -With $patient {
            Wait-Look
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 429; Operation = 'ListHeartbeats'; Count = 1; Headers = $headers })
            Wait-Until { @($server.Requests | Where-Object StatusCode -EQ 429) } 'the service to throttle'
            Start-Sleep -Seconds 2
            $server.Requests[-1].StatusCode | Should -Be 429
            Wait-Look
        }
        $run.Warnings | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
    }

    It '<Name> while the service does not respond' -ForEach @(
        @{ Name = 'stops immediately'; With = @{} }
        @{ Name = 'ends without an error after -TimeoutSec'; With = @{ UntilEnd = $true } }
    ) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Watch '-TimeoutSec 10 -IntervalSec 0.1' {
            Wait-Look
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:01:00'; Operation = 'ListHeartbeats' })
            Start-Sleep -Seconds 1
        } @With
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 40
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
    }

    It 'reports a team without read permission, watches the other teams, and ends if no team is left' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; PathPattern = "*$team*"; Operation = 'ListHeartbeats' })
        $run = Invoke-Watch '-AllTeams -IntervalSec 0.1' { Wait-Look 12 }
        $run.Errors | Should -HaveCount 1
        @($server.Requests | Where-Object Path -Like "*$team*").Count | Should -Be 1
        $run = Invoke-Watch '-IntervalSec 0.1' { } -UntilEnd
        $run.Errors | Should -HaveCount 1
    }

    It 'ends without an error after -TimeoutSec' {
        $run = Invoke-Watch '-IntervalSec 30 -TimeoutSec 1' { } -UntilEnd
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
    }

    It 'stops immediately after Ctrl+C' {
        $run = Invoke-Watch '-IntervalSec 3600' { Wait-Until { $server.Requests.Operation -contains 'ListHeartbeats' } 'the first list request' }
        $run.StopTime | Should -BeLessThan 5
    }

    It 'ends if the pipeline stops' {
        (Watch-CompassHeartbeat -Initial | Select-Object -First 1).Name | Should -BeIn 'nightly', 'hourly'
    }

    It 'warns if no heartbeat has the name' {
        $run = Invoke-Watch 'nigthly -IntervalSec 30 -TimeoutSec 1' { } -UntilEnd
        "$($run.Warnings)" | Should -Match "'nigthly'"
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-TeamId together with -AllTeams'; With = @{ AllTeams = $true; TeamId = 'team-1' }; Id = 'InvalidArgument' }
        @{ Name = 'an empty team'; With = @{ TeamId = $null }; Id = 'EmptyArgument' }
        @{ Name = 'an empty name'; With = @{ Name = $null }; Id = 'EmptyArgument' }
        @{ Name = 'an empty status'; With = @{ Status = $null }; Id = 'EmptyArgument' }
    ) {
        { Watch-CompassHeartbeat @With -TimeoutSec 1 -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Watch-CompassHeartbeat for a week' -Tag Soak {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true }
        $connection = Connect-Sandbox $server @{ MaximumRetryCount = 0 }
        $null = 1..40 | ForEach-Object { [pscustomobject] @{ Name = "job $_"; Period = '5m'; TeamId = $server.Teams[$_ % 5].TeamId } } | New-CompassHeartbeat -ThrottleLimit 8
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'uses no more memory after 20,000 intervals' {
        # Eight cmdlets read the heartbeats of five teams every 0.1 seconds. At the same time, heartbeats are created, changed
        # and removed, and some requests fail.
        $shells = 1..8 | ForEach-Object { Open-Shell }
        try {
            $changes = $shells | ForEach-Object { , [int[]]::new(1) }
            $running = for ($i = 0; $i -lt $shells.Count; $i++) {
                $shell = $shells[$i]
                $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
                $shell.Runspace.SessionStateProxy.SetVariable('count', $changes[$i])
                $null = $shell.AddScript('Watch-CompassHeartbeat -AllTeams -IntervalSec 0.1 -Connection $c -WarningAction Ignore | ForEach-Object { $count[0]++ }')
                $shell.BeginInvoke()
            }

            # Creates, changes and removes heartbeats until the cmdlets together have read all teams $Looks times. Returns the used memory.
            $script:round = 0
            function Invoke-Change([long] $Looks) {
                $until = $server.Requests[-1].Number + (5 * $Looks)
                while ($server.Requests[-1].Number -lt $until) {
                    $name = "passing $(($script:round++))"
                    $null = New-CompassHeartbeat $name -Period 5m
                    $null = Invoke-CompassHeartbeatPing $name
                    $server.Step([timespan] '00:06:00')
                    Start-Sleep -Milliseconds 300
                    Remove-CompassHeartbeat $name -Force
                    if ($script:round % 50 -eq 0) {
                        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Operation = 'ListHeartbeats'; Count = 30 })
                    }
                }
                1..3 | ForEach-Object {
                    [GC]::Collect()
                    [GC]::WaitForPendingFinalizers()
                }
                [GC]::GetTotalMemory($true)
            }

            # Memory grows until the request log of the sandbox is full (at most 10,000 requests). The log is full before the first
            # measurement, because the cmdlets send 20,000 requests in 4,000 intervals.
            $before = Invoke-Change 4000
            $after = Invoke-Change 20000
            $running.IsCompleted | Should -Not -Contain $true
        }
        finally {
            $shells | ForEach-Object {
                $_.Stop()
                $_.Dispose()
            }
        }
        $grown = [math]::Round(($after - $before) / 1MB, 1)
        Write-Host "memory $([math]::Round($before / 1MB, 1)) MB and $grown MB more; $script:round heartbeats came and went; changes seen: $($changes | ForEach-Object { $_[0] })"
        ($changes | ForEach-Object { $_[0] } | Measure-Object -Minimum).Minimum | Should -BeGreaterThan ($script:round / 2)
        $grown | Should -BeLessThan 5
    }
}
