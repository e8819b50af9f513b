# Checks the requests and the output of the maintenance cmdlets.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Maintenances' {
    BeforeEach {
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $start = [DateTimeOffset] '2030-01-02T22:00:00Z'
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'New-CompassMaintenanceRule' {
        It 'disables by default' {
            $rule.PSObject.TypeNames[0] | Should -Be 'CompassOps.MaintenanceRule'
            $rule.State, $rule.EntityType, $rule.EntityId | Should -Be 'disabled', 'integration', $integration
        }

        It 'creates one rule for each id' {
            $rules = New-CompassMaintenanceRule -PolicyId 'p1', 'p2' -State Enabled
            $rules.EntityId | Should -Be 'p1', 'p2'
            $rules.State | Should -Be 'enabled', 'enabled'
            $rules.EntityType | Should -Be 'policy', 'policy'
        }

        It 'creates a rule with the state noMaintenance for a sync' {
            $exempt = New-CompassMaintenanceRule -SyncId 's1' -State NoMaintenance
            $exempt.State, $exempt.EntityType | Should -Be 'noMaintenance', 'sync'
        }

        It 'treats blank cells of rows as missing' {
            $rows = 'IntegrationId,PolicyId,SyncId,State', 'i1,,,', ',p1,,Enabled', '," ",s1, noMaintenance ', ',,,Disabled', 'i2,,,' | ConvertFrom-Csv
            $run = Invoke-Script { $rows | New-CompassMaintenanceRule }
            $run.Output | ForEach-Object { "$($_.State) $($_.EntityType) $($_.EntityId)" } |
                Should -Be 'disabled integration i1', 'enabled policy p1', 'noMaintenance sync s1', 'disabled integration i2'
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*-IntegrationId, -PolicyId or -SyncId*'
            (Invoke-Script { New-CompassMaintenanceRule i1 -State '' }).Id | Should -Be 'EmptyArgument'
        }

        It 'needs no connection' {
            Get-CompassConnection | Disconnect-Compass
            New-CompassMaintenanceRule -PolicyId 'p1' | Should -HaveCount 1
        }
    }

    Context 'New-CompassMaintenance' {
        It 'creates a window for a team' {
            $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -EndDate $start.AddHours(2) -Description 'Night'
            $window.PSObject.TypeNames[0] | Should -Be 'CompassOps.Maintenance'
            $window.TeamId | Should -Be $team
            $window.Scope | Should -Be 'Team'
            $window.Status | Should -Be 'planned'
            $window.Duration | Should -Be ([timespan]::FromHours(2))
            $window.Rules | Should -HaveCount 1
            $server.Requests[0].Path | Should -BeLike "*/v1/teams/$team/maintenances"
            $body = $server.Requests[0].Body
            $body | Should -BeLike '*"startDate":"2030-01-02T22:00:00.000Z"*'
            $body | Should -BeLike '*"endDate":"2030-01-03T00:00:00.000Z"*'
            $body | Should -BeLike "*`"rules`":``[{`"state`":`"disabled`",`"entity`":{*"
        }

        It 'creates a global window' {
            $window = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 2h
            $window.TeamId | Should -BeNullOrEmpty
            $window.Scope | Should -Be 'Global'
            $server.Requests[0].Path | Should -BeLike '*/ops/v1/maintenances'
        }

        It 'starts now by default' {
            $open = Open-Sandbox
            try {
                $connection = Connect-Sandbox $open @{ Name = 'now' }
                $window = New-CompassMaintenance -Global -Rule $rule -Duration 30m -Connection $connection
                Wait-Until { ($window | Get-CompassMaintenance -Connection $connection).Status -eq 'active' } 'the window to open'
                [Math]::Abs(($window.StartDate - [DateTimeOffset]::Now).TotalSeconds) | Should -BeLessThan 60
                $window.Duration | Should -Be ([timespan]::FromMinutes(30))
            }
            finally {
                $open.Dispose()
            }
        }

        It 'requires -TeamId or -Global, and never uses the default team' {
            $run = Invoke-Script { New-CompassMaintenance -Rule $rule -Duration 2h }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*TeamId*Global*'
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'refuses both -TeamId and -Global' {
            $run = Invoke-Script { New-CompassMaintenance -TeamId $team -Global -Rule $rule -Duration 2h }
            $run.Errors | Should -HaveCount 1
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'refuses a window without an end' {
            $run = Invoke-Script { New-CompassMaintenance -Global -Rule $rule -StartDate $start }
            $run.Errors | Should -HaveCount 1
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'warns if the new window has already ended' {
            $past = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start.AddDays(-9) -Duration 1h -WarningVariable warned 3> $null
            $past.Status | Should -Be 'past'
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*'$($past.Id)'*past*mutes no alerts*"
            $null = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 1h -WarningVariable warned
            $warned | Should -BeNullOrEmpty
        }

        It 'creates and stops a window as in the README' {
            $open = Open-Sandbox
            try {
                $null = Connect-Sandbox $open @{ Name = 'open' }
                $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -IntegrationId $integration) -Duration 2h |
                    Stop-CompassMaintenance
                $window.Status | Should -Be 'cancelled'
            }
            finally {
                $open.Dispose()
            }
        }
    }

    Context 'Get-CompassMaintenance' {
        BeforeEach {
            $mine = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 2h -Description 'mine'
            $theirs = New-CompassMaintenance -TeamId $server.Teams[1].TeamId -Rule $rule -StartDate $start -Duration 2h
            $all = New-CompassMaintenance -Global -Rule $rule -StartDate $start.AddDays(7) -Duration 24h -Description 'all'
            $server.ClearRequests()
        }

        It 'lists global windows' {
            (Get-CompassMaintenance).Id | Should -Be $all.Id
            (Get-CompassMaintenance -Global).Id | Should -Be $all.Id
            $server.Requests.Operation | Should -Be 'ListGlobalMaintenances', 'ListGlobalMaintenances'
        }

        It 'lists windows of a team' {
            (Get-CompassMaintenance -TeamId $team).Id | Should -Be $mine.Id
            $server.Requests.Operation | Should -Be 'ListTeamMaintenances'
        }

        It 'gets a window by its id' {
            (Get-CompassMaintenance $all.Id).Description | Should -Be 'all'
            (Get-CompassMaintenance -Id $mine.Id -TeamId $team).Description | Should -Be 'mine'
            $server.Requests.Operation | Should -Be 'GetGlobalMaintenance', 'GetTeamMaintenance'
        }

        It 'reads a piped window from its own scope' {
            ($mine, $theirs, $all | Get-CompassMaintenance).Id | Should -Be $mine.Id, $theirs.Id, $all.Id
        }

        It 'lists windows of a type and of a status' {
            $server.StepTo($start.AddDays(1))
            (Get-CompassMaintenance -TeamId $team -Type Past).Id | Should -Be $mine.Id
            Get-CompassMaintenance -TeamId $team -Type NonExpired | Should -BeNullOrEmpty
            (Get-CompassMaintenance -Type NonExpired).Id | Should -Be $all.Id
            (Get-CompassMaintenance -Status planned).Id | Should -Be $all.Id
            Get-CompassMaintenance -Status active | Should -BeNullOrEmpty
            ($server.Requests | Where-Object Query -Like '*type=non-expired*') | Should -HaveCount 2
        }

        It 'warns of an unknown status that no window has' {
            Get-CompassMaintenance -Status activ -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$warned" | Should -BeLike "*'activ'*planned, active, past, cancelled*"
            Get-CompassMaintenance -Global -Status active -WarningVariable warned | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
        }

        It 'reports a missing id, and continues' {
            $run = Invoke-Script { Get-CompassMaintenance -Id 'nobody', $all.Id }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*nobody*'
            $run.Id | Should -BeLike '*NotFound'
            $run.Output.Id | Should -Be $all.Id
        }

        It 'reads pages, applies -Skip, and stops after -First' {
            $null = 1..25 | ForEach-Object { New-CompassMaintenance -Global -Rule $rule -StartDate $start.AddDays($_) -Duration 1h }
            $server.ClearRequests()
            Get-CompassMaintenance | Should -HaveCount 26
            Get-CompassMaintenance -PageSize 10 | Should -HaveCount 26
            $server.ClearRequests()
            Get-CompassMaintenance -First 3 -Skip 2 | Should -HaveCount 3
            $server.Requests | Should -HaveCount 1
            $server.Requests[0].Query | Should -BeLike '*offset=2*'
        }
    }

    Context 'Set-CompassMaintenance' {
        BeforeEach {
            $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 2h -Description 'old'
            $server.ClearRequests()
        }

        It 'sends only the description, whatever the piped window contains' {
            $changed = $window | Set-CompassMaintenance -Description 'new'
            $changed.Description | Should -Be 'new'
            $changed.StartDate | Should -Be $start
            ($server.Requests | Where-Object Method -EQ PATCH).Body | Should -Be '{"description":"new"}'
        }

        It 'keeps the duration of a piped window when only the start changes' {
            $moved = $window | Set-CompassMaintenance -StartDate $start.AddDays(1)
            $moved.StartDate | Should -Be $start.AddDays(1)
            $moved.Duration | Should -Be ([timespan]::FromHours(2))
        }

        It 'changes the end, and the rules' {
            $changed = Set-CompassMaintenance -Id $window.Id -TeamId $team -EndDate $start.AddHours(5) -Rule (New-CompassMaintenanceRule -PolicyId p1, p2)
            $changed.Duration | Should -Be ([timespan]::FromHours(5))
            $changed.Rules.EntityId | Should -Be 'p1', 'p2'
        }
    }

    Context 'Stop- and Remove-CompassMaintenance' {
        BeforeEach {
            $mine = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 2h
            $all = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 2h
            $server.ClearRequests()
        }

        It 'cancels each window in its own scope, and returns it' {
            $stopped = $mine, $all | Stop-CompassMaintenance -Force
            $stopped.Status | Should -Be 'cancelled', 'cancelled'
            $stopped.Scope | Should -Be 'Team', 'Global'
            ($server.Requests | Where-Object Method -EQ POST).Operation | Should -Be 'CancelTeamMaintenance', 'CancelGlobalMaintenance'
        }

        It 'refuses a piped window that is only planned, and sends nothing: <_>' -ForEach '$mine', '$mine | Select-Object *', '$mine | ConvertTo-Json | ConvertFrom-Json' {
            $run = Invoke-Script ([scriptblock]::Create("$_ | Stop-CompassMaintenance"))
            $run.Id | Should -Be 'PlannedWindow'
            $run.Text | Should -BeLike "*-Force*Stop-CompassMaintenance $($mine.Id) -TeamId $team*"
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'cancels a piped planned window with <_>' -ForEach '-Force', '-Confirm:$false' {
            (& ([scriptblock]::Create("`$mine | Stop-CompassMaintenance $_"))).Status | Should -Be 'cancelled'
            ($server.Requests).Operation | Should -Be 'CancelTeamMaintenance'
        }

        It 'advises Stop-CompassMaintenance for an active window, which cannot be removed' {
            $active = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h
            (Invoke-Script { $active | Remove-CompassMaintenance -Force }).Text | Should -BeLike "*To end the window, run: Stop-CompassMaintenance $($active.Id) -TeamId $team"
            $null = $active | Stop-CompassMaintenance
        }

        It 'explains that teams have their own lists, when no global window is found' {
            $null = $all | Stop-CompassMaintenance -Force
            $active = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h
            $server.ClearRequests()
            Get-CompassMaintenance -Type NonExpired -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$warned" | Should -BeLike "*-TeamId $team*"
            @($server.Requests) | Should -HaveCount 1
            Get-CompassMaintenance -Global -Type NonExpired -WarningVariable warned | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
            $null = $active | Stop-CompassMaintenance
        }

        It '-Global overrides a default value of -TeamId, but not a specified -TeamId' {
            $PSDefaultParameterValues = @{ '*-CompassMaintenance:TeamId' = $team }
            (New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h).Scope | Should -Be 'Global'
            (Get-CompassMaintenance -Global -Type NonExpired).Scope | Select-Object -Unique | Should -Be 'Global'
            (New-CompassMaintenance -Rule $rule -StartDate $start -Duration 1h).TeamId | Should -Be $team
            (Invoke-Script { New-CompassMaintenance -TeamId $team -Global -Rule $rule -Duration 1h }).Errors | Should -HaveCount 1
        }

        It 'shows a known team name without a request for it' {
            (Get-CompassMaintenance $mine.Id -TeamId $team | Format-Table | Out-String -Width 120) | Should -BeLike "*$($team.Substring(0, 19))*"
            $name = (Get-CompassTeam $team).TeamName
            $server.ClearRequests()
            $text = Get-CompassMaintenance $mine.Id -TeamId $team | Format-Table | Out-String -Width 120
            $text | Should -BeLike "*$name*"
            $text | Should -Match '(Mon|Tue|Wed|Thu|Fri|Sat|Sun) 20\d\d-'
            @($server.Requests) | Should -HaveCount 1
        }

        It 'cancels a window by its id' {
            (Stop-CompassMaintenance $all.Id -Confirm:$false).Status | Should -Be 'cancelled'
            (Stop-CompassMaintenance -Id $mine.Id -TeamId $team -Confirm:$false).Status | Should -Be 'cancelled'
        }

        It 'removes each window in its own scope, and returns nothing' {
            $mine, $all | Remove-CompassMaintenance -Confirm:$false | Should -BeNullOrEmpty
            $server.Requests.Operation | Should -Be 'DeleteTeamMaintenance', 'DeleteGlobalMaintenance'
            Get-CompassMaintenance | Should -BeNullOrEmpty
        }

        It 'states that only global windows were searched: <_>' -ForEach @(
            'Stop-CompassMaintenance {0}', 'Set-CompassMaintenance {0} -Description d', 'Remove-CompassMaintenance {0} -Force', 'Get-CompassMaintenance {0}',
            'Wait-CompassMaintenance {0} -IntervalSec 0.1', "'{0}' | Stop-CompassMaintenance"
        ) {
            $mine = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 1h
            $line = $_ -f $mine.Id
            $run = Invoke-Script ([scriptblock]::Create($line))
            $run.Id | Should -Be 'NotFound'
            $run.Text | Should -BeLike '*The cmdlet searched only global windows. Specify -TeamId for a team''s window.*'
            $run = Invoke-Script ([scriptblock]::Create("$line -Global"))
            $run.Id | Should -Be 'NotFound'
            $run.Text | Should -Not -BeLike '*searched only global windows*'
        }

        It 'reports a missing window, and continues' {
            $run = Invoke-Script { 'nobody', $all.Id | Remove-CompassMaintenance -Global -Confirm:$false }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*nobody*'
            Get-CompassMaintenance | Should -BeNullOrEmpty
        }
    }
}

Describe 'New-CompassMaintenance -SkipExisting, with a service that changes values' {
    BeforeAll {
        $odd = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T08:00:17.345Z' }
        $other = Connect-Sandbox $odd @{ Name = 'odd'; NoDefault = $true }
        $oddRule = New-CompassMaintenanceRule -IntegrationId 'ab-12'
    }

    AfterAll {
        $other | Disconnect-Compass
        $odd.Dispose()
    }

    It 'creates nothing in a second run: <_>' -ForEach 'MoveStartToNow', 'TruncateToMinutes', 'RoundUpToSeconds', 'UpperCaseIds', 'TrimText', 'NormalizeNewlines',
    'NoContent', 'ClockAhead, MoveStartToNow', 'ClockBehind', 'MoveStartToNow, TruncateToMinutes, UpperCaseIds, TrimText, NormalizeNewlines' {
        $odd.Behavior = $_
        $new = @{ Connection = $other; Global = $true; Rule = $oddRule; EndDate = '2030-01-01T12:00:00.5Z'; Description = " Upgrade`r`nof $_ "; SkipExisting = $true }
        foreach ($start in '2030-01-01T07:00:03.5Z', '2030-01-01T10:10:10.123Z') {
            @(New-CompassMaintenance @new -StartDate $start) | Should -HaveCount 1
            @(New-CompassMaintenance @new -StartDate $start) | Should -HaveCount 0
        }
    }
}

Describe 'New-CompassMaintenance without a response, and with lists that show the window too late' {
    BeforeAll {
        $lagging = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T08:00Z'; Behavior = 'LagListsByMinute' }
        $other = Connect-Sandbox $lagging @{ Name = 'lagging'; NoDefault = $true; RetryIntervalSec = 0.01 }
        $new = @{ Connection = $other; Global = $true; Rule = New-CompassMaintenanceRule -IntegrationId $integration; SkipExisting = $true }
        $morning = [DateTimeOffset] '2030-01-02T06:00Z'

        # Moves the clock by one minute, so that the lists show all windows. Returns the windows that the test created.
        function Get-Existing {
            $lagging.Step([timespan]::FromMinutes(1))
            @(Get-CompassMaintenance -Connection $other -Global -Type NonExpired | Where-Object Description -EQ $new.Description)
        }

        function Add-CreateFault([hashtable] $Fault) {
            $null = $lagging.AddFault([CompassOps.Sandbox.SandboxFault] ($Fault + @{ Operation = 'CreateGlobalMaintenance'; Count = 1 }))
        }
    }

    BeforeEach {
        $lagging.ClearFaults()
        $new.Description = "Upgrade $([guid]::NewGuid())"
        $lagging.ClearRequests()
    }

    AfterAll {
        $other | Disconnect-Compass
        $lagging.Dispose()
    }

    It 'reports an unknown outcome without a retry, and finds the window in a later run: <Kind>' -ForEach @(
        @{ Kind = 'ResetAfter' }, @{ Kind = 'Truncate' }, @{ Kind = 'Malformed' }, @{ Kind = 'EmptyBody' }
    ) {
        Add-CreateFault @{ Kind = $Kind }
        $run = Invoke-Script { New-CompassMaintenance @new -StartDate $morning -Duration 1h }
        $run.Id | Should -Be 'OutcomeUnknown'
        $run.Text | Should -BeLike '*it is unknown whether the object was created*list shows new objects only after a delay. Before you create the window again, wait a minute*'
        $run.Output | Should -BeNullOrEmpty
        @($lagging.Requests | Where-Object Method -EQ POST) | Should -HaveCount 1
        Get-Existing | Should -HaveCount 1
        New-CompassMaintenance @new -StartDate $morning -Duration 1h | Should -BeNullOrEmpty
        Get-Existing | Should -HaveCount 1
    }

    It 'reports an unknown outcome without a retry, and creates the missing window in a later run: <Name>' -ForEach @(
        @{ Name = 'a reset'; Fault = @{ Kind = 'ResetBefore' } }, @{ Name = 'an HTML page of a proxy'; Fault = @{ Kind = 'Html'; Status = 502 } }
        @{ Name = '500'; Fault = @{ Status = 500 } }, @{ Name = '503'; Fault = @{ Status = 503 } }, @{ Name = '504'; Fault = @{ Status = 504 } }
    ) {
        Add-CreateFault $Fault
        (Invoke-Script { New-CompassMaintenance @new -StartDate $morning -Duration 1h }).Id | Should -Be 'OutcomeUnknown'
        @($lagging.Requests | Where-Object Method -EQ POST) | Should -HaveCount 1
        Get-Existing | Should -HaveCount 0
        New-CompassMaintenance @new -StartDate $morning -Duration 1h | Should -HaveCount 1
    }

    It 'creates the window with a retry if the service did not perform the first request: <Name>' -ForEach @(
        @{ Name = '429'; Status = 429; Header = @{} }, @{ Name = '503 with Retry-After'; Status = 503; Header = @{ 'Retry-After' = '0' } }
    ) {
        $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
        $Header.Keys | ForEach-Object { $headers[$_] = $Header[$_] }
        Add-CreateFault @{ Status = $Status; Headers = $headers }
        New-CompassMaintenance @new -StartDate $morning -Duration 1h | Should -HaveCount 1
        Get-Existing | Should -HaveCount 1
    }

    It 'creates each window of a schedule once in two runs' {
        $plan = New-CompassMaintenanceSchedule -Daily -At 06:00 -Duration 1h -TimeZone UTC -StartDate 2030-01-02 -Count 4
        $null = $lagging.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetAfter'; Operation = 'CreateGlobalMaintenance'; Every = 2 })
        $run = Invoke-Script { $plan | New-CompassMaintenance @new }
        $run.Output | Should -HaveCount 2
        $run.Id | Should -Be "OutcomeUnknown`nOutcomeUnknown"
        $lagging.ClearFaults()
        Get-Existing | Should -HaveCount 4
        $plan | New-CompassMaintenance @new | Should -BeNullOrEmpty
        (Get-Existing).StartDate.Day | Sort-Object | Should -Be 2, 3, 4, 5
    }

    It 'creates a heartbeat once' {
        $null = $lagging.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetAfter'; Operation = 'CreateHeartbeat'; Count = 1 })
        (Invoke-Script { New-CompassHeartbeat "$($new.Description)" -Period 5m -Connection $other }).Id | Should -Be 'OutcomeUnknown'
        $lagging.Step([timespan]::FromMinutes(1))
        New-CompassHeartbeat "$($new.Description)" -Period 5m -Connection $other -SkipExisting | Should -BeNullOrEmpty
        @(Get-CompassHeartbeat $new.Description -Connection $other) | Should -HaveCount 1
    }
}
