# Checks the table and list views: tables have at most 120 columns, lists show all properties, and no view shows a secret.

BeforeDiscovery {
    $kinds = 'Heartbeat', 'Maintenance', 'MaintenanceRule', 'HeartbeatPing', 'Team', 'CompassConnection', 'SandboxServer', 'SandboxTeam',
    'SandboxAlert', 'SandboxRequest', 'SandboxFault', 'HeartbeatChange', 'HeartbeatDifference', 'HeartbeatSyncResult', 'MaintenanceDifference',
    'MaintenanceSyncResult',
    'PlannedMaintenance', 'ConnectionTest'
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function Get-Table([object] $Value) {
        $Value | Format-Table | Out-String -Width 400
    }

    function Get-List([object] $Value) {
        $Value | Format-List | Out-String -Width 400
    }
}

Describe 'Formats' {
    BeforeAll {
        $PSStyle.OutputRendering = 'PlainText'
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $connection = Connect-Sandbox $server
        $team = $server.Teams[0].TeamId
        $name = 'A heartbeat with a name that is a good deal longer than names of heartbeats are'
        $heartbeat = New-CompassHeartbeat -Name $name -Period 150m -AlertPriority P1 -AlertTag a, b -Description ('d' * 200)
        $ping = Invoke-CompassHeartbeatPing $name
        $server.Step([timespan]::FromHours(3))
        $rules = @(New-CompassMaintenanceRule -IntegrationId $integration) + @(New-CompassMaintenanceRule -PolicyId p1, p2, p3, p4, p5)
        $start = [DateTimeOffset] '2030-06-15T10:00:00Z'
        $window = New-CompassMaintenance -TeamId $team -Rule $rules -StartDate $start -Duration 90m -Description 'The night of the great change'
        $fault = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Operation = 'CreateGlobalMaintenance'; Status = 503; Count = 2 })
        $values = @{
            Heartbeat         = $heartbeat
            Maintenance       = $window
            MaintenanceRule   = $window.Rules[0]
            HeartbeatPing     = $ping
            Team              = [CompassOps.Team] @{ TeamId = $team; TeamName = 'Shop' }
            CompassConnection = $connection
            SandboxServer     = $server
            SandboxTeam       = $server.Teams[0]
            SandboxAlert      = $server.Alerts[0]
            SandboxRequest    = $server.Requests[0]
            SandboxFault      = $fault
            ConnectionTest    = Test-CompassConnection
        }
        $values.HeartbeatChange = [CompassOps.HeartbeatChange] @{
            At = [DateTimeOffset] '2030-01-01T00:00:00Z'; TeamId = $team; TeamName = 'Shop'; Name = $name; From = 'Responsive'; To = 'Unresponsive'; AlertPriority = 'P1'
        }
        $values.HeartbeatDifference = [CompassOps.HeartbeatDifference] @{
            Action = 'Update'; Name = $name; TeamId = $team; Property = 'AlertMessage'; Desired = 'm' * 60; Actual = @('a', 'b')
        }
        $values.HeartbeatSyncResult = [CompassOps.HeartbeatSyncResult] @{
            Action = 'Update'; Name = $name; TeamId = $team; Property = [string[]] @('Description', 'AlertMessage', 'AlertPriority'); Status = 'Failed'; Reason = 'r' * 60
        }
        $values.MaintenanceDifference = [CompassOps.MaintenanceDifference] @{
            Action = 'Update'; Description = $name; TeamId = $team; StartDate = $start; Id = $window.Id; Property = 'EndDate'; Desired = $start; Actual = $start
        }
        $values.MaintenanceSyncResult = [CompassOps.MaintenanceSyncResult] @{
            Action = 'Update'; Description = $name; TeamId = $team; StartDate = $start; Id = $window.Id; Property = [string[]] @('EndDate', 'Rules'); Status = 'Failed'; Reason = 'r' * 60
        }
        $plan = @{ Weekly = 'Sunday'; At = '02:00'; Duration = '150m'; TimeZone = 'Europe/Berlin'; StartDate = '2030-06-01'; Count = 1; Description = 'patch night' }
        $values.PlannedMaintenance = New-CompassMaintenanceSchedule @plan -Rule $rules
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'a <_> fits a table of 120 columns' -ForEach $kinds {
        $values[$_] | Should -Not -BeNullOrEmpty
        $longest = (Get-Table $values[$_]) -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum
        $longest.Maximum | Should -BeGreaterThan 20
        $longest.Maximum | Should -BeLessOrEqual 120
    }

    It 'a list of a <_> has all properties' -ForEach $kinds {
        $list = Get-List $values[$_]
        $wanted = $values[$_].GetType().GetProperties() |
            Where-Object { -not $_.GetMethod.IsStatic -and $_.Name -notin 'Token', 'ClientSecret', 'AdditionalProperties' } |
            ForEach-Object { $_.Name }
        foreach ($property in $wanted) {
            $list | Should -Match "(?m)^$property +:"
        }
    }

    It 'a <_> has a wide view with one line' -ForEach $kinds {
        $wide = ($values[$_] | Format-Wide -Column 1 | Out-String -Width 400).Trim()
        $wide | Should -Not -BeNullOrEmpty
        $wide | Should -Not -BeLike '*CompassOps.*'
    }

    It 'a planned window is shown in its time zone, also after it was read from a file' {
        $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($values.PlannedMaintenance, 3))
        foreach ($one in $values.PlannedMaintenance, $back) {
            Get-Table $one | Should -Match 'Sun 2030-06-02 02:00 \+02:00 +Sun 2030-06-02 04:30 \+02:00 +patch night'
            Get-List $one | Should -Match '(?m)^Duration +: 2 h 30 min\r?$'
            Get-List $one | Should -BeLike "*disabled integration $integration*"
        }
    }

    It 'a <_> has a key property and default properties' -ForEach $kinds {
        $standard = $values[$_].PSStandardMembers
        $names = $values[$_].PSObject.Properties.Name
        $standard.DefaultKeyPropertySet.ReferencedPropertyNames | ForEach-Object { $_ | Should -BeIn $names }
        $standard.DefaultDisplayPropertySet.ReferencedPropertyNames | ForEach-Object { $_ | Should -BeIn $names }
    }

    It 'a period is shown in days, hours and minutes: <Given> is <Shown>' -ForEach @(
        @{ Given = '5m'; Shown = '5 min' }
        @{ Given = '150m'; Shown = '2 h 30 min' }
        @{ Given = '24h'; Shown = '1 d' }
        @{ Given = '2h'; Shown = '2 h' }
        @{ Given = '1d1h'; Shown = '1 d 1 h' }
    ) {
        $one = New-CompassHeartbeat -Name "shown $Given" -Period $Given
        Get-Table $one | Should -Match " $Shown "
        Get-List $one | Should -Match "(?m)^Period +: $Shown\r?$"
    }

    It 'a period in an unknown unit is shown as received' {
        $odd = [CompassOps.Heartbeat] @{ Name = 'odd'; Interval = 3; IntervalUnit = 'weeks' }
        Get-Table $odd | Should -Match ' 3 weeks '
    }

    It 'names and ids are complete in the tables' {
        # A long name continues on the next line of its column.
        $lines = (Get-Table $heartbeat).Trim() -split '\r?\n' | Select-Object -Skip 2
        -join ($lines | ForEach-Object { $_.PadRight(38).Substring(0, 38) }) -replace '\s' | Should -Be ($name -replace '\s')
        # A table shows only the first eight characters of a window id.
        Get-Table $window | Should -BeLike "*$($window.Id.Substring(0, 8))*"
        Get-List $window | Should -BeLike "*$($window.Id)*"
        Get-Table $window.Rules | Should -BeLike "*$integration*"
    }

    It 'a window is shown in local time, with the weekday in the table and the zone in the list' {
        $shown = $start.LocalDateTime.ToString('ddd yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
        Get-Table $window | Should -BeLike "*$shown*"
        Get-List $window | Should -BeLike "*: $('{0:yyyy-MM-dd HH:mm:ss zzz}' -f $start.LocalDateTime)*"
        Get-List $window | Should -BeLike '*: 1 h 30 min*'
    }

    It 'a list has every rule of a window' {
        $list = Get-List $window
        $list | Should -BeLike "*disabled integration $integration*"
        1..5 | ForEach-Object { $list | Should -BeLike "*disabled policy p$_*" }
    }

    It 'unknown fields of the service are in the list' {
        $values = [System.Collections.Generic.Dictionary[string, object]]::new()
        $values['color'] = 'blue'
        $known = [CompassOps.Team] @{ TeamId = 't'; AdditionalProperties = $values }
        Get-List $known | Should -BeLike '*color = blue*'
        Get-List ([CompassOps.Team] @{ TeamId = 't' }) | Should -Not -BeLike '*AdditionalProperties*'
    }

    It 'the token of a sandbox is not in any output' {
        Get-Table $server | Should -Not -BeLike "*$($server.Token)*"
        Get-List $server | Should -Not -BeLike "*$($server.Token)*"
        [System.Management.Automation.PSSerializer]::Serialize($server, 3) | Should -Not -BeLike "*$($server.Token)*"
        [System.Management.Automation.PSSerializer]::Serialize($server, 3) | Should -BeLike "*$($server.CloudId)*"
    }

    It 'the views work in constrained language mode' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('all', @($heartbeat, $window, $ping, $connection))
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $shown = $shell.AddScript('$all | ForEach-Object { $_ | Format-List } | Out-String -Width 400').Invoke() -join ''
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shown | Should -BeLike '*: 2 h 30 min*'
            $shown | Should -BeLike '*: 1 h 30 min*'
        }
        finally {
            $shell.Dispose()
        }
    }
}
