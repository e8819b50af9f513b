# Watching heartbeats: each change once, few requests, outages, a time limit.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Runs a watch in a separate shell, performs an action meanwhile, stops it unless it ends by itself, and returns the output.
    function Invoke-Watch([string] $Parameters, [scriptblock] $Meanwhile, [switch] $UntilEnd) {
        $shell = Open-Shell
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
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
        Wait-Until { @($server.Requests | Where-Object Operation -EQ ListHeartbeats).Count -ge $before + $Count } "$Count looks"
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

    It 'returns a change when it is seen, and nothing that did not change' {
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

    It 'returns the present state first with -Initial, and selects by name and status' {
        $run = Invoke-Watch 'n*, other -Initial -Status Responsive -IntervalSec 0.1' { Wait-Look }
        $run.Changes | ForEach-Object { "$_" } | Should -Be 'nightly: absent to Responsive'
    }

    It 'sends one list request a team and interval' {
        $null = Invoke-Watch '-IntervalSec 0.2 -AllTeams' { Wait-Look 15 }
        $requests = @($server.Requests | Where-Object Operation -EQ ListHeartbeats)
        @($server.Requests | Where-Object Operation -EQ ListTeams).Count | Should -Be 1
        @($server.Requests).Count | Should -Be ($requests.Count + 1)
        $times = @($requests | Where-Object Path -Like "*$team*").ReceivedAt
        @($requests).Count | Should -BeLessOrEqual (5 * ($times.Count + 1))
    }

    It 'names the team with -AllTeams' {
        $run = Invoke-Watch '-AllTeams -Initial -IntervalSec 0.1' { Wait-Look 6 }
        $run.Changes.TeamName | Select-Object -Unique | Should -Be $server.Teams[0].TeamName
    }

    It 'warns once when the service fails and once when it is back, and misses nothing meanwhile' {
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
        "$($run.Warnings[0])" | Should -Match "^Cannot read the heartbeats of team .*The watch continues"
        "$($run.Warnings[1])" | Should -Match 'can be read again, after'
        $run.Changes | ForEach-Object { "$_" } | Should -Be 'nightly: Responsive to Unresponsive'
    }

    It 'reports a team that may not be read, watches the rest, and ends where none is left' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; PathPattern = "*$team*"; Operation = 'ListHeartbeats' })
        $run = Invoke-Watch '-AllTeams -IntervalSec 0.1' { Wait-Look 12 }
        $run.Errors | Should -HaveCount 1
        @($server.Requests | Where-Object Path -Like "*$team*").Count | Should -Be 1
        $run = Invoke-Watch '-IntervalSec 0.1' { } -UntilEnd
        $run.Errors | Should -HaveCount 1
    }

    It 'ends quietly after -TimeoutSec' {
        $run = Invoke-Watch '-IntervalSec 30 -TimeoutSec 1' { } -UntilEnd
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
    }

    It 'stops at once' {
        $run = Invoke-Watch '-IntervalSec 3600' { Wait-Look 1 }
        $run.StopTime | Should -BeLessThan 5
    }

    It 'ends where the pipeline needs no more' {
        (Watch-CompassHeartbeat -Initial | Select-Object -First 1).Name | Should -BeIn 'nightly', 'hourly'
    }

    It 'says that nothing has the name yet' {
        $run = Invoke-Watch 'nigthly -IntervalSec 30 -TimeoutSec 1' { } -UntilEnd
        "$($run.Warnings)" | Should -Match "'nigthly'"
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-TeamId beside -AllTeams'; With = @{ AllTeams = $true; TeamId = 'team-1' }; Id = 'InvalidArgument' }
        @{ Name = 'an empty team'; With = @{ TeamId = $null }; Id = 'EmptyArgument' }
        @{ Name = 'an empty name'; With = @{ Name = $null }; Id = 'EmptyArgument' }
        @{ Name = 'an empty status'; With = @{ Status = $null }; Id = 'EmptyArgument' }
    ) {
        { Watch-CompassHeartbeat @With -TimeoutSec 1 -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
