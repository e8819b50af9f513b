# Checks parameter binding: durations, dates, and objects from files, jobs and tables.

BeforeDiscovery {
    $savedSpan = [timespan]::FromHours(4)
    $savedSpan = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($savedSpan))
    $savedDate = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([DateTimeOffset] '2030-01-02'))
    $durations = @(
        @{ Name = 'a timespan'; Value = [timespan]::FromMinutes(90); Minutes = 90 }
        @{ Name = '30m'; Value = '30m'; Minutes = 30 }
        @{ Name = '2h'; Value = '2h'; Minutes = 120 }
        @{ Name = '1d'; Value = '1d'; Minutes = 1440 }
        @{ Name = '1h30m'; Value = '1h30m'; Minutes = 90 }
        @{ Name = '2:00'; Value = '2:00'; Minutes = 120 }
        @{ Name = '02:30:00'; Value = '02:30:00'; Minutes = 150 }
        @{ Name = '24:00:00'; Value = '24:00:00'; Minutes = 1440 }
        @{ Name = '36:00:00'; Value = '36:00:00'; Minutes = 2160 }
        @{ Name = '168:00:00'; Value = '168:00:00'; Minutes = 10080 }
        @{ Name = '1.02:00:00'; Value = '1.02:00:00'; Minutes = 1560 }
        @{ Name = '4w'; Value = '4w'; Minutes = 40320 }
        @{ Name = 'PT2H'; Value = 'PT2H'; Minutes = 120 }
        @{ Name = 'P4W'; Value = 'P4W'; Minutes = 40320 }
        @{ Name = 'a timespan from ConvertFrom-Json -AsHashtable'; Value = [timespan]::FromHours(3) | ConvertTo-Json | ConvertFrom-Json -AsHashtable; Minutes = 180 }
        @{ Name = 'a timespan from JSON'; Value = [timespan]::FromHours(3) | ConvertTo-Json | ConvertFrom-Json; Minutes = 180 }
        @{ Name = 'a timespan from Clixml'; Value = $savedSpan; Minutes = 240 }
    )
    $wrongDurations = @(
        @{ Name = '2'; Value = 2; Hint = '*2h*' }
        @{ Name = 'the text 2'; Value = '2'; Hint = '*2h*' }
        @{ Name = '90.5'; Value = 90.5; Hint = '*90.5*' }
        @{ Name = 'soon'; Value = 'soon'; Hint = '*soon*' }
        @{ Name = '2 fortnights'; Value = '2 fortnights'; Hint = '*2 fortnights*' }
        @{ Name = 'a negative timespan'; Value = [timespan]::FromHours(-1); Hint = '*negative*' }
        @{ Name = '-1h'; Value = '-1h'; Hint = '*negative*' }
        @{ Name = 'a month'; Value = 'P1M'; Hint = '*no fixed length*' }
        @{ Name = '1.36:00:00'; Value = '1.36:00:00'; Hint = '*not a duration*' }
        @{ Name = '99999999999d'; Value = '99999999999d'; Hint = '*too long*' }
        @{ Name = 'true'; Value = $true; Hint = '*not a duration*' }
        @{ Name = 'a date'; Value = [datetime] '2030-01-01'; Hint = '*not a duration*' }
        @{ Name = 'a date from Clixml'; Value = $savedDate; Hint = '*not a duration*' }
    )
    $instant = [DateTimeOffset] '2030-01-02T22:00:00Z'
    $bag = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($instant))
    $dates = @(
        @{ Name = 'a DateTimeOffset'; Value = $instant }
        @{ Name = 'a DateTimeOffset of another zone'; Value = $instant.ToOffset([timespan]::FromHours(5)) }
        @{ Name = 'a UTC DateTime'; Value = $instant.UtcDateTime }
        @{ Name = 'a local DateTime'; Value = $instant.LocalDateTime }
        @{ Name = 'a DateTime of the kind Unspecified, which is local'; Value = [datetime]::SpecifyKind($instant.LocalDateTime, 'Unspecified') }
        @{ Name = 'text with Z'; Value = '2030-01-02T22:00:00Z' }
        @{ Name = 'text with an offset'; Value = '2030-01-03T00:00:00+02:00' }
        @{ Name = 'text without a zone, which is local'; Value = $instant.LocalDateTime.ToString('yyyy-MM-ddTHH:mm:ss') }
        @{ Name = 'text with a blank between date and time'; Value = $instant.LocalDateTime.ToString('yyyy-MM-dd HH:mm') }
        @{ Name = 'a DateTimeOffset from Clixml'; Value = $bag }
        @{ Name = 'a DateTimeOffset from JSON'; Value = ($instant | ConvertTo-Json | ConvertFrom-Json) }
        @{ Name = 'a DateTime from JSON'; Value = ($instant.UtcDateTime | ConvertTo-Json | ConvertFrom-Json) }
        @{ Name = 'Get-Date'; Value = (Get-Date $instant.LocalDateTime) }
        @{ Name = 'text with a named month'; Value = 'Wed, 2 Jan 2030 22:00 +00:00' }
        @{ Name = 'text in the format of the tables'; Value = 'Thu 2030-01-03 00:00 +02:00' }
        @{ Name = 'a date from JSON of Windows PowerShell'; Value = [pscustomobject] @{ DateTime = 'x'; UtcDateTime = $instant.UtcDateTime; Ticks = 1 } }
    )
    $wrongDates = @(
        @{ Name = '2030-02-30'; Value = '2030-02-30'; Hint = "*'2030-02-30' is not a date*" }
        @{ Name = 'tomorow'; Value = 'tomorow'; Hint = "*'tomorow' is not a date*" }
        @{ Name = 'a time without a date'; Value = '22:00'; Hint = "*'22:00' is not a date*" }
        @{ Name = '03.01.2027'; Value = '03.01.2027'; Hint = '*ambiguous*' }
        @{ Name = '05/12/2026'; Value = '05/12/2026'; Hint = '*ambiguous*' }
        @{ Name = 'a date of the Thai calendar'; Value = '24/12/2570 22:00'; Hint = '*calendar*' }
        @{ Name = 'a number'; Value = 20270103; Hint = "*'20270103' is not a date*" }
        @{ Name = 'a duration'; Value = [timespan]::FromHours(1); Hint = '*is not a date*' }
        @{ Name = 'an empty text'; Value = ''; Hint = '*' }
    )
    # Parameters that accept a duration. The key "With" contains the other parameters that a call of the cmdlet needs.
    $durationParameters = @(
        @{ Cmdlet = 'New-CompassHeartbeat'; Parameter = 'Period'; With = @{ Name = 'any' } }
        @{ Cmdlet = 'Set-CompassHeartbeat'; Parameter = 'Period'; With = @{ Name = 'any' } }
        @{ Cmdlet = 'Use-CompassHeartbeat'; Parameter = 'MaximumDuration'; With = @{ Name = 'any'; ScriptBlock = {} } }
        @{ Cmdlet = 'New-CompassMaintenance'; Parameter = 'Duration'; With = @{ Global = $true; Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' } } }
        @{ Cmdlet = 'Set-CompassMaintenance'; Parameter = 'Duration'; With = @{ Id = 'any'; Global = $true } }
        @{ Cmdlet = 'Use-CompassMaintenance'; Parameter = 'Duration'; With = @{ Global = $true; Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' }; ScriptBlock = {} } }
        @{ Cmdlet = 'New-CompassMaintenanceSchedule'; Parameter = 'Duration'; With = @{ Daily = $true; At = '02:00'; Count = 1 } }
        @{ Cmdlet = 'Step-CompassSandboxClock'; Parameter = 'By'; With = @{} }
        @{ Cmdlet = 'Add-CompassSandboxFault'; Parameter = 'Delay'; With = @{} }
    )
    $dateParameters = @(
        @{ Cmdlet = 'New-CompassMaintenance'; Parameter = 'StartDate'; With = @{ Global = $true; Duration = '1h'; Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' } } }
        @{ Cmdlet = 'New-CompassMaintenance'; Parameter = 'EndDate'; With = @{ Global = $true; Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' } } }
        @{ Cmdlet = 'Set-CompassMaintenance'; Parameter = 'StartDate'; With = @{ Id = 'any'; Global = $true } }
        @{ Cmdlet = 'Set-CompassMaintenance'; Parameter = 'EndDate'; With = @{ Id = 'any'; Global = $true } }
        @{ Cmdlet = 'New-CompassMaintenanceSchedule'; Parameter = 'StartDate'; With = @{ Daily = $true; At = '02:00'; Count = 1; Duration = '1h' } }
        @{ Cmdlet = 'New-CompassMaintenanceSchedule'; Parameter = 'Until'; With = @{ Daily = $true; At = '02:00'; Count = 1; Duration = '1h' } }
        @{ Cmdlet = 'Step-CompassSandboxClock'; Parameter = 'To'; With = @{} }
        @{ Cmdlet = 'Start-CompassSandbox'; Parameter = 'StartTime'; With = @{} }
    )
    $refusals = @(
        foreach ($one in $durationParameters) {
            foreach ($wrong in $wrongDurations) {
                $one + @{ Name = $wrong.Name; Value = $wrong.Value; Hint = $wrong.Hint }
            }
        }
        foreach ($one in $dateParameters) {
            foreach ($wrong in $wrongDates | Where-Object Name -NE 'nothing') {
                $one + @{ Name = $wrong.Name; Value = $wrong.Value; Hint = $wrong.Hint }
            }
        }
    )
    $journeys = 'Clixml', 'Clixml of little depth', 'JSON', 'a job'
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Sends a value through a file, JSON text or a job. Returns the copy.
    function Send-Through([string] $Journey, [object] $Value) {
        switch ($Journey) {
            'Clixml' {
                $file = Join-Path $TestDrive 'value.xml'
                $Value | Export-Clixml $file
                Import-Clixml $file
            }
            'Clixml of little depth' {
                $file = Join-Path $TestDrive 'flat.xml'
                $Value | Export-Clixml $file -Depth 1
                Import-Clixml $file
            }
            'JSON' { $Value | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
            'a job' { Start-Job { $using:Value } | Receive-Job -Wait -AutoRemoveJob }
        }
    }
}

Describe 'Binding' {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $start = [DateTimeOffset] '2030-01-02T22:00:00Z'
    }

    BeforeEach {
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'Durations' {
        It 'accepts <Name> as a duration' -ForEach $durations {
            (New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration $Value).Duration | Should -Be ([timespan]::FromMinutes($Minutes))
        }

        It 'accepts 1d and 30s, which PowerShell parses as numbers' {
            (New-CompassHeartbeat -Name 'as it stands' -Period 1d).Period | Should -Be ([timespan]::FromDays(1))
            (New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 30s).Duration | Should -Be ([timespan]::FromSeconds(30))
        }

        It 'accepts <Name> as a period' -ForEach $durations {
            (New-CompassHeartbeat -Name "period $Name" -Period $Value).Period | Should -Be ([timespan]::FromMinutes($Minutes))
        }

        It 'refuses <Name> as a duration' -ForEach $wrongDurations {
            $run = Invoke-Script { New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration $Value }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike $Hint
            $run = Invoke-Script { New-CompassHeartbeat -Name 'wrong' -Period $Value }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike $Hint
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'refuses a period of <_>' -ForEach '90s', '00:00:30', '0m' {
            $period = $_
            $run = Invoke-Script { New-CompassHeartbeat -Name 'wrong' -Period $period }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*minute*'
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'reports that a period of <Period> <Says>' -ForEach @(
            @{ Period = '0m'; Says = 'is too short' }
            @{ Period = '30s'; Says = 'is too short' }
            @{ Period = '90s'; Says = 'has seconds' }
        ) {
            $because = @{ 'is too short' = '*shorter than one minute*'; 'has seconds' = "*00:01:30*whole number of minutes*" }[$Says]
            (Invoke-Script { New-CompassHeartbeat -Name 'wrong' -Period $Period }).Text | Should -BeLike $because
        }

        It 'reports that an interval of <Interval> <Says>' -ForEach @(
            @{ Interval = 'two'; Says = "'two' is not a whole number" }
            @{ Interval = '1.5'; Says = "'1.5' is not a whole number" }
            @{ Interval = '99999999999'; Says = "'99999999999' is out of range" }
            @{ Interval = [double]::NaN; Says = "'NaN' is not a whole number" }
        ) {
            (Invoke-Script { New-CompassHeartbeat -Name 'wrong' -Interval $Interval -IntervalUnit hours }).Text | Should -BeLike "*$Says*"
        }

        It 'sends a period in the largest unit that divides it: <_>' -ForEach '90m=90 minutes', '120m=2 hours', '48h=2 days' {
            $given, $sent = $_ -split '='
            $null = New-CompassHeartbeat -Name "unit $given" -Period $given
            $body = Get-SentBody $server CreateHeartbeat
            "$($body.interval) $($body.intervalUnit)" | Should -Be $sent
        }
    }

    Context 'Dates' {
        It 'accepts <Name> as a date' -ForEach $dates {
            $null = New-CompassMaintenance -Global -Rule $rule -StartDate $Value -Duration 1h
            $server.Requests[0].Body | Should -BeLike '*"startDate":"2030-01-02T22:00:00.000Z","endDate":"2030-01-02T23:00:00.000Z"*'
        }

        It 'accepts <Name> as a date from the pipeline' -ForEach $dates {
            $null = [pscustomobject] @{ StartDate = $Value; Duration = '1h'; Rules = $rule } | New-CompassMaintenance -Global
            $server.Requests[0].Body | Should -BeLike '*"startDate":"2030-01-02T22:00:00.000Z","endDate":"2030-01-02T23:00:00.000Z"*'
        }

        It 'refuses <Name> as a date, typed and piped' -ForEach $wrongDates {
            $run = Invoke-Script { New-CompassMaintenance -Global -Rule $rule -StartDate $Value -Duration 1h }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike $Hint
            $run = Invoke-Script { [pscustomobject] @{ StartDate = $Value; Duration = '1h'; Rules = $rule } | New-CompassMaintenance -Global }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike $Hint
            $server.Requests | Should -BeNullOrEmpty
        }
    }

    Context 'Every parameter' {
        It '<Cmdlet> -<Parameter> refuses <Name>' -ForEach $refusals {
            $parameters = $With + @{ $Parameter = $Value }
            $run = Invoke-Script { & $Cmdlet @parameters }
            $run.Output | Should -BeNullOrEmpty
            $run.Text | Should -BeLike $Hint
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'parses durations and dates in the same way' {
            $readers = @{
                [timespan]       = 'DurationTransformationAttribute'
                [DateTimeOffset] = 'InstantTransformationAttribute', 'EndTransformationAttribute'
                [datetime]       = 'LocalDateTransformationAttribute'
            }
            foreach ($command in Get-Command -Module CompassOps) {
                foreach ($parameter in $command.Parameters.Values) {
                    $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
                    if ($type.IsArray) {
                        $type = $type.GetElementType()
                    }
                    if ($readers.ContainsKey($type)) {
                        @($parameter.Attributes.ForEach{ $_.GetType().Name } | Where-Object { $_ -in $readers[$type] }) |
                            Should -HaveCount 1 -Because "$command -$($parameter.Name)"
                    }
                }
            }
        }
    }

    Context 'Lists' {
        BeforeAll {
            $names = 'list a', 'list b', 'list c'
            $null = $names | New-CompassHeartbeat -Period 5m -AlertPriority P1
            $two = $names[0, 1]
            $windows = 1..3 | ForEach-Object { New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h -Description "list $_" }
        }

        It 'flattens rules: -Rule $two, $more' {
            $rules = @(New-CompassMaintenanceRule -PolicyId p1, p2)
            $more = New-CompassMaintenanceRule -PolicyId p3
            (New-CompassMaintenance -Global -Rule $rules, $more -StartDate $start -Duration 1h).Rules.EntityId | Should -Be 'p1', 'p2', 'p3'
            (New-CompassMaintenance -Global -Rule (, (, $rules)), @($more) -StartDate $start -Duration 1h).Rules.EntityId | Should -Be 'p1', 'p2', 'p3'
            (New-CompassMaintenance -Global -Rule $rules, @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p3' } -StartDate $start -Duration 1h).Rules.EntityId |
                Should -Be 'p1', 'p2', 'p3'
            (New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -Count 1 -Rule $rules, $more).Rules.EntityId | Should -Be 'p1', 'p2', 'p3'
        }

        It 'flattens names, ids and teams' {
            (Get-CompassHeartbeat -Name $two, 'list c').Name | Should -Be $names
            (Invoke-CompassHeartbeatPing -Name $two, 'list c').Name | Should -Be $names
            (Get-CompassMaintenance -Id $windows[0, 1].Id, $windows[2].Id).Id | Should -Be $windows.Id
            (Set-CompassMaintenance -Id $windows[0, 1].Id, $windows[2].Id -Description 'all').Id | Should -Be $windows.Id
            $teams = $server.Teams[0..1].TeamId
            (Get-CompassTeam -TeamId $teams, $server.Teams[2].TeamId).TeamId | Should -Be $server.Teams[0..2].TeamId
            (New-CompassMaintenanceRule -IntegrationId $two, 'list c').EntityId | Should -Be $names
            (Get-CompassConnection -Name @((Get-CompassConnection).Name), (Get-CompassConnection).Name).Name | Should -HaveCount 2
        }

        It 'flattens states, and reads one text with commas as a list' {
            $null = Invoke-CompassHeartbeatPing -Name $two
            foreach ($status in 'Pending, Responsive', @(, @('Pending', 'Responsive')), @('Pending', @('Responsive')), 'pending;RESPONSIVE') {
                (Get-CompassHeartbeat -Name 'list *' -Status $status).Name | Sort-Object | Should -Be $names
            }
            $waited = Wait-CompassHeartbeat -Name $names -Status 'Pending, Responsive' -TimeoutSec 5 -IntervalSec 0.1
            $waited | Should -HaveCount 3
            @(Get-CompassMaintenance -Status 'active, planned').Count | Should -BeGreaterOrEqual 3
            $seen = Wait-CompassMaintenance -Id $windows.Id -Status @('planned', @('active')) -TimeoutSec 5 -IntervalSec 0.1
            $seen | Should -HaveCount 3
        }

        It 'accepts a list with one connection' {
            @(Get-CompassHeartbeat -Name 'list a' -Connection @(Get-CompassConnection -Default)) | Should -HaveCount 1
        }

        It 'reads <Text> as the days <Days>' -ForEach @(
            @{ Text = 'Saturday, Sunday'; Days = 'Saturday', 'Sunday' }
            @{ Text = 'Monday, Thursday'; Days = 'Monday', 'Thursday' }
            @{ Text = 'monday;THU'; Days = 'Monday', 'Thursday' }
            @{ Text = @('Monday', @('Tuesday', 'Friday')); Days = 'Monday', 'Tuesday', 'Friday' }
            @{ Text = @('Monday, Tuesday', 'Friday'); Days = 'Monday', 'Tuesday', 'Friday' }
            @{ Text = [DayOfWeek]::Monday; Days = 'Monday' }
        ) {
            $all = New-CompassMaintenanceSchedule -Weekly $Text -At 02:00 -Duration 1h -TimeZone UTC -StartDate 2030-01-07T00:00Z -Until 2030-01-13T23:59Z
            $all.StartDate.DayOfWeek | ForEach-Object { "$_" } | Should -Be $Days
        }

        It 'reads one text with commas as several days of a month' {
            $all = New-CompassMaintenanceSchedule -Monthly 'FirstSunday, 15' -At 01:00 -Duration 1h -TimeZone UTC -StartDate 2026-05-01T00:00Z -Count 2
            $all.StartDate.Day | Should -Be 3, 15
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'an unknown day'; Script = { New-CompassMaintenanceSchedule -Weekly Caturday -At 02:00 -Duration 1h -Count 1 } }
            @{ Name = 'an ambiguous day'; Script = { New-CompassMaintenanceSchedule -Weekly 'S' -At 02:00 -Duration 1h -Count 1 } }
            @{ Name = 'a list with an unknown day'; Script = { New-CompassMaintenanceSchedule -Weekly 'Monday, Caturday' -At 02:00 -Duration 1h -Count 1 } }
            @{ Name = 'the number 9 as a day'; Script = { New-CompassMaintenanceSchedule -Weekly 9 -At 02:00 -Duration 1h -Count 1 } }
            @{ Name = 'an empty day'; Script = { New-CompassMaintenanceSchedule -Weekly '' -At 02:00 -Duration 1h -Count 1 } }
            @{ Name = 'several types'; Script = { Get-CompassMaintenance -Type 'All, Past' } }
            @{ Name = 'several priorities'; Script = { New-CompassHeartbeat -Name several -Period 1h -AlertPriority 'P1, P2' } }
            @{ Name = 'several units'; Script = { New-CompassHeartbeat -Name several -Interval 1 -IntervalUnit 'hours, days' } }
            @{ Name = 'several states of a rule'; Script = { New-CompassMaintenanceRule -PolicyId p -State 'Disabled, Enabled' } }
            @{ Name = 'several products'; Script = { Connect-Compass -Sandbox -Product 'Compass, JiraServiceManagement' } }
            @{ Name = 'several kinds of faults'; Script = { Add-CompassSandboxFault -Kind 'Status, Delay' } }
        ) {
            $run = Invoke-Script $Script
            $run.Output | Should -BeNullOrEmpty
            $run.Errors | Should -HaveCount 1
            $server.Requests | Should -BeNullOrEmpty
            $server.Faults | Should -BeNullOrEmpty
        }

        It 'every parameter that takes a list flattens it, and every enumeration is read by name' {
            $common = [System.Management.Automation.PSCmdlet]::CommonParameters
            foreach ($command in Get-Command -Module CompassOps) {
                foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
                    $type = $parameter.ParameterType
                    $element = if ($type.IsArray) { $type.GetElementType() } else { [Nullable]::GetUnderlyingType($type) ?? $type }
                    if ($element.IsEnum -or ($type.IsArray -and -not $element.IsPrimitive)) {
                        @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentTransformationAttribute] }) |
                            Should -HaveCount 1 -Because "$command -$($parameter.Name)"
                    }
                }
            }
        }
    }

    Context 'Tags' {
        It 'reads the cell <Cell> as the tags <Tags>' -ForEach @(
            @{ Cell = 'prod, team0'; Tags = 'prod', 'team0' }
            @{ Cell = 'prod;team0,x'; Tags = 'prod', 'team0', 'x' }
            @{ Cell = '"a, b"; c'; Tags = 'a, b', 'c' }
            @{ Cell = '"say ""so"""'; Tags = 'say "so"' }
            @{ Cell = ' one ,, '; Tags = 'one' }
        ) {
            ([pscustomobject] @{ Name = "cell $(New-Guid)"; Period = '5m'; AlertTags = $Cell } | New-CompassHeartbeat).AlertTags | Should -Be $Tags
            (New-CompassHeartbeat -Name "typed $(New-Guid)" -Period 5m -AlertTag $Cell).AlertTags | Should -Be $Tags
        }

        It 'takes the items of a list literally' {
            (New-CompassHeartbeat -Name 'listed tags' -Period 5m -AlertTag 'a, b', @('c')).AlertTags | Should -Be 'a, b', 'c'
        }

        It 'refuses a cell with an open quotation mark: <_>' -ForEach '"a, b', '"a" b, c' {
            $cell = $_
            (Invoke-Script { [pscustomobject] @{ Name = 'open'; Period = '5m'; AlertTags = $cell } | New-CompassHeartbeat }).Text | Should -BeLike '*quotation mark*'
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'warns of spaces in a cell: <_>' -ForEach 'prod team0', 'prod a,b c' {
            $row = [pscustomobject] @{ Name = "blanks $(New-Guid)"; Period = '5m'; AlertTags = $_ }
            $null = $row | New-CompassHeartbeat -WarningVariable warnings 3>$null
            "$warnings" | Should -BeLike '*spaces*'
        }

        It 'keeps every tag through <_>' -ForEach 'Export-Csv', 'JSON', 'Clixml', 'a job' {
            $tags = 'prod', 'a,b', 'c;d', 'on call', 'say "so"', "it's"
            $heartbeat = New-CompassHeartbeat -Name "tags through $_" -Period 5m -AlertTag $tags
            $there = if ($_ -eq 'Export-Csv') { $heartbeat | ConvertTo-Csv | ConvertFrom-Csv } else { Send-Through $_ $heartbeat }
            $back = $there | New-CompassHeartbeat -TeamId $server.Teams[2].TeamId -WarningVariable warnings
            $back.AlertTags | Should -Be $heartbeat.AlertTags
            @($back.AlertTags).Count | Should -Be 6
            $warnings | Should -BeNullOrEmpty
            ($heartbeat | Set-CompassHeartbeat -AlertTag $heartbeat.AlertTags).AlertTags | Should -Be $heartbeat.AlertTags
        }
    }

    Context 'Exports' {
        BeforeAll {
            $rules = @(New-CompassMaintenanceRule -IntegrationId e1) + @(New-CompassMaintenanceRule -PolicyId p1 -State Enabled)
            $when = [DateTimeOffset] '2030-01-03T22:00:00.5+02:00'
            $window = New-CompassMaintenance -TeamId $team -Rule $rules -StartDate $when -Duration 26h -Description 'exported'
            $plan = New-CompassMaintenanceSchedule -Daily -At 22:00 -Duration 26h -TimeZone Europe/Berlin -StartDate $when -Count 1 -Rule $rules -TeamId $team
            $beat = New-CompassHeartbeat -Name 'exported' -Period 26h -AlertTag prod, team0
            $savedWindow = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($window, 4))
        }

        It 'are read as the same window in every culture' {
            $before = [cultureinfo]::CurrentCulture
            $seen = [System.Collections.Generic.HashSet[string]]::new()
            try {
                foreach ($culture in [cultureinfo]::GetCultures('AllCultures')) {
                    [cultureinfo]::CurrentCulture = $culture
                    foreach ($one in $window, $plan, $savedWindow) {
                        $null = $seen.Add(($one | Select-Object StartDate, EndDate, Duration, Rules, TeamId | ConvertTo-Csv | Out-String))
                    }
                    $null = $seen.Add(($beat | ConvertTo-Csv | Out-String))
                }
                # Each of the four objects has the same text in all cultures. The next loop checks that cmdlets can read the text.
                $seen | Should -HaveCount 4
                foreach ($name in 'de-DE', 'en-GB', 'en-US', 'th-TH', 'fa-IR', 'ar-SA', '') {
                    [cultureinfo]::CurrentCulture = [cultureinfo] $name
                    $copies = @(@($window, $savedWindow) | ForEach-Object { $_ | ConvertTo-Csv | ConvertFrom-Csv } | New-CompassMaintenance)
                    $copies | ForEach-Object {
                        $_.StartDate | Should -Be $window.StartDate -Because $name
                        $_.Duration | Should -Be $window.Duration
                        "$($_.Rules)" | Should -Be "$($window.Rules)"
                    }
                    $copies | Should -HaveCount 2
                    $copy = $beat | ConvertTo-Csv | ConvertFrom-Csv | Select-Object * -ExcludeProperty Name | New-CompassHeartbeat -Name "exported $name"
                    $copy.Period | Should -Be $beat.Period
                    $copy.AlertTags | Should -Be 'prod', 'team0'
                }
            }
            finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }

        It 'contain text instead of type names in CSV and HTML' {
            $csv = $window | ConvertTo-Csv | ConvertFrom-Csv
            $csv.StartDate | Should -Be '2030-01-03T20:00:00.5+00:00'
            $csv.Duration | Should -Be '1.02:00:00'
            $csv.Rules | Should -Be 'disabled integration e1, enabled policy p1'
            ($beat | ConvertTo-Csv | ConvertFrom-Csv).AlertTags | Should -Be 'prod, team0'
            foreach ($one in $window, $plan, $beat, $savedWindow, (Invoke-CompassHeartbeatPing exported)) {
                @($one | Select-Object * -ExcludeProperty AdditionalProperties | ConvertTo-Csv) + @($one | Select-Object * -ExcludeProperty AdditionalProperties | ConvertTo-Html -Fragment) |
                    Should -Not -Match 'System\.\w+\[|CompassOps\.\w+\[|Collections|\d\d?/\d\d?/\d{4}'
            }
        }

        It 'are not truncated by ConvertTo-Json at its default depth, and can be read again' {
            foreach ($one in $window, $plan, $beat, (Invoke-CompassHeartbeatPing exported)) {
                $null = $one | ConvertTo-Json -WarningVariable warnings 3>$null
                $warnings | Should -BeNullOrEmpty -Because $one.GetType().Name
            }
            $copy = $window | ConvertTo-Json | ConvertFrom-Json | New-CompassMaintenance
            $copy.StartDate, $copy.Duration | Should -Be $window.StartDate, $window.Duration
            "$($copy.Rules)" | Should -Be "$($window.Rules)"
        }

        It 'contain dates that can be compared and formatted' {
            $window.StartDate | Should -BeOfType [DateTimeOffset]
            $window.StartDate.AddDays(1) | Should -Be $when.AddDays(1)
            ($window.EndDate - $window.StartDate).TotalHours | Should -Be 26
            $window.StartDate -lt $window.EndDate | Should -BeTrue
            '{0:yyyy-MM-dd}' -f $window.StartDate.ToOffset('02:00') | Should -Be '2030-01-03'
            '{0:yyyy-MM-dd HH:mm}' -f $window.StartDate | Should -Be '2030-01-03 20:00'
            $window.StartDate.ToString('HH:mm') | Should -Be '20:00'
            $made = [CompassOps.Maintenance] @{ Id = 'x'; StartDate = $when; Rules = [CompassOps.MaintenanceRule[]] $rules }
            $made.StartDate | Should -Be $when
            ([CompassOps.Maintenance] @{ Id = 'x' }).StartDate | Should -BeNullOrEmpty
        }
    }

    Context 'Values in another case' {
        It 'sends priorities and units as the service writes them' {
            $heartbeat = New-CompassHeartbeat -Name 'other case' -Interval 2 -IntervalUnit HOURS -AlertPriority p2
            $body = Get-SentBody $server CreateHeartbeat
            "$($body.interval) $($body.intervalUnit) $($body.alertPriority)" | Should -Be '2 hours P2'
            $null = $heartbeat | Set-CompassHeartbeat -Interval 3 -IntervalUnit Day -AlertPriority p1
            $body = Get-SentBody $server UpdateHeartbeat
            "$($body.interval) $($body.intervalUnit) $($body.alertPriority)" | Should -Be '3 days P1'
            $null = [pscustomobject] @{ Name = 'a row'; Interval = 5; Unit = 'MIN'; Priority = ' p4 ' } | New-CompassHeartbeat
            $body = @(Get-SentBody $server CreateHeartbeat)[-1]
            "$($body.interval) $($body.intervalUnit) $($body.alertPriority)" | Should -Be '5 minutes P4'
        }

        It 'accepts -Type in another case' {
            $null = Get-CompassMaintenance -Type NONEXPIRED
            $server.Requests[-1].Query | Should -BeLike '*type=non-expired*'
        }
    }

    Context 'Objects from files and jobs' {
        It 'copies a window from <_> with its rules, dates and scope' -ForEach $journeys {
            $rules = @($rule) + @(New-CompassMaintenanceRule -PolicyId p1, p2 -State Enabled)
            $mine = New-CompassMaintenance -TeamId $team -Rule $rules -StartDate $start -Duration 90m -Description 'Night'
            $all = New-CompassMaintenance -Global -Rule $rules -StartDate $start -Duration 24h
            $server.ClearRequests()
            $copies = Send-Through $_ @($mine, $all) | New-CompassMaintenance
            $copies | Should -HaveCount 2
            $copies.TeamId | Should -Be $team, $null
            $copies.Scope | Should -Be 'Team', 'Global'
            $copies[0].Id | Should -Not -Be $mine.Id
            $copies[0].Description | Should -Be 'Night'
            $copies.StartDate | Should -Be $start, $start
            $copies.Duration | Should -Be ([timespan]::FromMinutes(90)), ([timespan]::FromDays(1))
            $copies[1].Rules | ForEach-Object { "$_" } | Should -Be ($rules | ForEach-Object { "$_" })
        }

        It 'copies a heartbeat from <_> with its tags, unit and enabled state' -ForEach $journeys {
            $heartbeat = New-CompassHeartbeat -Name "through $_" -Period 90m -AlertTag a, b -Enabled $false
            $server.ClearRequests()
            $copy = Send-Through $_ $heartbeat | New-CompassHeartbeat -TeamId $server.Teams[1].TeamId
            $copy.AlertTags | Should -Be 'a', 'b'
            $copy.Period | Should -Be ([timespan]::FromMinutes(90))
            $copy.Enabled | Should -BeFalse
        }

        It 'accepts rules from <_>' -ForEach $journeys {
            $rules = Send-Through $_ (New-CompassMaintenanceRule -PolicyId p1, p2)
            (New-CompassMaintenance -Global -Rule $rules -StartDate $start -Duration 1h).Rules.EntityId | Should -Be 'p1', 'p2'
        }

        It 'stops a window from <_> in its own scope' -ForEach $journeys {
            $mine = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 90m
            $all = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 24h
            $server.ClearRequests()
            (Send-Through $_ @($mine, $all) | Stop-CompassMaintenance -Force).Id | Should -Be $mine.Id, $all.Id
            ($server.Requests | Where-Object Method -EQ POST).Operation | Should -Be 'CancelTeamMaintenance', 'CancelGlobalMaintenance'
        }

        It 'keeps the duration of a window from <_> that is moved' -ForEach $journeys {
            $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 90m
            $moved = Send-Through $_ $window | Set-CompassMaintenance -StartDate $start.AddDays(1)
            $moved.StartDate | Should -Be $start.AddDays(1)
            $moved.Duration | Should -Be ([timespan]::FromMinutes(90))
        }

        It 'shows a window from <_> like the original' -ForEach 'Clixml', 'Clixml of little depth', 'a job' {
            $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 90m
            $back = Send-Through $_ $window
            $back.Rules[0].EntityId | Should -Be $integration
            $back | Format-Table | Out-String -Width 120 | Should -Be ($window | Format-Table | Out-String -Width 120)
            $back | Format-List | Out-String -Width 120 | Should -Be ($window | Format-List | Out-String -Width 120)
        }
    }

    Context 'Pipelines of different objects' {
        It 'does not copy values from the previous heartbeat' {
            $heartbeats = [pscustomobject] @{ Name = 'with all'; Period = '1h'; Description = 'd'; Enabled = $false; AlertTags = 'a'; AlertPriority = 'P1' },
            [pscustomobject] @{ Name = 'with little'; Interval = 5; IntervalUnit = 'minutes' } | New-CompassHeartbeat
            $heartbeats.Period | Should -Be ([timespan]::FromHours(1)), ([timespan]::FromMinutes(5))
            (Get-SentBody $server CreateHeartbeat)[1].PSObject.Properties.Name | Sort-Object | Should -Be 'enabled', 'interval', 'intervalUnit', 'name'
            (Get-SentBody $server CreateHeartbeat).enabled | Should -Be $false, $true
        }

        It 'does not copy values, such as the global scope, from the previous window' {
            $all = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h -Description 'all'
            $server.ClearRequests()
            $run = Invoke-Script {
                $all, [pscustomobject] @{ StartDate = $start; Duration = '2h'; Rules = $rule; Description = 'whose?' },
                [pscustomobject] @{ StartDate = $start; Duration = '3h'; Rules = $rule; TeamId = $team } | New-CompassMaintenance
            }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*whose?*'
            $run.Output.Scope | Should -Be 'Global', 'Team'
            $run.Output.Duration | Should -Be ([timespan]::FromHours(1)), ([timespan]::FromHours(3))
            $run.Output[1].Description | Should -BeNullOrEmpty
        }

        It 'uses the team of each heartbeat, or the default team for a heartbeat without a team' {
            $other = $server.Teams[1].TeamId
            $theirs = New-CompassHeartbeat -Name 'in two teams' -Period 5m -TeamId $other
            $mine = New-CompassHeartbeat -Name 'in two teams' -Period 5m
            $server.ClearRequests()
            $null = $theirs, 'in two teams', $mine | Invoke-CompassHeartbeatPing -ThrottleLimit 1
            $server.Requests.Path | ForEach-Object { $_.Split('/')[-3] } | Should -Be $other, $team, $team
        }

        It 'uses the scope of each piped window, and the global scope for a piped id' {
            $ours = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 1h
            $all = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h
            ($ours, $all.Id, $ours | Get-CompassMaintenance).Scope | Should -Be 'Team', 'Global', 'Team'
        }

        It 'lets typed parameters override piped values' {
            $heartbeat = New-CompassHeartbeat -Name 'source' -Period 5m -Description 'old' -Enabled $false
            $copy = $heartbeat | New-CompassHeartbeat -Name 'copy' -Period 2h -Description 'new' -Enabled $true
            $copy.Name, $copy.Description, $copy.Enabled, $copy.Period | Should -Be 'copy', 'new', $true, ([timespan]::FromHours(2))
            $window = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 90m
            $later = $window | New-CompassMaintenance -StartDate $start.AddDays(7)
            $later.StartDate | Should -Be $start.AddDays(7)
            $later.Duration | Should -Be ([timespan]::FromMinutes(90))
            $longer = $window | New-CompassMaintenance -Duration 4h
            $longer.StartDate, $longer.Duration | Should -Be $start, ([timespan]::FromHours(4))
            ($window | New-CompassMaintenance -TeamId $team).TeamId | Should -Be $team
        }
    }

    Context 'Rows of a table' {
        It 'creates windows from rows' {
            $rows = @(
                'TeamId,StartDate,EndDate,Description,Rules'
                "$team,2030-01-02T22:00:00Z,2030-01-03T00:00:00Z,first,"
                "$team,2030-01-09T22:00:00Z,2030-01-10T00:00:00Z,second,"
            ) | ConvertFrom-Csv | Select-Object TeamId, StartDate, EndDate, Description
            $windows = $rows | New-CompassMaintenance -Rule $rule
            $windows.Description | Should -Be 'first', 'second'
            $windows.Duration | Should -Be ([timespan]::FromHours(2)), ([timespan]::FromHours(2))
        }

        It 'reads Enabled=<_>' -ForEach 'True=True', 'true=True', 'TRUE=True', 'yes=True', '1=True', 'False=False', 'false=False', 'no=False', '0=False' {
            $word, $expected = $_ -split '='
            $row = [pscustomobject] @{ Name = "enabled $word $([guid]::NewGuid())"; Interval = '5'; IntervalUnit = 'minutes'; Enabled = $word }
            "$(($row | New-CompassHeartbeat).Enabled)" | Should -Be $expected
        }

        It 'takes the only item of a list in <Name>, and reports any other list' -ForEach @(
            @{ Name = 'AlertPriority'; Value = 'P1' }, @{ Name = 'Description'; Value = 'the text' }, @{ Name = 'AlertMessage'; Value = 'the message' }
        ) {
            $one = [pscustomobject] @{ Name = "list $([guid]::NewGuid())"; Period = '5m'; $Name = @($Value) }
            ($one | New-CompassHeartbeat).$Name | Should -Be $Value
            foreach ($list in @{ Items = @() }, @{ Items = $Value, $Value }) {
                $row = [pscustomobject] @{ Name = 'never'; Period = '5m'; $Name = $list.Items }
                foreach ($script in { $row | New-CompassHeartbeat }, { $row | Sync-CompassHeartbeat -Force }) {
                    (Invoke-Script $script).Text | Should -BeLike '*list of * items*'
                }
            }
        }

        It 'keeps a planned window whose Scope or Status is a list of several items' {
            $window = New-CompassMaintenance -Global -Rule $rule -StartDate 2030-05-01T00:00:00Z -Duration 1h
            foreach ($row in @{ Scope = 'Team', 'x' }, @{ Status = 'planned', 'x' }, @{ Status = @('planned') }) {
                $row.Id = $window.Id
                (Invoke-Script { [pscustomobject] $row | Stop-CompassMaintenance }).Errors | Should -HaveCount 1
            }
            (Get-CompassMaintenance $window.Id).Status | Should -Be 'planned'
        }

        It 'treats an empty cell as missing' {
            $row = 'Name,Interval,IntervalUnit,Description,AlertMessage,AlertPriority,AlertTags,Period', 'sparse,5,minutes,,,,,' | ConvertFrom-Csv
            $row | New-CompassHeartbeat | Should -HaveCount 1
            (Get-SentBody $server CreateHeartbeat).PSObject.Properties.Name | Sort-Object | Should -Be 'enabled', 'interval', 'intervalUnit', 'name'
        }
    }

    Context 'Scope of a window' {
        It 'rejects a row without a team instead of creating a global window' {
            $rows = 'TeamId,StartDate,Duration,Description', ',2030-01-02T22:00:00Z,2h,lost', "$team,2030-01-02T22:00:00Z,2h,found" | ConvertFrom-Csv
            $run = Invoke-Script { $rows | New-CompassMaintenance -Rule $rule }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*TeamId*'
            $run.Output.Description | Should -Be 'found'
            $server.Requests.Operation | Should -Be 'CreateTeamMaintenance'
        }

        It 'rejects an object with a null team that is not marked as global' {
            $run = Invoke-Script {
                [pscustomobject] @{ TeamId = $null; StartDate = $start; Duration = '2h'; Rules = $rule } | New-CompassMaintenance
            }
            $run.Errors | Should -HaveCount 1
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'accepts a piped global window' {
            $window = New-CompassMaintenance -Global -Rule $rule -StartDate $start -Duration 1h
            $server.ClearRequests()
            $window | Get-CompassMaintenance | Set-CompassMaintenance -Description 'still global' | Stop-CompassMaintenance -Force |
                Remove-CompassMaintenance -Confirm:$false
            ($server.Requests | Where-Object Operation -Like '*Team*') | Should -BeNullOrEmpty
            $server.Requests[-1].Operation | Should -Be 'DeleteGlobalMaintenance'
        }
    }

    It 'does not mention a row of an earlier command in an error' {
        $null = [pscustomobject] @{ Name = 'the-row'; Period = '2h'; Enabled = 'maybe' } | New-CompassHeartbeat -ErrorAction SilentlyContinue
        $failure = { New-CompassHeartbeat -Name 'typed' -Period 2 -ErrorAction Stop } | Should -Throw -PassThru
        "$failure" | Should -BeLike "*'2' has no unit*"
        "$failure" | Should -Not -BeLike '*the-row*'
    }
}
