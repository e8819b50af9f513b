# Checks tab completion of names and ids, including quotes, speed and errors.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function Get-OfferNow([string] $Line) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches
    }

    # Returns the completions. Tries again if there are none, because a completion gives up after 300 ms.
    function Get-Offer([string] $Line) {
        for ($try = 0; $try -lt 10; $try++) {
            $offers = Get-OfferNow $Line
            if ($offers) {
                return $offers
            }
        }
    }

    # Returns the command line after completion. Fails if the number of completions is not 1.
    function Complete-Line([string] $Line) {
        $null = Get-Offer $Line
        $expansion = TabExpansion2 $Line $Line.Length
        $expansion.CompletionMatches | Should -HaveCount 1
        $Line.Remove($expansion.ReplacementIndex, $expansion.ReplacementLength).Insert($expansion.ReplacementIndex, $expansion.CompletionMatches[0].CompletionText)
    }
}

Describe 'Completion' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server @{ Name = 'shop floor' }
        $team = $server.Teams[0].TeamId
        $payments = ($server.Teams | Where-Object TeamName -EQ 'Payments').TeamId
        $odd = 'plain', 'with space', "it's", 'say "so"', 'do$lar', 'back`tick', 'db[1]', 'db1', '7th', 'a;b|c', "curly$([char] 0x2019)s", '-dash', "$([char] 0xFC)n$([char] 0xEF)code"
        $null = $odd | New-CompassHeartbeat -Period 5m
        $null = New-CompassHeartbeat -Name 'theirs' -Period 5m -TeamId $payments -Description "two`tcells"
        $rule = New-CompassMaintenanceRule -PolicyId p
        $window = New-CompassMaintenance -Global -Rule $rule -StartDate '2030-05-06 07:08' -Duration 1h -Description 'core switch'
        $null = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Description 'of a team'
        # Request one completion before the tests, because the first completion loads assemblies and is slow.
        $null = Get-Offer 'Get-CompassHeartbeat '
    }

    BeforeEach {
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        [CompassOps.Sandbox.SandboxServer]::Running | ForEach-Object { $_.Dispose() }
    }

    It 'offers the names of a team''s heartbeats, for <_>' -ForEach 'Get-CompassHeartbeat', 'Set-CompassHeartbeat', 'Enable-CompassHeartbeat',
    'Disable-CompassHeartbeat', 'Remove-CompassHeartbeat', 'Invoke-CompassHeartbeatPing', 'Wait-CompassHeartbeat', 'Use-CompassHeartbeat' {
        (Get-Offer "$_ ").ListItemText | Sort-Object | Should -Be ($odd | Sort-Object)
        (Get-Offer "$_ -Name pl").CompletionText | Should -Be 'plain'
    }

    It 'completes <_> so that the command gets exactly this heartbeat' -ForEach 'plain', 'with space', "it's", 'say "so"', 'do$lar', 'back`tick', 'db[1]', 'db1', '7th',
    'a;b|c', "curly$([char] 0x2019)s", '-dash', "$([char] 0xFC)n$([char] 0xEF)code" {
        $name = $_
        $offer = Get-Offer 'Get-CompassHeartbeat -Name ' | Where-Object ListItemText -EQ $name
        @(& ([scriptblock]::Create("Get-CompassHeartbeat -Name $($offer.CompletionText)"))).Name | Should -BeExactly $name
        foreach ($command in 'Export-CompassHeartbeat', 'Watch-CompassHeartbeat') {
            (Get-Offer "$command -Name " | Where-Object ListItemText -EQ $name).CompletionText | Should -BeExactly $offer.CompletionText
        }
        $offer = Get-Offer 'Invoke-CompassHeartbeatPing -Name ' | Where-Object ListItemText -EQ $name
        (& ([scriptblock]::Create("Invoke-CompassHeartbeatPing -Verify -Name $($offer.CompletionText)"))).Name | Should -BeExactly $name
    }

    It 'completes <Typed>' -ForEach @(
        @{ Typed = 'Get-CompassHeartbeat wi'; Line = "Get-CompassHeartbeat 'with space'" }
        @{ Typed = "Get-CompassHeartbeat 'wi"; Line = "Get-CompassHeartbeat 'with space'" }
        @{ Typed = 'Get-CompassHeartbeat "wi'; Line = "Get-CompassHeartbeat 'with space'" }
        @{ Typed = "Get-CompassHeartbeat 'it''"; Line = "Get-CompassHeartbeat 'it''s'" }
        @{ Typed = 'Get-CompassHeartbeat PLAIN'; Line = 'Get-CompassHeartbeat plain' }
        @{ Typed = 'Get-CompassHeartbeat plain, wi'; Line = "Get-CompassHeartbeat plain, 'with space'" }
        @{ Typed = "Remove-CompassHeartbeat 'db["; Line = "Remove-CompassHeartbeat 'db[1]'" }
    ) {
        Complete-Line $Typed | Should -BeExactly $Line
    }

    It 'offers nothing if no name matches' {
        Get-OfferNow 'Get-CompassHeartbeat zzz' | Should -BeNullOrEmpty
    }

    It 'offers the names of the team on the command line: <_>' -ForEach '{0}', 'Payments', 'payments', '$payments', 'ari:cloud:identity::team/{0}', "'https://acme.atlassian.net/jira/people/team/{0}'" {
        $script:payments = $payments
        (Get-Offer "Get-CompassHeartbeat -TeamId $($_ -f $payments) -Name ").ListItemText | Should -Be 'theirs'
    }

    It 'offers the names of the default team of the connection if that team is specified by name' {
        $null = Connect-Sandbox $server @{ Name = 'by name'; TeamId = 'Payments'; NoDefault = $true }
        try {
            (Get-Offer "Get-CompassHeartbeat -Connection 'by name' -Name ").ListItemText | Should -Be 'theirs'
        }
        finally {
            Disconnect-Compass 'by name'
        }
    }

    It 'treats the team as an id if the service does not list teams' {
        $small = Open-Sandbox @{ Teams = [CompassOps.Sandbox.SandboxTeam[]] @([CompassOps.Sandbox.SandboxTeam]::new('ops-1', 'Ops')) }
        $null = Connect-Sandbox $small @{ Name = 'small'; NoDefault = $true }
        try {
            $null = New-CompassHeartbeat only -Period 5m -Connection small
            $null = $small.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 404; Operation = 'ListTeams'; Count = 99 })
            (Get-Offer 'Get-CompassHeartbeat -Connection small -TeamId ops-1 -Name ').ListItemText | Should -Be 'only'
        }
        finally {
            Disconnect-Compass small
            $small.Dispose()
        }
    }

    It 'offers nothing if the team is the result of an expression: <_>' -ForEach '-TeamId (Get-Team) -Name ', '-Connection $nobody -Name ',
    '-Connection (Get-It) -Name ', '@common -Name ' {
        Get-OfferNow "Get-CompassHeartbeat $_" | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'offers windows by id and by description, and shows their status, dates and description' {
        $offer = @(Get-Offer 'Stop-CompassMaintenance ')
        $offer | Should -HaveCount 1
        $offer[0].CompletionText.Trim("'") | Should -Be $window.Id
        $offer[0].ToolTip | Should -BeLike 'planned 2030-05-06 07:08 ?*:* to 2030-05-06 08:08 ?*:* core switch'
        (Get-Offer 'Get-CompassMaintenance -Id core').CompletionText.Trim("'") | Should -Be $window.Id
        (Get-Offer "Get-CompassMaintenance -TeamId $team -Id ").ToolTip | Should -BeLike '*of a team'
        $name = ($server.Teams | Where-Object TeamId -EQ $team).TeamName
        (Get-Offer "Get-CompassMaintenance -TeamId '$name' -Id ").ToolTip | Should -BeLike '*of a team'
    }

    It 'offers team names, and completes team ids' {
        (Get-Offer 'New-CompassMaintenance -TeamId ').ListItemText | Should -Be $server.Teams.TeamName
        $offer = Get-Offer 'Get-CompassHeartbeat -TeamId pay'
        $offer.CompletionText.Trim("'") | Should -Be $payments
        $offer.ToolTip | Should -Be "Payments $payments"
    }

    It 'offers the names of connections, for <_>' -ForEach 'Get-CompassHeartbeat -Connection ', 'Get-CompassConnection ', 'Disconnect-Compass ' {
        (Get-Offer $_).CompletionText | Should -Be "'shop floor'"
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'escapes wildcard characters in the names of connections only for Get-CompassConnection' {
        $null = Connect-Sandbox $server @{ Name = 'shop[1]'; NoDefault = $true }
        (Get-Offer 'Get-CompassConnection shop[').CompletionText | Should -Be "'shop``[1``]'"
        (Get-Offer 'Disconnect-Compass shop[').CompletionText | Should -Be "'shop[1]'"
        (Get-Offer 'Get-CompassHeartbeat -Connection shop[').CompletionText | Should -Be "'shop[1]'"
        Disconnect-Compass 'shop[1]'
    }

    It 'offers the known values for <Line>' -ForEach @(
        @{ Line = 'Get-CompassHeartbeat -Status '; Words = 'Pending', 'Responsive', 'Unresponsive', 'Off' }
        @{ Line = 'Get-CompassMaintenance -Status '; Words = 'planned', 'active', 'past', 'cancelled' }
        @{ Line = 'Get-CompassMaintenance -Type '; Words = 'All', 'NonExpired', 'Past' }
        @{ Line = 'New-CompassHeartbeat -IntervalUnit '; Words = 'minutes', 'hours', 'days' }
        @{ Line = 'New-CompassHeartbeat -AlertPriority '; Words = 'P1', 'P2', 'P3', 'P4', 'P5' }
        @{ Line = 'New-CompassMaintenanceRule -State '; Words = 'Disabled', 'Enabled', 'NoMaintenance' }
        @{ Line = 'Wait-CompassHeartbeat plain '; Words = 'Pending', 'Responsive', 'Unresponsive', 'Off' }
        @{ Line = 'Connect-Compass -Product '; Words = 'Compass', 'JiraServiceManagement' }
        @{ Line = 'Stop-CompassSandbox -Sandbox '; Words = 'sandbox-*' }
        @{ Line = 'Stop-CompassSandbox '; Words = 'sandbox-*' }
        @{ Line = 'Step-CompassSandboxClock 5m '; Words = 'sandbox-*' }
        @{ Line = 'New-CompassMaintenanceSchedule -TimeZone berl'; Words = "'Europe/Berlin'" }
        @{ Line = 'New-CompassMaintenanceSchedule -Monthly FirstS'; Words = 'FirstSunday', 'FirstSaturday' }
        @{ Line = 'New-CompassMaintenanceSchedule -Monthly 3'; Words = "'3'", "'30'", "'31'" }
        @{ Line = 'New-CompassHeartbeat -Period 1'; Words = "'15m'", "'1h'", "'12h'", "'1d'" }
        @{ Line = 'New-CompassMaintenance -Duration 1'; Words = "'15m'", "'1h'", "'12h'", "'1d'" }
    ) {
        $offered = @((Get-Offer $Line).CompletionText)
        $offered | Should -HaveCount @($Words).Count
        0..($offered.Count - 1) | ForEach-Object { $offered[$_] | Should -BeLike @($Words)[$_] }
    }

    It 'offers time zones by any part of their name, and valid durations and days' {
        (Get-Offer 'New-CompassMaintenanceSchedule -TimeZone EUROPE/BER').CompletionText | Should -Be "'Europe/Berlin'"
        (Get-Offer 'New-CompassMaintenanceSchedule -TimeZone new_y').CompletionText | Should -Be "'America/New_York'"
        (Get-Offer 'New-CompassMaintenanceSchedule -TimeZone "W. Europe').CompletionText | Should -Be $(if ($IsWindows) { "'W. Europe Standard Time'" })
        foreach ($offer in Get-Offer 'New-CompassHeartbeat -Period ') {
            { & ([scriptblock]::Create("New-CompassHeartbeat x -WhatIf -Period $($offer.CompletionText)")) 6>$null } | Should -Not -Throw
        }
        $days = (Get-Offer 'New-CompassMaintenanceSchedule -Monthly ').CompletionText -join ', '
        & ([scriptblock]::Create("New-CompassMaintenanceSchedule -Monthly $days -At 02:00 -Duration 1h -Count 3")) | Should -HaveCount 3
    }

    It 'offers times of day, not files, for -At' {
        (Get-Offer 'New-CompassMaintenanceSchedule -Daily -At 0').ListItemText | Should -Be (0..9 | ForEach-Object { "0${_}:00" })
        Get-Offer 'New-CompassMaintenanceSchedule -Daily -At ./' | Should -BeNullOrEmpty
        (Get-Offer 'New-CompassMaintenanceSchedule -Daily -EndAt 23').ListItemText | Should -Be '23:00'
        $time = (Get-Offer 'New-CompassMaintenanceSchedule -Daily -At 22')[0].CompletionText
        & ([scriptblock]::Create("New-CompassMaintenanceSchedule -Daily -At $time -Duration 1h -Count 1")) | Should -HaveCount 1
    }

    It 'offers durations, not files, for every duration: <_>' -ForEach 'Step-CompassSandboxClock -By ', 'Add-CompassSandboxFault -Delay ', 'Use-CompassHeartbeat -MaximumDuration ' {
        (Get-Offer $_).ListItemText | Should -Contain '30m'
        Get-Offer "$($_)./" | Should -BeNullOrEmpty
    }

    It 'offers no files for a date: <_>' -ForEach 'New-CompassMaintenance -StartDate ', 'New-CompassMaintenance -EndDate ', 'Set-CompassMaintenance -StartDate ',
    'Set-CompassMaintenance -EndDate ', 'New-CompassMaintenanceSchedule -StartDate ', 'New-CompassMaintenanceSchedule -Until ', 'New-CompassMaintenanceSchedule -Anchor ',
    'New-CompassMaintenanceSchedule -Except ', 'Step-CompassSandboxClock -To ',
    'Start-CompassSandbox -StartTime ' {
        Get-Offer $_ | Should -BeNullOrEmpty
    }

    It 'offers no files for a team without a connection' {
        Get-OfferNow 'Connect-Compass acme -TeamId ' | Should -BeNullOrEmpty
    }

    It 'shows no control characters' {
        (Get-Offer "Get-CompassHeartbeat -TeamId $payments -Name ").ToolTip | Should -Be "theirs: Pending two$([char] 0xFFFD)cells"
    }

    It 'sends only requests that read' {
        $null = Get-Offer 'Remove-CompassHeartbeat '
        $null = Get-Offer 'Stop-CompassMaintenance '
        $null = Get-Offer 'New-CompassHeartbeat -TeamId '
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
    }

    It 'offers nothing, without an error, when <Case>' -ForEach @(
        @{ Case = 'the service hangs'; Fault = @{ Kind = 'Delay'; Delay = [timespan] '00:00:20'; Count = 9 } }
        @{ Case = 'the service refuses the token'; Fault = @{ Status = 401; Count = 9 } }
        @{ Case = 'the service fails'; Fault = @{ Status = 503; Count = 99 } }
        @{ Case = 'a proxy responds instead of the service'; Fault = @{ Kind = 'Html'; Status = 502; Count = 99 } }
    ) {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] $Fault)
        $Error.Clear()
        # The machine can be busy, so use the fastest of ten attempts.
        $best = [double]::MaxValue
        for ($try = 0; $try -lt 10 -and $best -ge 400; $try++) {
            $best = [Math]::Min($best, (Measure-Command { Get-OfferNow 'Get-CompassHeartbeat ' | Should -BeNullOrEmpty }).TotalMilliseconds)
        }
        $best | Should -BeLessThan 400
        $Error | Should -BeNullOrEmpty
        $server.ClearFaults()
    }

    It 'offers nothing, without an error, when nothing listens or there is no connection' {
        $gone = Open-Sandbox
        $null = Connect-Sandbox $gone @{ Name = 'gone'; NoDefault = $true }
        $gone.Dispose()
        $Error.Clear()
        Get-OfferNow 'Get-CompassHeartbeat -Connection gone -Name ' | Should -BeNullOrEmpty
        $shell = Open-Shell
        try {
            $shell.AddScript('(TabExpansion2 "Get-CompassHeartbeat " 21).CompletionMatches; (TabExpansion2 "Get-CompassHeartbeat -Connection " 33).CompletionMatches').Invoke() |
                Should -BeNullOrEmpty
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
        $Error | Should -BeNullOrEmpty
    }
}
