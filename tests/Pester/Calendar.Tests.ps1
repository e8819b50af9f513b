# Checks ConvertTo-CompassCalendar: the events of windows, event ids that do not change, and the written files.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Bootstrap.ps1')
    $connection = Connect-Compass -Sandbox
    $team = $connection.TeamId
    $rule = New-CompassMaintenanceRule -IntegrationId e1
    $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate 2031-05-04T02:00+02:00 -Duration 2h -Description 'Patch night'

    function Get-Line([string] $Text, [string] $Name) {
        $Text -split "`r`n" | Where-Object { $_ -like "${Name}:*" } | ForEach-Object { $_.Substring($Name.Length + 1) }
    }
}

AfterAll {
    Disconnect-Compass
}

Describe 'ConvertTo-CompassCalendar' {
    It 'returns the text with one event for each window' {
        $text = $window | ConvertTo-CompassCalendar
        $text | Should -BeOfType [string]
        Get-Line $text 'UID' | Should -Be $window.Id
        Get-Line $text 'DTSTART' | Should -Be '20310504T000000Z'
        Get-Line $text 'DTEND' | Should -Be '20310504T020000Z'
        Get-Line $text 'SUMMARY' | Should -Be "Patch night ($team)"
        Get-Line $text 'DESCRIPTION' | Should -Be 'disabled integration e1'
        Get-Line $text 'STATUS' | Should -Be 'CONFIRMED'
        Get-Line $text 'X-WR-CALNAME' | Should -Be 'Maintenance windows'
    }

    It 'shows the team name if the object contains it' {
        $named = $window | Select-Object *, @{ n = 'TeamName'; e = { 'Shop' } } -ExcludeProperty TeamName
        Get-Line ($named | ConvertTo-CompassCalendar) 'SUMMARY' | Should -Be 'Patch night (Shop)'
    }

    It 'marks a cancelled window' {
        $global = New-CompassMaintenance -Global -Rule $rule -StartDate 2031-06-01T00:00Z -Duration 1h -Description Release
        $null = Stop-CompassMaintenance -Id $global.Id -Global
        $text = Get-CompassMaintenance -Id $global.Id | ConvertTo-CompassCalendar
        Get-Line $text 'STATUS' | Should -Be 'CANCELLED'
        Get-Line $text 'SUMMARY' | Should -Be 'Release (all teams)'
    }

    It 'gives planned windows the same identifiers each time' {
        $plan = New-CompassMaintenanceSchedule -Weekly Sunday -At 02:00 -Duration 2h -TimeZone Europe/Berlin -StartDate 2031-01-01 -Count 3 -Description Patch -TeamId $team
        $first = Get-Line ($plan | ConvertTo-CompassCalendar) 'UID'
        $first.Count | Should -Be 3
        @($first | Select-Object -Unique).Count | Should -Be 3
        Get-Line ($plan | ConvertTo-CompassCalendar) 'UID' | Should -Be $first
    }

    It 'reads windows back from <_>' -ForEach 'Clixml', 'JSON', 'CSV' {
        $file = Join-Path $TestDrive "windows.$_"
        switch ($_) {
            'Clixml' { $window | Export-Clixml $file; $read = Import-Clixml $file }
            'JSON' { $window | ConvertTo-Json -Depth 5 | Set-Content $file; $read = Get-Content $file -Raw | ConvertFrom-Json }
            'CSV' { $window | Select-Object Id, Description, @{ n = 'StartDate'; e = { $_.StartDate.ToString('o') } } | Export-Csv $file; $read = Import-Csv $file }
        }
        $text = $read | ConvertTo-CompassCalendar
        Get-Line $text 'UID' | Should -Be $window.Id
        Get-Line $text 'DTSTART' | Should -Be '20310504T000000Z'
    }

    It 'writes a file and returns nothing' {
        $file = Join-Path $TestDrive 'windows.ics'
        $window | ConvertTo-CompassCalendar $file -Title 'Shop' | Should -BeNullOrEmpty
        $text = [IO.File]::ReadAllText($file)
        $text | Should -Match "^BEGIN:VCALENDAR`r`n"
        Get-Line $text 'X-WR-CALNAME' | Should -Be 'Shop'
        [IO.File]::ReadAllBytes($file)[0] | Should -Be ([byte][char]'B')
    }

    It 'writes no file with -WhatIf, and replaces no file with -NoClobber' {
        $file = Join-Path $TestDrive 'absent.ics'
        $window | ConvertTo-CompassCalendar $file -WhatIf
        $file | Should -Not -Exist
        Set-Content $file 'keep'
        { $window | ConvertTo-CompassCalendar $file -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'NoClobber,*'
        Get-Content $file | Should -Be 'keep'
    }

    It 'refuses a folder' {
        { $window | ConvertTo-CompassCalendar $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'NotAFile,*'
    }

    It 'reports an object that is not a window, and converts the other objects' {
        $text = 'text', $window, $null | ConvertTo-CompassCalendar -ErrorVariable failures -ErrorAction SilentlyContinue
        @(Get-Line $text 'UID').Count | Should -Be 1
        $failures.Count | Should -Be 2
        "$($failures[0])" | Should -Match 'has no StartDate'
    }

    It 'does not replace a calendar file if the input contains no window' {
        $file = Join-Path $TestDrive 'kept.ics'
        $window | ConvertTo-CompassCalendar $file
        $bytes = [IO.File]::ReadAllText($file)
        'text', $null, (Get-Date) | ConvertTo-CompassCalendar $file -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 3
        [IO.File]::ReadAllText($file) | Should -BeExactly $bytes
        Get-Date | ConvertTo-CompassCalendar -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'replaces a read-only file only with -Force' {
        $file = Join-Path $TestDrive 'read-only.ics'
        Set-Content $file 'old'
        Set-ItemProperty $file IsReadOnly $true
        { $window | ConvertTo-CompassCalendar $file -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotWritten,*'
        Get-Content $file | Should -Be 'old'
        $window | ConvertTo-CompassCalendar $file -Force
        Get-Content $file -First 1 | Should -Be 'BEGIN:VCALENDAR'
    }

    It 'keeps unusual text, and the first and the last year: <_>' -ForEach "two`r`nlines", 'a,b;c\n', ('x' * 200), ('é👩‍👩‍👧' * 40), "half $([char] 0xD83D)" {
        $description = $_
        $rows = '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z' | ForEach-Object { [pscustomobject] @{ StartDate = $_; EndDate = $_; Description = $description } }
        $text = $rows | ConvertTo-CompassCalendar
        Get-Line $text 'DTSTART' | Should -Be '00010101T000000Z', '99991231T235959Z'
        $text -split "`r`n" | ForEach-Object { [Text.Encoding]::UTF8.GetByteCount($_) } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 75
        $text -replace "`r`n", '' | Should -Not -Match "[`r`n]"
    }

    It 'refuses a blank title' {
        { $window | ConvertTo-CompassCalendar -Title ' ' -ErrorAction Stop } | Should -Throw -ErrorId 'EmptyArgument,*'
    }

    It 'returns an empty calendar without windows' {
        @() | ConvertTo-CompassCalendar | Should -Match 'BEGIN:VCALENDAR'
    }
}
