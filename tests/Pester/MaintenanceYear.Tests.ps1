# Simulates a script that synchronizes windows each day, for a long time. Users also change windows, and some requests fail.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $entity = @(@{ state = 'disabled'; entity = @{ type = 'integration'; id = $integration } })

    # Returns declarations of recurring windows. 'Scope' is the number of a team, or 0 for a global window. 'Entry' is an entry of
    # the declaration file. 'Days' returns whether a window starts on the given date. 'Days' does not use the module, so that the
    # test calculates the expected windows independently.
    function Get-Routine {
        @{ Scope = 1; Entry = @{ description = 'Patch night'; weekly = @('Sunday'); at = '02:30'; duration = '2h'; timeZone = 'Europe/Berlin' }
            Days = { param($d) $d.DayOfWeek -eq 'Sunday' } }
        @{ Scope = 1; Entry = @{ description = 'Log rotation'; daily = $true; at = '04:00'; duration = '30m'; timeZone = 'UTC' }; Days = { $true } }
        @{ Scope = 1; Entry = @{ description = 'Month end'; monthly = @('Last'); at = '18:00'; duration = '6h'; timeZone = 'Asia/Kolkata' }
            Days = { param($d) $d.AddDays(1).Day -eq 1 } }
        @{ Scope = 1; Entry = @{ description = 'Cleaning'; weekly = @('Monday', 'Thursday'); at = '23:00'; endAt = '01:00'; timeZone = 'America/New_York' }
            Days = { param($d) $d.DayOfWeek -in 'Monday', 'Thursday' } }
        @{ Scope = 2; Entry = @{ description = 'Backup'; daily = $true; every = 2; from = '2026-09-01'; at = '01:30'; duration = '1h'; timeZone = 'Europe/Berlin' }
            Days = { param($d) ($d - [datetime] '2026-09-01').Days % 2 -eq 0 } }
        @{ Scope = 2; Entry = @{ description = 'Billing'; monthly = @('SecondTuesday'); offset = 9; at = '22:00'; duration = '4h'; timeZone = 'UTC' }
            Days = { param($d) $t = $d.AddDays(-9); $t.DayOfWeek -eq 'Tuesday' -and $t.Day -in 8..14 } }
        @{ Scope = 2; Entry = @{ description = 'Quarter'; monthly = @(15); every = 3; from = '2026-01-01'; at = '20:00'; duration = '3h'; timeZone = 'Australia/Sydney' }
            Days = { param($d) $d.Day -eq 15 -and $d.Month -in 1, 4, 7, 10 } }
        @{ Scope = 2; Entry = @{ description = 'Kernel'; weekly = @('Wednesday'); at = '02:30'; duration = '1h'; timeZone = 'America/New_York'; except = @('2026-11-25', '2026-12-30') }
            Days = { param($d) $d.DayOfWeek -eq 'Wednesday' -and $d -notin [datetime] '2026-11-25', [datetime] '2026-12-30' } }
        @{ Scope = 0; Entry = @{ description = 'Release'; weekly = @('Thursday'); every = 2; from = '2026-09-03'; at = '22:00'; endAt = '06:00'; timeZone = 'America/New_York'; except = @('2026-12-24') }
            Days = { param($d) $d.DayOfWeek -eq 'Thursday' -and ($d - [datetime] '2026-09-03').Days % 14 -eq 0 -and $d -ne [datetime] '2026-12-24' } }
        @{ Scope = 0; Entry = @{ description = 'Inventory'; monthly = @('FirstMonday'); at = '9am'; endAt = '5pm'; timeZone = 'Australia/Sydney' }
            Days = { param($d) $d.DayOfWeek -eq 'Monday' -and $d.Day -le 7 } }
        @{ Scope = 0; Entry = @{ description = 'Certificates'; monthly = @(28); to = '2027-06-30'; at = '12:00'; duration = '1h'; timeZone = 'Asia/Kolkata' }
            Days = { param($d) $d.Day -eq 28 -and $d -le [datetime] '2027-06-30' } }
        @{ Scope = 0; Entry = @{ description = 'Failover'; weekly = @('Saturday'); from = '2026-11-01'; at = '03:00'; duration = '45m'; timeZone = 'Europe/Berlin' }
            Days = { param($d) $d.DayOfWeek -eq 'Saturday' -and $d -ge [datetime] '2026-11-01' } }
    }

    # Converts a local time. If the local time does not exist on this day, uses the time one hour later. If the local time exists
    # twice, uses the first of the two times.
    function ConvertTo-Instant([datetime] $Local, [timezoneinfo] $Zone) {
        if ($Zone.IsInvalidTime($Local)) {
            $Local = $Local.AddHours(1)
        }
        $offset = if ($Zone.IsAmbiguousTime($Local)) { ($Zone.GetAmbiguousTimeOffsets($Local) | Measure-Object -Maximum).Maximum } else { $Zone.GetUtcOffset($Local) }
        [DateTimeOffset]::new($Local, $offset)
    }

    # Calculates the expected windows without code of the module. The key of a window combines its scope and description with its
    # start and end in UTC.
    function Get-Expected([object[]] $Routine, [datetime] $First, [int] $Days) {
        foreach ($one in $Routine) {
            $entry = $one.Entry
            $zone = [timezoneinfo]::FindSystemTimeZoneById($entry.timeZone)
            $at = ([datetime] "2000-01-01 $($entry.at)").TimeOfDay
            foreach ($day in 0..$Days | ForEach-Object { $First.AddDays($_) }) {
                if (-not (& $one.Days $day)) {
                    continue
                }
                $start = ConvertTo-Instant ($day + $at) $zone
                $end = if ($entry.endAt) {
                    $time = ([datetime] "2000-01-01 $($entry.endAt)").TimeOfDay
                    ConvertTo-Instant ($day.AddDays([int] ($time -le $at)) + $time) $zone
                }
                else {
                    $number = [int] ($entry.duration -replace '\D')
                    $start.AddMinutes($(if ($entry.duration -like '*h') { 60 * $number } else { $number }))
                }
                [pscustomobject] @{ Scope = $one.Scope; Start = $start; Key = '{0} {1} {2:u} {3:u}' -f $one.Scope, $entry.description, $start.UtcDateTime, $end.UtcDateTime }
            }
        }
    }
}

Describe 'A daily run' {
    It 'creates and corrects the windows of the next four weeks, for <Days> days' -ForEach @(@{ Days = 45; Seed = 1 }) {
        & $simulate $Days $Seed
    }

    It 'creates and corrects the windows of the next four weeks, for <Days> days' -Tag Soak -ForEach @(@{ Days = 365; Seed = 2 }) {
        & $simulate $Days $Seed
    }

    BeforeAll {
        $simulate = {
            param([int] $Days, [int] $Seed)

            $random = [random]::new($Seed)
            $begin = [DateTimeOffset] '2026-10-10T12:00:00Z'
            $server = Open-Sandbox @{ StartTime = $begin; ClockStopped = $true }
            try {
                $teams = $server.Teams[0..1].TeamId
                $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.001; MaximumRetryCount = 3 }
                $rule = New-CompassMaintenanceRule -IntegrationId $integration
                $scopes = @{ Global = $true }, @{ TeamId = $teams[0] }, @{ TeamId = $teams[1] }
                $routines = @(Get-Routine)
                foreach ($routine in $routines) {
                    $routine.Entry.rules = $entity
                }
                $file = Join-Path $TestDrive "year$Seed.json"
                @{
                    teams  = @(1, 2 | ForEach-Object { $scope = $_; @{ teamId = $teams[$scope - 1]; maintenance = @(($routines | Where-Object Scope -EQ $scope).Entry) } })
                    global = @{ maintenance = @(($routines | Where-Object Scope -EQ 0).Entry) }
                } | ConvertTo-Json -Depth 9 | Set-Content $file
                $expected = @(Get-Expected $routines ([datetime] '2026-10-08') ($Days + 40))
                $cancelled = [System.Collections.Generic.HashSet[string]]::new()
                $runs = 0
                foreach ($day in 1..$Days) {
                    $server.Step([timespan]::FromMinutes(1440 + $random.Next(-300, 300)))
                    $now = $server.Now

                    # Simulate a week without runs. After this week, the next run must create more windows than usual.
                    if ($day -notin 20..26) {
                        foreach ($kind in 'Status', 'ResetBefore', 'ResetAfter', 'Truncate', 'Malformed') {
                            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = $kind; Probability = 0.02; Seed = $random.Next() })
                        }
                        $tries = 0
                        do {
                            $run = Invoke-Script { Sync-CompassMaintenance $file -Prune -Force -ThrottleLimit 4 }
                            $runs++
                        } while ($run.Errors.Count -gt 0 -and ++$tries -lt 10)
                        $server.ClearFaults()
                        $run.Errors | Should -BeNullOrEmpty
                    }

                    # Get the windows of the service, with keys in the same format as the expected windows.
                    $windows = 0..2 | ForEach-Object {
                        $scope = $_
                        $with = $scopes[$scope]
                        Get-CompassMaintenance @with -Type NonExpired -Status planned | ForEach-Object {
                            [pscustomobject] @{ Scope = $scope; Window = $_; Key = '{0} {1} {2:u} {3:u}' -f $scope, $_.Description, $_.StartDate.UtcDateTime, $_.EndDate.UtcDateTime }
                        }
                    }
                    $declared = @($windows | Where-Object { $_.Window.Description -ne 'By hand' })
                    if ($day -notin 20..26) {
                        $wanted = @($expected | Where-Object { $_.Start -gt $now -and $_.Start -le $now.AddDays(28) -and -not $cancelled.Contains($_.Key) } | ForEach-Object Key | Sort-Object)
                        (@($declared.Key | Sort-Object) -join "`n") | Should -Be ($wanted -join "`n") -Because "of $($now.ToString('u'))"
                        $declared.Window.Rules.EntityId | Select-Object -Unique | Should -Be $integration
                        if ($day % 15 -eq 0) {
                            $server.ClearRequests()
                            Sync-CompassMaintenance $file -Prune -Force | Should -BeNullOrEmpty
                            $server.Requests | Where-Object Method -NE GET | Should -BeNullOrEmpty
                        }
                    }

                    # A user cancels, removes, changes or adds a window. The next run corrects the change, with two exceptions:
                    # cancelled windows stay cancelled, and windows with the description 'By hand' stay unchanged.
                    $one = $declared[$random.Next($declared.Count)]
                    $with = $scopes[$one.Scope]
                    switch ($random.Next(6)) {
                        0 {
                            # On days without a run, $one can be a window that the user changed or added earlier. Do not cancel such
                            # a window, because $cancelled must contain only keys of expected windows.
                            if ($one.Key -in $expected.Key) {
                                $null = Stop-CompassMaintenance $one.Window.Id @with -Confirm:$false
                                $null = $cancelled.Add($one.Key)
                            }
                        }
                        1 { $null = Remove-CompassMaintenance $one.Window.Id @with -Confirm:$false }
                        2 { $null = Set-CompassMaintenance $one.Window.Id @with -EndDate $one.Window.EndDate.AddMinutes(17) }
                        3 { $null = Set-CompassMaintenance $one.Window.Id @with -Rule (New-CompassMaintenanceRule -PolicyId edited) }
                        4 { $null = New-CompassMaintenance @with -Description $one.Window.Description -StartDate $one.Window.StartDate.AddMinutes(37) -Duration 20m -Rule $rule }
                        5 { $null = New-CompassMaintenance @with -Description 'By hand' -StartDate $now.AddDays(40) -Duration 1h -Rule $rule }
                    }
                }

                # Check that the daily runs of Sync-CompassMaintenance created no window twice.
                $all = 0..2 | ForEach-Object { $with = $scopes[$_]; Get-CompassMaintenance @with -Type All -Status past, active, planned | Where-Object Description -NE 'By hand' }
                $all | Group-Object { "$($_.TeamId) $($_.Description) $($_.StartDate.UtcDateTime.ToString('u'))" } | Where-Object Count -GT 1 | Should -BeNullOrEmpty
            }
            finally {
                Get-CompassConnection | Disconnect-Compass
                $server.Dispose()
            }
        }
    }
}
