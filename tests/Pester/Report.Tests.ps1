# Checks the HTML page of Export-CompassReport, and the errors if lists cannot be read.

BeforeDiscovery {
    $hasOpener = $IsLinux
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $server = Open-Sandbox
    $null = Connect-Sandbox $server
    $teams = $server.Teams
    foreach ($team in $teams) {
        $null = New-CompassHeartbeat -Name "backup of $($team.TeamName)" -TeamId $team.TeamId -Period 1d
    }
    $rule = New-CompassMaintenanceRule -PolicyId p1
    $soon = [DateTimeOffset]::Now.AddDays(1)
    $null = New-CompassMaintenance -TeamId $teams[0].TeamId -Rule $rule -StartDate $soon -Duration 2h -Description 'Patch <b>night</b>'
    $null = New-CompassMaintenance -TeamId $teams[1].TeamId -Rule $rule -StartDate $soon -Duration 2h -Description 'Router upgrade'
    $null = New-CompassMaintenance -Global -Rule $rule -StartDate $soon.AddDays(60) -Duration 1h -Description 'Year end freeze'
    $null = New-CompassMaintenance -Global -Rule $rule -StartDate $soon -Duration 1h -Description 'Core switch'
    $file = Join-Path $TestDrive 'ops.html'
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'Export-CompassReport' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
        Remove-Item $file -ErrorAction Ignore
    }

    It 'shows the default team and the global windows of the next days, and returns nothing' {
        Export-CompassReport $file | Should -BeNullOrEmpty
        $page = Get-Content $file -Raw
        $page | Should -Match '^<!doctype html>'
        $page | Should -Match "backup of $($teams[0].TeamName)"
        $page | Should -Not -Match "backup of $($teams[1].TeamName)"
        $page | Should -Match 'Core switch'
        $page | Should -Not -Match 'Year end freeze|Router upgrade'
        $page | Should -Match 'Patch &lt;b&gt;night&lt;/b&gt;'
        $page | Should -Not -Match '<b>night'
    }

    It 'shows every team by its name with -AllTeams' {
        Export-CompassReport $file -AllTeams -Title 'Shop floor'
        $page = Get-Content $file -Raw
        $page | Should -Match '<h1>Shop floor</h1>'
        foreach ($team in $teams) {
            $page | Should -Match "<h3>$($team.TeamName)</h3>"
            $page | Should -Match "backup of $($team.TeamName)"
        }
        $page | Should -Match 'Router upgrade'
    }

    It 'shows the windows between -From and -To' {
        Export-CompassReport $file -AllTeams -From $soon.AddDays(59) -To $soon.AddDays(61)
        $page = Get-Content $file -Raw
        $page | Should -Match 'Year end freeze'
        $page | Should -Not -Match 'Core switch'
    }

    It 'reports a team without read permission on the page and in one error' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; PathPattern = "*$($teams[1].TeamId)*" })
        $run = Invoke-Script { Export-CompassReport $file -AllTeams }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'Forbidden'
        $page = Get-Content $file -Raw
        $page | Should -Match 'This page is incomplete'
        $page | Should -Match "<li>Team &#39;$($teams[1].TeamName)&#39;"
        $page | Should -Not -Match "<h3>$($teams[1].TeamName)</h3>"
        $page | Should -Match "<h3>$($teams[2].TeamName)</h3>"
    }

    It 'keeps an existing file if no list can be read' {
        Set-Content $file 'yesterday'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403 })
        $run = Invoke-Script { Export-CompassReport $file }
        $run.Id | Should -Match 'NothingWritten'
        Get-Content $file | Should -Be 'yesterday'
    }

    It 'contains no secret' {
        Export-CompassReport $file -AllTeams
        Get-Content $file -Raw | Should -Not -Match ([regex]::Escape($server.Token))
    }

    It 'writes no file and sends no request with -WhatIf, and replaces no file with -NoClobber' {
        Export-CompassReport $file -WhatIf
        $file | Should -Not -Exist
        $server.Requests | Should -BeNullOrEmpty
        Set-Content $file 'keep'
        { Export-CompassReport $file -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'NoClobber,*'
        Get-Content $file | Should -Be 'keep'
    }

    It 'returns the file with -PassThru' {
        (Export-CompassReport $file -PassThru).FullName | Should -Be (Get-Item $file).FullName
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-TeamId together with -AllTeams'; With = @{ AllTeams = $true; TeamId = 'team-1' }; Id = 'InvalidArgument' }
        @{ Name = 'a blank title'; With = @{ Title = ' ' }; Id = 'EmptyArgument' }
        @{ Name = 'an empty team'; With = @{ TeamId = $null }; Id = 'EmptyArgument' }
        @{ Name = 'an interval that ends before it begins'; With = @{ From = '2031-02-01'; To = '2031-01-01' }; Id = 'InvalidArgument' }
        @{ Name = 'an interval that ends after the year 9999'; With = @{ From = '9999-12-30' }; Id = 'InvalidArgument'; Says = '*9999*-From and -To*' }
        @{ Name = 'an interval that begins in the first days of the calendar'; With = @{ From = '0001-01-01'; To = '0001-02-01' }; Id = 'InvalidArgument'; Says = '*9999*-From and -To*' }
        @{ Name = 'a folder'; With = @{ Path = '.' }; Id = 'NotAFile' }
    ) {
        $parameters = $With.Clone()
        $parameters.Path = if ($With.Path) { $TestDrive } else { $file }
        { Export-CompassReport @parameters -ErrorAction Stop } | Should -Throw $(if ($Says) { $Says } else { '*' }) -ErrorId "$Id,*"
    }

    It 'needs -TeamId if the connection has no team' {
        $null = Connect-Compass -BaseUri $server.BaseUri -CloudId $server.CloudId -Credential (Get-SandboxCredential $server) -Name bare
        { Export-CompassReport $file -Connection bare -ErrorAction Stop } | Should -Throw '*-AllTeams*'
        Disconnect-Compass bare
        $null = Connect-Sandbox $server
    }

    It 'opens the file with -Show' -Skip:(-not $hasOpener) {
        # Put a script named xdg-open first in PATH, because .NET opens files with this program.
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive bin)
        Set-Content (Join-Path $folder xdg-open) "#!/bin/sh`necho `"`$1`" > '$TestDrive/opened'"
        chmod +x (Join-Path $folder xdg-open)
        $path = $env:PATH
        try {
            $env:PATH = "$folder" + [System.IO.Path]::PathSeparator + $path
            Export-CompassReport $file -Show -WarningAction Stop
            Wait-Until { Test-Path "$TestDrive/opened" } 'the file to be opened'
        }
        finally {
            $env:PATH = $path
        }
        (Get-Content "$TestDrive/opened") | Should -BeLike '*ops.html'
    }
}
