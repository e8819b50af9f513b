# Checks the export, comparison and synchronization of maintenance windows. In some tests, the service fails.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $schema = Join-Path (Get-Module CompassOps).ModuleBase 'schema/heartbeats.schema.json'
    $rules = "`"rules`": [ { `"state`": `"disabled`", `"entity`": { `"type`": `"integration`", `"id`": `"$integration`" } } ]"

    # This day is a Tuesday.
    $now = [DateTimeOffset] '2026-12-01T12:00:00Z'

    # Returns the requests that change an object of the service.
    function Get-Writing([object] $Server) {
        @($Server.Requests | Where-Object Method -NE GET)
    }

    # Writes a declaration file with the given windows of one team. Replaces the word RULES with $rules.
    function Write-File([string] $Name, [string] $Entries, [string] $TeamId = $team) {
        Set-Content -LiteralPath $Name -Encoding utf8NoBOM -Value ("{ `"teams`": [ { `"teamId`": `"$TeamId`", `"maintenance`": [ $Entries ] } ] }" -creplace 'RULES', $rules)
    }

    function Get-Short([object[]] $Result) {
        $Result | ForEach-Object { "$($_.Status) $($_.Action) $($_.Description) $($_.StartDate.ToString('MM-ddTHH:mm')) $($_.Property)".Trim() }
    }

    function Get-Window([string] $Description = '*') {
        @(Get-CompassMaintenance -TeamId $team | Where-Object Description -Like $Description | Sort-Object StartDate)
    }

    $patch = '{ "description": "Patch night", "weekly": ["Sunday"], "at": "02:00", "duration": "2h", "timeZone": "UTC", RULES }'
    $move = '{ "description": "Move", "start": "2026-12-05T20:00:00+01:00", "end": "2026-12-06T04:00:00+01:00", RULES }'
}

Describe 'Maintenance as code' {
    BeforeEach {
        $server = Open-Sandbox @{ StartTime = $now; ClockStopped = $true }
        $team, $other = $server.Teams[0..1].TeamId
        $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $place = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $place
        $server.ClearRequests()
    }

    AfterEach {
        Pop-Location
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'Sync-CompassMaintenance' {
        It 'creates windows that start within the horizon, and changes nothing in a second run' {
            Write-File ops.json "$patch, $move"
            $results = Sync-CompassMaintenance ops.json -Horizon 14d
            Get-Short $results | Should -Be 'Done Create Move 12-05T20:00', 'Done Create Patch night 12-06T02:00', 'Done Create Patch night 12-13T02:00'
            $results | ForEach-Object { (Get-CompassMaintenance -Id $_.Id -TeamId $team).Description } | Should -Be 'Move', 'Patch night', 'Patch night'
            $results[0].TeamId | Should -Be $team
            $results[0].Scope | Should -Be 'Team'
            $server.ClearRequests()
            Sync-CompassMaintenance ops.json -Horizon 14d -Prune -Force | Should -BeNullOrEmpty
            Compare-CompassMaintenance ops.json -Horizon 14d -Prune -ErrorOnDifference | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 21d) | Should -Be 'Done Create Patch night 12-20T02:00'
        }

        It 'uses a horizon of four weeks by default' {
            Write-File ops.json $patch
            Sync-CompassMaintenance ops.json | Should -HaveCount 4
        }

        It 'refuses the horizon <_>' -ForEach '0m', '5000d', '4' {
            Write-File ops.json $patch
            $horizon = $_
            (Invoke-Script { Sync-CompassMaintenance ops.json -Horizon $horizon }).Errors | Should -HaveCount 1
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'creates deleted windows again, but not cancelled ones' {
            Write-File ops.json $patch
            $null = Sync-CompassMaintenance ops.json -Horizon 14d
            $first, $second = Get-Window
            $null = $first | Stop-CompassMaintenance -Confirm:$false
            $null = $second | Remove-CompassMaintenance -Confirm:$false
            $server.ClearRequests()
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 14d -Prune -Force) | Should -Be 'Done Create Patch night 12-13T02:00'
            ($server.Requests | Where-Object Method -EQ GET).Query | Should -BeLike '*type=all*'
            Sync-CompassMaintenance ops.json -Horizon 14d -Prune -Force | Should -BeNullOrEmpty
        }

        It 'changes end and rules of a planned window, and only the end of an active one' {
            Write-File ops.json "$patch, { `"description`": `"Now`", `"start`": `"2026-12-01T11:00:00Z`", `"end`": `"2026-12-01T16:00:00Z`", RULES }"
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-06T02:00Z -Duration 1h -Rule (New-CompassMaintenanceRule -PolicyId p)
            $active = New-CompassMaintenance -TeamId $team -Description 'Now' -StartDate 2026-12-01T11:00Z -Duration 2h -Rule (New-CompassMaintenanceRule -PolicyId p)
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 7d) | Should -Be 'Done Update Now 12-01T11:00 EndDate', 'Done Update Patch night 12-06T02:00 EndDate Rules'
            (Get-CompassMaintenance -Id $active.Id -TeamId $team).EndDate | Should -Be ([DateTimeOffset] '2026-12-01T16:00:00Z')
            Sync-CompassMaintenance ops.json -Horizon 7d | Should -BeNullOrEmpty
        }

        It 'deletes with -Prune only undeclared windows of declared descriptions, as the last step' {
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description 'patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'By hand' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $other -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -Global -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $server.ClearRequests()
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 7d) | Should -Be 'Done Create Patch night 12-06T02:00'
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 14d -Prune -Force) | Should -Be 'Done Create Patch night 12-13T02:00', 'Done Remove patch night 12-07T02:00'
            (Get-Window).Description | Should -Be 'Patch night', 'By hand', 'Patch night'
            Get-CompassMaintenance -TeamId $other | Should -HaveCount 1
            Get-CompassMaintenance -Global | Should -HaveCount 1
        }

        It 'creates global windows, and sends no request for a team without entries' {
            Set-Content ops.json ("{ `"teams`": [ { `"teamId`": `"$team`", `"maintenance`": [] }, { `"teamId`": `"$other`", `"heartbeats`": [] } ], `"global`": { `"maintenance`": [ $patch ] } }" -creplace 'RULES', $rules)
            $results = Sync-CompassMaintenance ops.json -Horizon 7d
            $results.Scope | Should -Be 'Global'
            $results.TeamId | Should -BeNullOrEmpty
            ($server.Requests | Where-Object Path -Like "*$team*") | Should -BeNullOrEmpty
            (Get-CompassMaintenance -Global).Description | Should -Be 'Patch night'
        }

        It 'shows the steps with -WhatIf, and sends no changes' {
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $server.ClearRequests()
            $shell = Open-Shell
            try {
                $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
                $shell.Runspace.SessionStateProxy.Path.SetLocation($place)
                $shell.AddScript('Sync-CompassMaintenance ops.json -Connection $c -Horizon 7d -Prune -WhatIf -Verbose 4>&1').Invoke() | Should -Not -BeNullOrEmpty
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
            }
            Get-Writing $server | Should -BeNullOrEmpty
        }

        It 'reports an error for -Prune without the delete scope, and cancels nothing instead' {
            $server.Behavior = 'NoDeleteScope'
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $run = Invoke-Script { Sync-CompassMaintenance ops.json -Horizon 7d -Prune -Force }
            Get-Short $run.Output | Should -Be 'Done Create Patch night 12-06T02:00', 'Failed Remove Patch night 12-07T02:00'
            $run.Id | Should -Be 'MissingScope'
            (Get-Window).Status | Should -Be 'planned', 'planned'
        }

        It 'removes nothing from a scope in which a step failed, and completes it in the next run' {
            Set-Content ops.json ("{ `"teams`": [ { `"teamId`": `"$team`", `"maintenance`": [ $patch ] }, { `"teamId`": `"$other`", `"maintenance`": [ $patch ] } ] }" -creplace 'RULES', $rules)
            foreach ($id in $team, $other) {
                $null = New-CompassMaintenance -TeamId $id -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            }
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Operation = 'CreateTeamMaintenance'; Count = 1 })
            $run = Invoke-Script { Sync-CompassMaintenance ops.json -Horizon 7d -Prune -Force }
            Get-Short $run.Output | Should -Be @(
                'Failed Create Patch night 12-06T02:00', 'Done Create Patch night 12-06T02:00'
                'Skipped Remove Patch night 12-07T02:00', 'Done Remove Patch night 12-07T02:00'
            )
            $run.Text | Should -BeLike "Window 'Patch night' starting at *403*"
            $run.Errors[0].TargetObject.Description | Should -Be 'Patch night'
            Get-Short (Sync-CompassMaintenance ops.json -Horizon 7d -Prune -Force) | Should -Be 'Done Create Patch night 12-06T02:00', 'Done Remove Patch night 12-07T02:00'
        }

        It 'creates no window twice if the response is lost: <Kind>' -ForEach @(@{ Kind = 'ResetAfter' }, @{ Kind = 'Truncate' }, @{ Kind = 'Malformed' }) {
            Write-File ops.json $patch
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = $Kind; Operation = 'CreateTeamMaintenance'; Count = 2 })
            $null = Invoke-Script { Sync-CompassMaintenance ops.json -Horizon 14d -ThrottleLimit 4 }
            $null = Invoke-Script { Sync-CompassMaintenance ops.json -Horizon 14d -ThrottleLimit 4 }
            (Get-Window).StartDate.Day | Should -Be 6, 13
        }

        It 'creates no window twice if the response is lost and the lists show the window too late' {
            Write-File ops.json $patch
            $server.Behavior = 'LagListsByMinute'
            try {
                $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetAfter'; Operation = 'CreateTeamMaintenance'; Count = 1 })
                $run = Invoke-Script { Sync-CompassMaintenance ops.json -Horizon 14d }
                Get-Short $run.Output | Should -Be 'Failed Create Patch night 12-06T02:00', 'Done Create Patch night 12-13T02:00'
                $run.Id | Should -Be 'OutcomeUnknown'
                $server.Step([timespan]::FromMinutes(1))
                Sync-CompassMaintenance ops.json -Horizon 14d | Should -BeNullOrEmpty
                (Get-Window).StartDate.Day | Should -Be 6, 13
            }
            finally {
                $server.Behavior = 'None'
            }
        }

        It 'creates no second window if the service moves the first by less than a minute' {
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description ' PATCH NIGHT ' -StartDate 2026-12-06T02:00:45Z -Duration 2h -Rule $rule
            Sync-CompassMaintenance ops.json -Horizon 7d -Prune -Force | Should -BeNullOrEmpty
        }

        It 'prompts before removals, and changes nothing if PowerShell cannot prompt' {
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $server.ClearRequests()
            $shell = Open-Shell
            try {
                $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
                $shell.Runspace.SessionStateProxy.Path.SetLocation($place)
                $null = $shell.AddScript('try { Sync-CompassMaintenance ops.json -Connection $c -Horizon 7d -Prune } catch { $_.FullyQualifiedErrorId }').Invoke() |
                    ForEach-Object { $_ | Should -BeLike 'ConfirmationNeeded*' }
            }
            finally {
                $shell.Dispose()
            }
            Get-Writing $server | Should -BeNullOrEmpty
        }
    }

    Context 'Sync-CompassMaintenance at a prompt' {
        BeforeEach {
            # The separate process uses the machine's clock, not the sandbox's clock. So the windows must start after the current
            # time of both clocks.
            $start = [DateTimeOffset] "$([DateTimeOffset]::UtcNow.AddDays(2).ToString('yyyy-MM-dd'))T20:00:00Z"
            $null = New-CompassMaintenance -TeamId $team -Description 'Move' -StartDate $start.AddDays(1) -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'Move' -StartDate $start.AddDays(2) -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'Kept' -StartDate $start.AddDays(2) -Duration 1h -Rule $rule
            Write-File ops.json "{ `"description`": `"Move`", `"start`": `"$($start.ToString('o'))`", `"end`": `"$($start.AddHours(8).ToString('o'))`", RULES }"
            $server.ClearRequests()

            # Runs Sync-CompassMaintenance in a separate process with answers to its prompts. Returns the output.
            function Invoke-Sync([string] $Answers, [string[]] $ShellOption, [string[]] $With) {
                Set-Content ask.ps1 "param([switch] `$Confirm, [switch] `$WhatIf, [switch] `$Force) Import-Module '$manifest'
                    Sync-CompassMaintenance '$place/ops.json' -Prune @PSBoundParameters 2> `$null |
                        ForEach-Object { `"=`$(`$_.Status) `$(`$_.Action) `$((`$_.StartDate - [DateTimeOffset] '$($start.ToString('o'))').Days) `$(`$_.Reason)`".Trim() }
                    trap { `"=`$(`$_.FullyQualifiedErrorId)`".Split(',')[0]; exit 1 }"
                $settings = @{
                    COMPASS_BASE_URI  = "$($server.BaseUri)"
                    COMPASS_CLOUD_ID  = $server.CloudId
                    COMPASS_EMAIL     = $server.Email
                    COMPASS_API_TOKEN = $server.Token
                }
                try {
                    $settings.Keys | ForEach-Object { Set-Item "Env:$_" $settings[$_] }
                    $Answers | Invoke-Shell -NoProfile @ShellOption -File ask.ps1 @With
                }
                finally {
                    $settings.Keys | ForEach-Object { Remove-Item "Env:$_" }
                }
            }
        }

        It 'prompts for removals before any change, and removes last: <Case>' -ForEach @(
            @{ Case = 'no and yes'; Answers = "N`nY`n"; Expected = 'Skipped Remove 1 You did not confirm this step.', 'Done Create 0', 'Done Remove 2' }
            @{ Case = 'yes and no'; Answers = "Y`nN`n"; Expected = 'Skipped Remove 2 You did not confirm this step.', 'Done Create 0', 'Done Remove 1' }
            @{ Case = 'yes to all'; Answers = "A`n"; Expected = 'Done Create 0', 'Done Remove 1', 'Done Remove 2' }
            @{ Case = 'no to all'; Answers = "L`n"; Expected = 'Skipped Remove 1 You did not confirm this step.', 'Skipped Remove 2 You did not confirm this step.', 'Done Create 0' }
            @{ Case = '-Confirm'; Answers = "N`nY`nL`n"; With = '-Confirm'; Expected = 'Skipped Create 0 You did not confirm this step.', 'Skipped Remove 2 You did not confirm this step.', 'Done Remove 1' }
            @{ Case = '-Force'; Answers = ''; With = '-Force'; Expected = 'Done Create 0', 'Done Remove 1', 'Done Remove 2' }
            @{ Case = '-Force in a shell that cannot prompt'; Answers = ''; With = '-Force'; ShellOption = '-NonInteractive'; Expected = 'Done Create 0', 'Done Remove 1', 'Done Remove 2' }
            @{ Case = 'a shell that cannot prompt'; Answers = ''; ShellOption = '-NonInteractive'; Expected = 'ConfirmationNeeded' }
        ) {
            $said = Invoke-Sync $Answers @($ShellOption) @($With)
            $said | Where-Object { $_ -like '=*' } | ForEach-Object { $_.Substring(1) } | Should -Be $Expected
            if ($Answers -and -not $IsWindows) {
                # On Linux and macOS, PowerShell writes the prompt to the standard output, because the standard input is
                # redirected. On Windows, PowerShell writes the prompt to the console, so the test cannot read it.
                "$said" | Should -Match ([regex]::Escape("Move' (team $team)"))
            }
            $wrote = Get-Writing $server
            @($wrote).Count | Should -Be @($Expected | Where-Object { $_ -like 'Done*' }).Count
            $methods = @($wrote.Method)
            if ('DELETE' -in $methods -and 'POST' -in $methods) {
                [array]::IndexOf($methods, 'DELETE') | Should -BeGreaterThan ([array]::LastIndexOf($methods, 'POST'))
            }
            (Get-Window Kept) | Should -HaveCount 1
        }

        It '-WhatIf names each window, its team and its time, even with -Force' -ForEach @(@{ With = @('-WhatIf') }, @{ With = '-WhatIf', '-Force' }) {
            $null = New-CompassMaintenance -TeamId $team -Description 'Move' -StartDate $start -Duration 1h -Rule (New-CompassMaintenanceRule -PolicyId p)
            $server.ClearRequests()
            $first = $start.ToString('yyyy-MM-dd')
            $rulesText = "disabled integration $integration"
            Invoke-Sync '' @() $With | Where-Object { $_ -like 'What if:*' } | Should -Be @(
                "What if: Change maintenance window 'Move' (team $team) of $first 20:00 +00:00: EndDate from $first 21:00 +00:00 to $($start.AddHours(8).ToString('yyyy-MM-dd HH:mm zzz')); Rules from disabled policy p to $rulesText."
                foreach ($days in 1, 2) {
                    $date = $start.AddDays($days).ToString('yyyy-MM-dd')
                    "What if: Remove maintenance window 'Move' (team $team): $date 20:00 +00:00 to $date 21:00 +00:00, $rulesText."
                }
            )
            Get-Writing $server | Should -BeNullOrEmpty
        }
    }

    Context 'Sync-CompassMaintenance and unusual declarations' {
        It 'finds a description that differs by <Case>' -ForEach @(
            @{ Case = 'case'; Written = 'PATCH näht' }
            @{ Case = 'trailing blanks'; Written = "Patch näht `t" }
            @{ Case = 'Unicode normalization'; Written = "Patch na$([char] 0x308)ht" }
        ) {
            Write-File ops.json ($patch -replace 'Patch night', 'Patch näht')
            $null = Sync-CompassMaintenance ops.json
            Write-File ops.json ($patch -replace 'Patch night', $Written.Replace("`t", '\t'))
            $server.ClearRequests()
            Sync-CompassMaintenance ops.json -Prune -Force | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
        }

        It 'changes nothing in a second run if the service changes values: <_>' -ForEach 'MoveStartToNow', 'TruncateToMinutes', 'RoundUpToSeconds', 'UpperCaseIds',
        'TrimText', 'NormalizeNewlines', 'NoContent', 'ClockAhead', 'ClockBehind', 'LagLists' {
            $server.Behavior = $_
            Write-File ops.json (('{ "description": " two\r\nlines ", "daily": true, "at": "02:00:30", "duration": "90m", "timeZone": "America/New_York", RULES },
                { "description": "Move", "start": "2026-12-05T20:00:00.1234567+01:00", "end": "2026-12-06T04:00:59.9+01:00", RULES }'))
            Sync-CompassMaintenance ops.json -Horizon 5d | Should -HaveCount 6
            $server.ClearRequests()
            Sync-CompassMaintenance ops.json -Horizon 5d -Prune -Force | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
            Get-Window | Should -HaveCount 6
        }

        It 'creates no window twice if two scripts run at the same time' {
            Write-File ops.json $patch
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:00.5'; Operation = 'ListTeamMaintenances' })
            $shells = 1..3 | ForEach-Object { Open-Shell }
            try {
                $running = foreach ($shell in $shells) {
                    $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
                    $null = $shell.Runspace.SessionStateProxy.Path.SetLocation($place)
                    $null = $shell.AddScript('Sync-CompassMaintenance ops.json -Connection $c -Prune -Force')
                    $shell.BeginInvoke()
                }
                $results = 0..2 | ForEach-Object { $shells[$_].EndInvoke($running[$_]) }
                $shells.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shells | ForEach-Object { $_.Dispose() }
            }
            @($results | Where-Object Status -EQ Done) | Should -HaveCount 4
            Get-Window | Should -HaveCount 4
            # After the windows are removed, a second synchronization creates them again.
            Get-Window | Remove-CompassMaintenance -Force
            Sync-CompassMaintenance ops.json | Should -HaveCount 4
        }

        It 'keeps an active window whose start changes in the file, and creates no second window' {
            $null = New-CompassMaintenance -TeamId $team -Description 'Move' -StartDate 2026-12-01T11:00Z -Duration 6h -Rule $rule
            foreach ($begin in '2026-12-01T10:00:00Z', '2026-12-01T11:30:00Z') {
                Write-File ops.json "{ `"description`": `"Move`", `"start`": `"$begin`", `"end`": `"2026-12-01T18:00:00Z`", RULES }"
                Sync-CompassMaintenance ops.json -Prune -Force | Should -BeNullOrEmpty
            }
            (Get-Window).Status | Should -Be 'active'
        }

        It 'creates a window that starts exactly at the horizon' {
            Write-File ops.json $patch
            Sync-CompassMaintenance ops.json -Horizon ([timespan] '4.13:59:59') | Should -BeNullOrEmpty
            Sync-CompassMaintenance ops.json -Horizon ([timespan] '4.14:00:00') | Should -HaveCount 1
        }
    }

    Context 'Compare-CompassMaintenance' {
        It 'returns an object for each difference' {
            Write-File ops.json $patch
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-06T02:00Z -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-07T02:00Z -Duration 1h -Rule $rule
            $all = Compare-CompassMaintenance ops.json -Horizon 14d
            $all | ForEach-Object { "$($_.Action) $($_.StartDate.ToString('MM-dd')) $($_.Property)".Trim() } | Should -Be 'Update 12-06 EndDate', 'Create 12-13', 'Unmanaged 12-07'
            $all[0].Desired | Should -Be ([DateTimeOffset] '2026-12-06T04:00:00Z')
            $all.TeamId | Select-Object -Unique | Should -Be $team
            (Compare-CompassMaintenance ops.json -Horizon 14d -Prune)[-1].Action | Should -Be 'Remove'
            $all | Export-Clixml differences.xml
            (Import-Clixml differences.xml).Action | Should -Be 'Update', 'Create', 'Unmanaged'
        }

        It 'writes the same CSV text for differences and results in every culture' {
            Write-File ops.json "$patch, $move"
            $null = New-CompassMaintenance -TeamId $team -Description 'Patch night' -StartDate 2026-12-06T02:00Z -Duration 1h -Rule (New-CompassMaintenanceRule -PolicyId p, q)
            $culture = [cultureinfo]::CurrentCulture
            try {
                foreach ($name in '', 'de-DE', 'th-TH') {
                    [cultureinfo]::CurrentCulture = $name
                    $move, $end, $rules = Compare-CompassMaintenance ops.json -Horizon 7d | ConvertTo-Csv | ConvertFrom-Csv
                    $move.StartDate | Should -Be '2026-12-05T20:00:00+01:00'
                    $move.Desired | Should -BeLike '2026-12-05 20:00 +01:00 to *'
                    $end.Desired, $end.Actual | Should -Be '2026-12-06T04:00:00+00:00', '2026-12-06T03:00:00+00:00'
                    $rules.Desired | Should -BeLike "*disabled integration $integration*"
                    $rules.Actual | Should -BeLike '*disabled policy p*disabled policy q*'
                }
                $created, $updated = Sync-CompassMaintenance ops.json -Horizon 7d | ConvertTo-Csv | ConvertFrom-Csv
                $created.StartDate | Should -Be '2026-12-05T20:00:00+01:00'
                $updated.Property | Should -Be 'EndDate, Rules'
            }
            finally {
                [cultureinfo]::CurrentCulture = $culture
            }
        }

        It 'reports drift, an invalid file, a missing file and a missing connection as different errors' {
            Write-File ops.json $patch
            $run = Invoke-Script { Compare-CompassMaintenance ops.json -ErrorOnDifference -Prune }
            $run.Output | Should -HaveCount 4
            $run.Id | Should -Be 'MaintenanceDiffers'
            $run.Text | Should -BeLike '*4 differences*Sync-CompassMaintenance -Prune*'
            Write-File bad.json '{ "description": "a", "daily": true, "at": "2", "duration": "1h", "timeZone": "Nowhere", RULES }'
            $server.ClearRequests()
            $bad = Invoke-Script { Compare-CompassMaintenance bad.json -ErrorOnDifference }
            $bad.Id | Should -Be 'InvalidDocument'
            $bad.Errors[0].Exception.Problems | Should -HaveCount 2
            $server.Requests | Should -BeNullOrEmpty
            (Invoke-Script { Compare-CompassMaintenance none.json -ErrorOnDifference }).Id | Should -Be 'FileNotFound'
            $server.Dispose()
            (Invoke-Script { Compare-CompassMaintenance ops.json -ErrorOnDifference }).Id | Should -Be 'ConnectionFailed'
            Get-CompassConnection | Disconnect-Compass
            (Invoke-Script { Compare-CompassMaintenance ops.json -ErrorOnDifference }).Id | Should -Be 'NotConnected'
        }

        It 'compares the other scopes if a scope cannot be listed' {
            Set-Content ops.json ("{ `"teams`": [ { `"teamId`": `"nowhere`", `"maintenance`": [ $patch ] }, { `"teamId`": `"$team`", `"maintenance`": [ $patch ] } ] }" -creplace 'RULES', $rules)
            $run = Invoke-Script { Compare-CompassMaintenance ops.json -Horizon 7d }
            $run.Output | Should -HaveCount 1
            $run.Text | Should -BeLike '*team nowhere*404*'
        }

        It 'accepts the same entries as the schema: <Entry>' -ForEach @(
            @{ Fine = $true; Entry = '{ "description": "a", "weekly": ["sunday", "Monday"], "at": "10pm", "endAt": "6:00", "timeZone": "UTC", RULES }' }
            @{ Fine = $true; Entry = '{ "description": "a", "monthly": ["SecondTuesday", "last"], "offset": -3, "at": "02:00:30", "duration": "1h30m", "timeZone": "europe/berlin", RULES }' }
            @{ Fine = $true; Entry = '{ "description": "a", "monthly": [1, "15"], "every": 3, "from": "2026-12-01", "to": "2027-12-31", "at": "02:00", "duration": "PT2H", "timeZone": "UTC", "except": ["2026-12-24"], RULES }' }
            @{ Fine = $true; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00+01:00", "end": "2027-03-06T04:00Z", "rules": [ { "state": "Enabled", "entity": { "type": "Policy", "id": "p" } } ] }' }
            @{ Fine = $true; Entry = '{ "description": "a", "daily": true, "every": 1, "at": "02:00", "duration": "4 weeks", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "weekly": ["Sunday"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": false, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "at": "25:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "at": "02:00", "duration": "2", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "at": "02:00", "duration": "0h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", "endAt": "03:00", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "at": "02:00", "duration": "1h", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "weekly": ["Sun"], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "weekly": [], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "monthly": [32], "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "monthly": [15], "offset": 1, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "offset": 1, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "every": 2, "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "daily": true, "from": "1.12.2026", "at": "02:00", "duration": "1h", "timeZone": "UTC", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00", "end": "2027-03-06T04:00Z", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00Z", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-06T04:00Z", "daily": true, RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", RULES }' }
            @{ Fine = $false; Entry = '{ "start": "2027-03-05T20:00:00Z", "end": "2027-03-06T04:00Z", RULES }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-06T04:00Z", "rules": [] }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-06T04:00Z", "rules": [ { "state": "enabled", "entity": { "type": "sync", "id": "p" } } ] }' }
            @{ Fine = $false; Entry = '{ "description": "a", "start": "2027-03-05T20:00:00Z", "end": "2027-03-06T04:00Z", "rules": [ { "state": "off", "entity": { "type": "sync", "id": "p" } } ] }' }
        ) {
            Write-File ops.json $Entry
            Test-Json -LiteralPath ops.json -SchemaFile $schema -ErrorAction Ignore | Should -Be $Fine
            (Invoke-Script { Compare-CompassMaintenance ops.json }).Id | Should -Be $(if ($Fine) { '' } else { 'InvalidDocument' })
        }
    }

    Context 'Export-CompassMaintenance' {
        BeforeEach {
            $null = New-CompassMaintenance -TeamId $team -Description 'Move' -StartDate 2026-12-05T20:00Z -Duration 8h -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'Cut-over' -StartDate 2026-12-04T20:00Z -Duration 1h -Rule $rule
            $null = New-CompassMaintenance -TeamId $other -Description 'Move' -StartDate 2026-12-05T20:00Z -Duration 8h -Rule $rule
            $null = New-CompassMaintenance -Global -Description 'Freeze' -StartDate 2026-12-24T00:00Z -Duration 2d -Rule $rule
            $null = New-CompassMaintenance -TeamId $team -Description 'Cancelled' -StartDate 2026-12-04T20:00Z -Duration 1h -Rule $rule | Stop-CompassMaintenance -Confirm:$false
        }

        It 'writes planned windows as windows that do not recur, for which Sync-CompassMaintenance finds no difference' {
            Export-CompassMaintenance ops.json -TeamId $team, $other -Global | Should -BeNullOrEmpty
            $file = Get-Content ops.json -Raw | ConvertFrom-Json -DateKind String
            ($file.teams | Where-Object teamId -EQ $team).maintenance | ForEach-Object { "$($_.description) $($_.start) $($_.end)" } |
                Should -Be 'Cut-over 2026-12-04T20:00:00Z 2026-12-04T21:00:00Z', 'Move 2026-12-05T20:00:00Z 2026-12-06T04:00:00Z'
            $file.global.maintenance.description | Should -Be 'Freeze'
            Test-Json -LiteralPath ops.json -SchemaFile heartbeats.schema.json | Should -BeTrue
            $server.ClearRequests()
            Sync-CompassMaintenance ops.json -Prune -Force | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
            $hash = (Get-FileHash ops.json).Hash
            Export-CompassMaintenance ops.json -TeamId $team, $other -Global
            (Get-FileHash ops.json).Hash | Should -Be $hash
        }

        It 'writes the same file for any pipeline input: <_>' -ForEach 'nothing', 'text' {
            $piped = if ($_ -eq 'text') { 'text' } else { @() }
            Export-CompassMaintenance ops.json -TeamId $team -Global
            $hash = (Get-FileHash ops.json).Hash
            $null = Invoke-Script { $piped | Export-CompassMaintenance ops.json -TeamId $team -Global }
            (Get-FileHash ops.json).Hash | Should -Be $hash
        }

        It 'writes global windows and the windows of every visible team with -AllTeams' {
            Export-CompassMaintenance ops.json -AllTeams
            $file = Get-Content ops.json -Raw | ConvertFrom-Json
            $file.teams.teamId | Should -Be ($server.Teams.TeamId | Sort-Object)
            $file.global.maintenance | Should -HaveCount 1
        }

        It 'omits windows without a description, with a warning' {
            $null = New-CompassMaintenance -TeamId $team -StartDate 2026-12-08T20:00Z -Duration 1h -Rule $rule
            Export-CompassMaintenance ops.json -TeamId $team -WarningVariable warnings 3> $null
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike '*no description*'
            (Get-Content ops.json -Raw | ConvertFrom-Json).teams.maintenance | Should -HaveCount 2
        }

        It 'updates only the exported lists of an existing file' {
            $null = New-CompassHeartbeat nightly -Period 1d
            Export-CompassHeartbeat ops.json
            Export-CompassMaintenance ops.json -TeamId $team
            Export-CompassMaintenance ops.json -Global
            $file = Get-Content ops.json -Raw | ConvertFrom-Json
            $file.teams.heartbeats.name | Should -Be 'nightly'
            $file.teams.maintenance | Should -HaveCount 2
            $file.global.maintenance | Should -HaveCount 1
            $hash = (Get-FileHash ops.json).Hash
            Export-CompassHeartbeat ops.json
            (Get-FileHash ops.json).Hash | Should -Be $hash
            Compare-CompassHeartbeat ops.json -Prune | Should -BeNullOrEmpty
            Compare-CompassMaintenance ops.json -Prune | Should -BeNullOrEmpty
        }

        It 'keeps recurring windows if heartbeats are exported, and warns if exported windows replace them' {
            Write-File ops.json $patch
            $null = New-CompassHeartbeat nightly -Period 1d
            Export-CompassHeartbeat ops.json
            (Get-Content ops.json -Raw | ConvertFrom-Json).teams.maintenance.weekly | Should -Be 'Sunday'
            Export-CompassMaintenance ops.json -TeamId $team -WarningVariable warnings 3> $null
            "$warnings" | Should -BeLike '*one entry for recurring windows*'
        }

        It 'does not replace an invalid declaration' {
            Set-Content ops.json '{ "teams": [ { "teamId": "t", "maintenance": [ { "description": "a" } ] } ] }'
            $hash = (Get-FileHash ops.json).Hash
            (Invoke-Script { Export-CompassMaintenance ops.json -TeamId $team }).Id | Should -Be 'InvalidDocument'
            (Invoke-Script { Export-CompassHeartbeat ops.json }).Id | Should -Be 'InvalidDocument'
            (Get-FileHash ops.json).Hash | Should -Be $hash
        }

        It 'requires a scope, and writes nothing if a team cannot be listed' {
            (Invoke-Script { Export-CompassMaintenance ops.json }).Text | Should -BeLike '*-TeamId*-Global*-AllTeams*'
            (Invoke-Script { Export-CompassMaintenance ops.json -TeamId '' }).Id | Should -Be 'EmptyArgument'
            (Invoke-Script { Export-CompassMaintenance ops.json -TeamId $team, 00000000-0000-0000-0000-000000000000 }).Id | Should -BeLike '*NothingWritten'
            Export-CompassMaintenance ops.json -Global -WhatIf
            Test-Path ops.json | Should -BeFalse
        }
    }
}

Describe 'Heartbeats from the pipeline' {
    BeforeAll {
        $server = Open-Sandbox
        $team, $other = $server.Teams[0..1].TeamId
        $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    }

    BeforeEach {
        $null = $server.Teams.TeamId | ForEach-Object { Get-CompassHeartbeat -TeamId $_ } | Remove-CompassHeartbeat -Force
        $null = New-CompassHeartbeat closed -Period 10m -TeamId $other
        $null = New-CompassHeartbeat oslo -Period 5m -TeamId $other
        Set-Content TestDrive:/branches.csv 'Name,Period,AlertTag', 'oslo,10m,', 'bergen,10m,"x;y"'
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'are the declaration of their team' {
        $differences = Import-Csv TestDrive:/branches.csv | Compare-CompassHeartbeat -TeamId $other -Prune
        $differences | ForEach-Object { "$($_.Action) $($_.Name) $($_.Property)".Trim() } | Should -Be 'Update oslo Interval', 'Create bergen', 'Remove closed'
        $results = Import-Csv TestDrive:/branches.csv | Sync-CompassHeartbeat -TeamId $other -Prune -Force
        $results | ForEach-Object { "$($_.Status) $($_.Action) $($_.Name)" } | Should -Be 'Done Update oslo', 'Done Create bergen', 'Done Remove closed'
        $server.ClearRequests()
        Import-Csv TestDrive:/branches.csv | Sync-CompassHeartbeat -TeamId $other -Prune -Force | Should -BeNullOrEmpty
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
        Get-CompassHeartbeat -TeamId $other | Sync-CompassHeartbeat -Prune -Force | Should -BeNullOrEmpty
    }

    It 'use the team of the row, or the default team without this column, and reject an empty team' {
        $row = [pscustomobject] @{ Name = 'a'; Period = '5m' }
        ($row | Compare-CompassHeartbeat).TeamId | Should -Be $team
        ([pscustomobject] @{ Name = 'a'; Period = '5m'; TeamId = $other } | Compare-CompassHeartbeat)[0].TeamId | Should -Be $other
        (Invoke-Script { [pscustomobject] @{ Name = 'a'; Period = '5m'; TeamId = '' } | Sync-CompassHeartbeat -Prune -Force }).Id | Should -Be 'InvalidDocument'
        (Invoke-Script { $row | Sync-CompassHeartbeat -TeamId $unset -Prune -Force }).Id | Should -Be 'EmptyArgument'
        $server.Requests | Where-Object Method -NE GET | Should -BeNullOrEmpty
    }

    It 'are checked completely before any request' {
        $rows = 'Name,Period', 'a,often', ',5m', 'b,5m', 'b,6m', 'c,' | ConvertFrom-Csv
        $run = Invoke-Script { $rows | Sync-CompassHeartbeat -TeamId $other -Prune -Force }
        $run.Id | Should -Be 'InvalidDocument'
        $run.Errors[0].Exception.Problems.Place.Line | Should -Be 1, 2, 4, 5
        $run.Text | Should -BeLike '*row 1*often*row 2*row 4*row 5*'
        $server.Requests | Should -BeNullOrEmpty
        (Invoke-Script { 'Name,Interval,IntervalUnit', 'a,5,weeks' | ConvertFrom-Csv | Sync-CompassHeartbeat -TeamId $other }).Text | Should -BeLike '*weeks*'
    }

    It 'must not be empty with -Prune, so that nothing is removed: <_>' -ForEach 'rows', 'files' {
        $run = if ($_ -eq 'rows') {
            Invoke-Script { @() | Sync-CompassHeartbeat -TeamId $other -Prune -Force }
        }
        else {
            Invoke-Script { Get-ChildItem TestDrive:/none*.json | Sync-CompassHeartbeat -Prune -Force }
        }
        $run.Id | Should -Be 'NothingDeclared'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'can be in files' {
        Export-CompassHeartbeat TestDrive:/ops.json -TeamId $other
        Get-ChildItem TestDrive:/ops.json | Compare-CompassHeartbeat -Prune | Should -BeNullOrEmpty
        'TestDrive:/ops.json' | Compare-CompassHeartbeat -Prune | Should -BeNullOrEmpty
        Get-Item TestDrive:/ops.json | Select-Object PSPath | Sync-CompassHeartbeat -Prune -Force | Should -BeNullOrEmpty
        [pscustomobject] @{ LiteralPath = (Get-Item TestDrive:/ops.json).FullName } | Compare-CompassHeartbeat -Prune | Should -BeNullOrEmpty
    }
}
