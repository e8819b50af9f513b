# Checks the days and local times of recurring windows, and that -SkipExisting creates no window twice.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'New-CompassMaintenanceSchedule' {
    It 'plans weekly windows in the local time of a time zone' {
        $all = New-CompassMaintenanceSchedule -Weekly Sunday, Wednesday -At 02:00 -Duration 2h -TimeZone Europe/Berlin -StartDate 2026-03-23T00:00Z -Count 4
        $all | ForEach-Object { $_.StartDate.ToString('s') + $_.StartDate.ToString('zzz') } |
            Should -Be '2026-03-25T02:00:00+01:00', '2026-03-29T03:00:00+02:00', '2026-04-01T02:00:00+02:00', '2026-04-05T02:00:00+02:00'
        $all.Duration | Select-Object -Unique | Should -Be ([timespan] '02:00:00')
    }

    It 'plans daily and monthly windows' {
        (New-CompassMaintenanceSchedule -Daily -At 23:30 -Duration 1h -TimeZone UTC -StartDate 2026-01-01T00:00Z -Until 2026-01-03T23:30Z).StartDate.Day | Should -Be 1, 2, 3
        (New-CompassMaintenanceSchedule -Monthly FirstSunday, 15 -At 01:00 -Duration 1h -TimeZone UTC -StartDate 2026-05-01T00:00Z -Count 4).StartDate.Day | Should -Be 3, 15, 7, 15
    }

    It 'ends a window with the UTC offset that the time zone has at this time' {
        $window = New-CompassMaintenanceSchedule -Daily -At 22:00 -Duration 8h -TimeZone Europe/Berlin -StartDate 2026-10-24T00:00Z -Count 1
        $window.StartDate.ToString('yyyy-MM-ddTHH:mmzzz') | Should -Be '2026-10-24T22:00+02:00'
        $window.EndDate.ToString('yyyy-MM-ddTHH:mmzzz') | Should -Be '2026-10-25T05:00+01:00'
        $window.Duration | Should -Be ([timespan]::FromHours(8))
        $spring = New-CompassMaintenanceSchedule -Daily -At 22:00 -Duration 8h -TimeZone Europe/Berlin -StartDate 2026-03-28T00:00Z -Count 1
        $spring.EndDate.ToString('yyyy-MM-ddTHH:mmzzz') | Should -Be '2026-03-29T07:00+02:00'
    }

    It 'parses <At> as the time <Time>' -ForEach @(
        @{ At = '10pm'; Time = '22:00' }
        @{ At = '10:30 PM'; Time = '22:30' }
        @{ At = '12am'; Time = '00:00' }
        @{ At = '2:00'; Time = '02:00' }
        @{ At = [timespan] '02:30:00'; Time = '02:30' }
    ) {
        $window = New-CompassMaintenanceSchedule -Daily -At $At -Duration 1h -TimeZone UTC -StartDate 2030-01-01T00:00Z -Count 1
        $window.StartDate.ToString('HH:mm') | Should -Be $Time
    }

    It 'accepts a time zone in any letter case: <_>' -ForEach 'europe/berlin', 'EUROPE/BERLIN', 'romance standard time', 'CENTRAL EUROPEAN STANDARD TIME' {
        $window = New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -TimeZone $_ -StartDate 2030-07-01T00:00Z -Count 1
        $window.StartDate.ToString('HH:mmzzz') | Should -Be '02:00+02:00'
    }

    # Skip this test on Windows, where .NET ignores the variable TZ and reads the local time zone from the registry.
    It 'uses the same instant of an ambiguous local time as -StartDate' -Skip:$IsWindows {
        . "$PSScriptRoot/Shell.ps1"
        $script = @(
            "Import-Module '$manifest'"
            '$planned = New-CompassMaintenanceSchedule -Daily -At 02:30 -Duration 1h -StartDate 2026-10-25 -Count 1'
            '$null = Connect-Compass -Sandbox'
            '$rule = New-CompassMaintenanceRule -PolicyId p'
            'foreach ($start in "2026-10-25T02:30", [datetime] "2026-10-25T02:30") {'
            '    $typed = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h -WarningAction Ignore'
            '    "{0:u} {1:u}" -f $planned.StartDate, $typed.StartDate'
            '}'
        ) -join "`n"
        $before = $env:TZ
        try {
            $env:TZ = 'Europe/Berlin'
            $shown = Invoke-Shell -NoProfile -NonInteractive -Command $script
        }
        finally {
            $env:TZ = $before
        }
        $shown | Should -Be @('2026-10-25 00:30:00Z 2026-10-25 00:30:00Z', '2026-10-25 00:30:00Z 2026-10-25 00:30:00Z')
    }

    It 'ends windows at a time of day, on the next day if this time is not after -At' {
        $night = @{ Weekly = 'Saturday'; At = '22:00'; EndAt = '06:00'; TimeZone = 'Europe/Berlin'; StartDate = '2026-10-17T00:00Z'; Count = 2 }
        $all = New-CompassMaintenanceSchedule @night
        $all | ForEach-Object { $_.StartDate.ToString('MM-ddTHH:mmzzz') + ' ' + $_.EndDate.ToString('MM-ddTHH:mmzzz') } |
            Should -Be '10-17T22:00+02:00 10-18T06:00+02:00', '10-24T22:00+02:00 10-25T06:00+01:00'
        $all.Duration.TotalHours | Should -Be 8, 9
        (New-CompassMaintenanceSchedule -Daily -At 09:00 -EndAt 5pm -TimeZone UTC -StartDate 2030-01-01T00:00Z -Count 1).Duration.TotalHours | Should -Be 8
        (New-CompassMaintenanceSchedule -Daily -At 09:00 -EndAt 09:00 -TimeZone UTC -StartDate 2030-01-01T00:00Z -Count 1).Duration.TotalHours | Should -Be 24
    }

    It 'skips a window without a duration because of daylight saving time, and counts the other windows' {
        $all = New-CompassMaintenanceSchedule -Daily -At 02:00 -EndAt 03:00 -TimeZone Europe/Berlin -StartDate 2026-03-28T00:00Z -Count 2
        $all | ForEach-Object { $_.StartDate.ToString('MM-dd') } | Should -Be '03-28', '03-30'
    }

    It 'plans every nth <Unit> from -Anchor, whatever the current date' -ForEach @(
        @{ Unit = 'week'; With = @{ Weekly = 'Monday', 'Sunday'; Every = 2; Anchor = '2026-12-03' }; Days = '12-06', '12-14', '12-20', '12-28' }
        @{ Unit = 'day'; With = @{ Daily = $true; Every = 3; Anchor = [datetime] '2026-11-30' }; Days = '12-03', '12-06', '12-09', '12-12' }
        @{ Unit = 'month'; With = @{ Monthly = 'Last'; Every = 3; Anchor = '2026-06-15' }; Days = '12-31', '03-31', '06-30', '09-30' }
    ) {
        $all = New-CompassMaintenanceSchedule @With -At 02:00 -Duration 1h -TimeZone UTC -StartDate 2026-12-01T00:00Z -Count 4
        $all | ForEach-Object { $_.StartDate.ToString('MM-dd') } | Should -Be $Days
        $later = New-CompassMaintenanceSchedule @With -At 02:00 -Duration 1h -TimeZone UTC -StartDate $all[1].StartDate -Count 3
        $later.StartDate | Should -Be $all[1..3].StartDate
    }

    It 'moves windows by -Offset days from a weekday of the month' {
        $billing = @{ Monthly = 'SecondTuesday'; At = '22:00'; Duration = '4h'; TimeZone = 'UTC'; StartDate = '2026-12-01T00:00Z'; Count = 2 }
        (New-CompassMaintenanceSchedule @billing -Offset 9).StartDate.Day | Should -Be 17, 21
        (New-CompassMaintenanceSchedule @billing -Offset -9).StartDate.Day | Should -Be 3, 31
        (New-CompassMaintenanceSchedule -Monthly Last -Offset -1 -At 22:00 -Duration 1h -TimeZone UTC -StartDate 2026-12-01T00:00Z -Count 1).StartDate.Day | Should -Be 30
    }

    It 'starts no window on the dates of -Except in the time zone' {
        $holidays = '2026-12-24', [datetime] '2026-12-26'
        $all = New-CompassMaintenanceSchedule -Daily -At 00:30 -Duration 1h -TimeZone Pacific/Auckland -StartDate 2026-12-22T00:00Z -Count 4 -Except $holidays
        $all | ForEach-Object { $_.StartDate.ToString('MM-ddzzz') } | Should -Be '12-23+13:00', '12-25+13:00', '12-27+13:00', '12-28+13:00'
        New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -TimeZone UTC -StartDate 2026-12-24T00:00Z -Until 2026-12-25T23:00Z -Except '2026-12-24, 2026-12-25' |
            Should -BeNullOrEmpty
    }

    It 'uses the local date of a window from <_>' -ForEach 'Clixml', 'a job' {
        $daily = @{ Daily = $true; At = '00:30'; Duration = '1h'; TimeZone = 'Pacific/Auckland'; StartDate = '2026-12-22T00:00Z' }
        $planned = New-CompassMaintenanceSchedule @daily -Count 3
        $copy = if ($_ -eq 'Clixml') {
            $planned | Export-Clixml TestDrive:/planned.xml
            Import-Clixml TestDrive:/planned.xml
        }
        else { Start-Job { $input } -InputObject $planned | Receive-Job -Wait -AutoRemoveJob }
        (New-CompassMaintenanceSchedule @daily -Count 2 -Except $copy[1].StartDate).StartDate.Day | Should -Be 23, 25
        (New-CompassMaintenanceSchedule @daily -Count 2 -Every 2 -Anchor $copy[1].StartDate).StartDate.Day | Should -Be 24, 26
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'neither a duration nor an end'; With = @{ Duration = $null; Count = 1 }; Says = '*-Duration*' }
        @{ Case = 'a duration and an end'; With = @{ EndAt = '03:00'; Count = 1 }; Says = '*-Duration*-EndAt*' }
        @{ Case = 'an invalid end time'; With = @{ Duration = 'omit'; EndAt = '24:00'; Count = 1 }; Says = '*24:00*' }
        @{ Case = '-Every without -Anchor'; With = @{ Every = 2; Count = 1 }; Says = '*-Anchor*' }
        @{ Case = 'a null -Anchor'; With = @{ Every = 2; Anchor = $null; Count = 1 }; Says = '*-Every*' }
        @{ Case = 'an ambiguous date in -Except'; With = @{ Except = '05/12/2026'; Count = 1 }; Says = '*05/12/2026*' }
        @{ Case = 'a null -Except'; With = @{ Except = $null; Count = 1 }; Says = '*-Except*' }
        @{ Case = '-Offset with the number of a day'; With = @{ Daily = 'omit'; Monthly = 'SecondTuesday', '15'; Offset = 2; Count = 1 }; Says = '*-Offset*SecondTuesday*number*' }
        @{ Case = 'an invalid time'; With = @{ At = '25:00'; Count = 1 }; Says = '*25:00*' }
        @{ Case = 'an unknown time zone'; With = @{ TimeZone = 'Mars/Olympus'; Count = 1 }; Says = '*Mars/Olympus*' }
        @{ Case = 'neither a count nor an end'; With = @{}; Says = '*-Count or -Until*' }
        @{ Case = 'a duration of zero'; With = @{ Duration = '0m'; Count = 1 }; Says = '*above zero*' }
    ) {
        $parameters = @{ Daily = $true; At = '02:00'; Duration = '1h' }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
            if ($With[$name] -eq 'omit') {
                $parameters.Remove($name)
            }
        }
        $run = Invoke-Script { New-CompassMaintenanceSchedule @parameters }
        $run.Output | Should -BeNullOrEmpty
        $run.Text | Should -BeLike $Says
    }
}

Describe 'Creating a schedule' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $routine = @{ Weekly = 'Sunday'; At = '02:00'; Duration = '2h'; TimeZone = 'Europe/Berlin'; Count = 3; Description = 'patch night' }
    }

    BeforeEach {
        # A window of the previous test can be active, depending on the time of day. Cancel active windows, because they cannot be
        # removed.
        $active, $others = @(Get-CompassMaintenance -TeamId $team).Where({ $_.Status -eq 'active' }, 'Split')
        $active | Stop-CompassMaintenance -Force
        $others | Remove-CompassMaintenance -Confirm:$false
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'works in a pipeline, with scope and rules specified in either cmdlet' {
        $made = New-CompassMaintenanceSchedule @routine -Rule $rule -TeamId $team | New-CompassMaintenance
        $made | Should -HaveCount 3
        $made.Description | Select-Object -Unique | Should -Be 'patch night'
        $made.TeamId | Select-Object -Unique | Should -Be $team
        New-CompassMaintenanceSchedule @routine | New-CompassMaintenance -Rule $rule -Global | ForEach-Object Scope | Select-Object -Unique | Should -Be 'Global'
        Get-CompassMaintenance -Global | Remove-CompassMaintenance -Confirm:$false
    }

    It 'rejects a schedule without a scope' {
        $run = Invoke-Script { New-CompassMaintenanceSchedule @routine | New-CompassMaintenance -Rule $rule }
        $run.Errors | Should -HaveCount 3
        $run.Text | Should -BeLike '*-Global*'
    }

    It 'creates only missing windows when run again with -SkipExisting' {
        $make = { New-CompassMaintenanceSchedule @routine | New-CompassMaintenance -TeamId $team -Rule $rule -SkipExisting }
        $first = & $make
        $first | Should -HaveCount 3
        & $make | Should -BeNullOrEmpty
        $null = $first[1] | Stop-CompassMaintenance -Force
        $again = & $make
        $again | Should -HaveCount 1
        $again.StartDate | Should -Be $first[1].StartDate
        @($server.Requests | Where-Object Operation -EQ CreateTeamMaintenance) | Should -HaveCount 4
    }

    It 'does not create past windows again with -SkipExisting' {
        $past = @{ Daily = $true; At = '02:00'; Duration = '2h'; TimeZone = 'UTC'; StartDate = (Get-Date).AddDays(-3); Count = 6; Description = 'since days ago' }
        $make = { New-CompassMaintenanceSchedule @past | New-CompassMaintenance -TeamId $team -Rule $rule -SkipExisting -WarningAction Ignore }
        & $make | Should -HaveCount 6
        & $make | Should -BeNullOrEmpty
        & $make | Should -BeNullOrEmpty
        @($server.Requests | Where-Object Operation -EQ CreateTeamMaintenance) | Should -HaveCount 6
    }

    It 'requests no past windows if all windows start in the future' {
        $null = New-CompassMaintenanceSchedule @routine | New-CompassMaintenance -TeamId $team -Rule $rule -SkipExisting
        $server.Requests.Query -like '*type=past*' | Should -BeNullOrEmpty
    }

    It 'warns of a past window with -WhatIf' {
        $warnings = $null
        New-CompassMaintenance -TeamId $team -Rule $rule -StartDate (Get-Date).AddDays(-2) -Duration 1h -Description 'gone' -WhatIf -WarningVariable warnings 3>$null
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "*'gone'*past already*"
        New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -WhatIf -WarningVariable warnings 3>$null
        $warnings | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }
}
