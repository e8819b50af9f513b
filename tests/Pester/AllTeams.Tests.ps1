# Checks -AllTeams: team names, the order of the output, and filters.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $server = Open-Sandbox
    $null = Connect-Sandbox $server
    $teams = $server.Teams
    foreach ($team in $teams) {
        $null = 'nightly', "backup of $($team.TeamName)" | New-CompassHeartbeat -TeamId $team.TeamId -Period 1d -AlertTag 'Backup', $team.TeamName -AlertPriority P2
    }
    $null = New-CompassHeartbeat -Name 'old job' -Period 1d -Enabled $false -AlertPriority P5
    $rule = New-CompassMaintenanceRule -PolicyId p1
    $start = [DateTimeOffset] '2031-03-01T00:00:00Z'
    for ($i = 0; $i -lt $teams.Count; $i++) {
        $null = New-CompassMaintenance -TeamId $teams[$i].TeamId -Rule $rule -StartDate $start.AddDays(-$i) -Duration 2h -Description "window $i"
    }
    $null = New-CompassMaintenance -Global -Rule $rule -StartDate $start.AddDays(-1.5) -Duration 2d -Description 'core switch'

    function Add-TeamFault([string] $TeamId, [string] $Operation) {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; PathPattern = "*$TeamId*"; Operation = $Operation })
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'Get-CompassHeartbeat -AllTeams' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'returns the heartbeats of every team with its name, in the order of the teams' {
        $all = Get-CompassHeartbeat -AllTeams
        $all.Count | Should -Be (2 * $teams.Count + 1)
        @($all.TeamName | Select-Object -Unique) | Should -Be $teams.TeamName
        $all | ForEach-Object { $_.TeamName | Should -Be ($teams | Where-Object TeamId -EQ $_.TeamId).TeamName }
    }

    It 'requests the list of teams once, and the list of each team once' {
        $null = Get-CompassHeartbeat -AllTeams
        @($server.Requests | Where-Object Operation -EQ 'ListTeams').Count | Should -Be 1
        @($server.Requests | Where-Object Operation -EQ 'ListHeartbeats').Count | Should -Be $teams.Count
    }

    It 'reports a team without read permission, and returns the other teams' {
        Add-TeamFault $teams[1].TeamId ListHeartbeats
        $run = Invoke-Script { Get-CompassHeartbeat nightly -AllTeams }
        $run.Output.TeamName | Should -Be ($teams.TeamName -ne $teams[1].TeamName)
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'Forbidden'
        $run.Text | Should -Match "^Team '$($teams[1].TeamName)' \($($teams[1].TeamId)\): "
        $run.Errors[0].TargetObject | Should -Be $teams[1].TeamId
    }

    It 'accepts names, and reports a name that no team has' {
        $run = Invoke-Script { Get-CompassHeartbeat 'old job', 'backup of P*', 'absent' -AllTeams }
        $run.Output.Name | Should -Contain 'old job'
        $run.Output.Name | Should -Contain 'backup of Payments'
        $run.Id | Should -Be 'NotFound'
        $run.Text | Should -Match "'absent' in any team"
    }

    It 'applies -First after -Skip' {
        $all = Get-CompassHeartbeat -AllTeams
        (Get-CompassHeartbeat -AllTeams -Skip 1 -First 3).Name | Should -Be $all[1..3].Name
    }

    It 'ends with an error when the teams cannot be listed' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Operation = 'ListTeams' })
        { Get-CompassHeartbeat -AllTeams -ErrorAction Stop } | Should -Throw -ErrorId 'Forbidden,*'
    }

    It 'rejects -TeamId together with -AllTeams, typed or piped' {
        { Get-CompassHeartbeat -AllTeams -TeamId $teams[0].TeamId -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument,*'
        $run = Invoke-Script { Get-CompassHeartbeat 'old job' | Get-CompassHeartbeat -AllTeams }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Output | Should -BeNullOrEmpty
    }

    It 'overrides a default value of -TeamId or -Global, but not a specified value' {
        $PSDefaultParameterValues = @{ '*-Compass*:TeamId' = $teams[0].TeamId; 'Get-CompassMaintenance:Global' = $true }
        (Get-CompassHeartbeat -AllTeams).Count | Should -Be (2 * $teams.Count + 1)
        Get-CompassMaintenance -AllTeams | Should -HaveCount ($teams.Count + 1)
        (Watch-CompassHeartbeat -AllTeams -Initial | Select-Object -First 4).TeamId | Select-Object -Unique | Should -HaveCount 2
        Export-CompassReport (Join-Path $TestDrive all.html) -AllTeams
        Export-CompassMaintenance (Join-Path $TestDrive all.json) -AllTeams
        (Invoke-Script { Get-CompassHeartbeat -AllTeams -TeamId $teams[0].TeamId }).Id | Should -Be 'InvalidArgument'
    }

    It 'pipes its output to the cmdlets that act on heartbeats' {
        (Get-CompassHeartbeat nightly -AllTeams | Invoke-CompassHeartbeatPing).Count | Should -Be $teams.Count
    }

    It 'sends no extra request to show the name of a team' {
        (Get-CompassHeartbeat nightly).TeamName | Should -Be $teams[0].TeamName
        $null = Connect-Sandbox $server @{ Name = 'other' }
        (Get-CompassHeartbeat nightly).TeamName | Should -BeNullOrEmpty
        $server.Requests.Operation | Should -Be 'ListHeartbeats', 'ListHeartbeats'
    }
}

Describe 'Get-CompassHeartbeat selects' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'heartbeats with one of the tags, in any letter case' {
        (Get-CompassHeartbeat -AllTeams -AlertTag backup, other).Count | Should -Be (2 * $teams.Count)
        (Get-CompassHeartbeat -Tag Backup).Count | Should -Be 2
        Get-CompassHeartbeat -Tag absent | Should -BeNullOrEmpty
    }

    It 'heartbeats of the priorities' {
        (Get-CompassHeartbeat -AlertPriority p5).Name | Should -Be 'old job'
        (Get-CompassHeartbeat -Priority 'P2, P5').Count | Should -Be 3
    }

    It 'enabled or disabled heartbeats' {
        (Get-CompassHeartbeat -Enabled $false).Name | Should -Be 'old job'
        (Get-CompassHeartbeat -Enabled $true).Count | Should -Be 2
        Get-CompassHeartbeat 'old job' -Enabled $true | Should -BeNullOrEmpty
    }

    It 'before it applies -First' {
        (Get-CompassHeartbeat -Priority P5 -First 1).Name | Should -Be 'old job'
    }

    It 'nothing, and reports an error, if -<_> is empty' -ForEach 'AlertTag', 'AlertPriority', 'Enabled' {
        $with = @{ $_ = $null }
        { Get-CompassHeartbeat @with -ErrorAction Stop } | Should -Throw -ErrorId 'EmptyArgument,*'
    }
}

Describe 'Get-CompassMaintenance -AllTeams' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'returns global windows and the windows of every team, sorted by start' {
        $all = Get-CompassMaintenance -AllTeams
        $all.Description | Should -Be (((1..($teams.Count - 1))[-1..-($teams.Count - 2)] | ForEach-Object { "window $_" }) + 'core switch' + 'window 1' + 'window 0')
        $all.StartDate.UtcTicks | Should -Be ($all.StartDate.UtcTicks | Sort-Object)
        ($all | Where-Object Description -EQ 'window 0').TeamName | Should -Be $teams[0].TeamName
        ($all | Where-Object Scope -EQ Global).TeamName | Should -BeNullOrEmpty
    }

    It 'reports a team without read permission, and returns the other teams' {
        Add-TeamFault $teams[2].TeamId ListTeamMaintenances
        $run = Invoke-Script { Get-CompassMaintenance -AllTeams }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -Match $teams[2].TeamName
        $run.Output.Count | Should -Be $teams.Count
    }

    It 'reports global windows without read permission, and returns the other windows' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Operation = 'ListGlobalMaintenances' })
        $run = Invoke-Script { Get-CompassMaintenance -AllTeams }
        $run.Text | Should -Match '^Global maintenance windows: '
        $run.Output.Count | Should -Be $teams.Count
    }

    It 'shows the teams'' names in a calendar' {
        Get-CompassMaintenance -AllTeams | ConvertTo-CompassCalendar | Should -Match "SUMMARY:window 0 \($($teams[0].TeamName)\)"
    }

    It 'returns the same windows if its output is piped to Get-CompassMaintenance' {
        Get-CompassMaintenance -AllTeams | Get-CompassMaintenance | Should -HaveCount ($teams.Count + 1)
    }

    It 'rejects -Global and -TeamId together with -AllTeams' {
        { Get-CompassMaintenance -AllTeams -Global -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument,*'
        { Get-CompassMaintenance -AllTeams -TeamId $teams[0].TeamId -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument,*'
    }
}

Describe 'Get-CompassMaintenance -From and -To' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'returns the windows that overlap the interval' {
        (Get-CompassMaintenance -AllTeams -From 2031-02-28T01:00Z -To 2031-03-01T00:00Z).Description | Should -Be 'core switch', 'window 1'
        (Get-CompassMaintenance -AllTeams -From 2031-03-01T01:59Z).Description | Should -Be 'core switch', 'window 0'
        (Get-CompassMaintenance -TeamId $teams[0].TeamId -To 2031-03-01T00:00Z) | Should -BeNullOrEmpty
        (Get-CompassMaintenance -From 2031-02-28T12:00Z -First 1).Description | Should -Be 'core switch'
    }

    It 'omits a window that ends when the interval begins' {
        Get-CompassMaintenance -TeamId $teams[0].TeamId -From 2031-03-01T02:00Z | Should -BeNullOrEmpty
    }

    It 'refuses an interval that ends before it begins, and empty dates' {
        { Get-CompassMaintenance -From 2031-03-02 -To 2031-03-01 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument,*'
        { Get-CompassMaintenance -From $null -ErrorAction Stop } | Should -Throw -ErrorId 'EmptyArgument,*'
    }
}
