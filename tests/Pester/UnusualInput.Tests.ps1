# Checks how the cmdlets handle unexpected pipeline objects, and unusual values in tables and parameters.
BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $null = Connect-Sandbox $server
    $team = $server.Teams[0].TeamId
    $rule = New-CompassMaintenanceRule -IntegrationId $integration

    # Runs a script block. Returns the requests that the script block sends.
    function Get-Sent([scriptblock] $Script) {
        $before = @($server.Requests).Count
        $null = Invoke-Script $Script
        @($server.Requests) | Select-Object -Skip $before
    }
}
AfterAll {
    Disconnect-Compass
    $server.Dispose()
}

Describe 'A piped object' {
    BeforeAll {
        $window = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h
        $heartbeat = New-CompassHeartbeat -Name 'piped' -Period 1h
    }

    It 'binds by its id as <_>' -ForEach 'the object', 'selected properties', 'JSON', 'a CSV row' {
        $piped = switch ($_) {
            'the object' { $window }
            'selected properties' { $window | Select-Object * }
            'JSON' { $window | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
            'a CSV row' { $window | ConvertTo-Csv | ConvertFrom-Csv }
        }
        ($piped | Get-CompassMaintenance).Id | Should -Be $window.Id
    }

    It 'a heartbeat does not bind as the id of a window' {
        Get-Sent { $heartbeat | Stop-CompassMaintenance -Force } | Should -BeNullOrEmpty
        (Invoke-Script { $heartbeat | Stop-CompassMaintenance -Force }).Errors | Should -HaveCount 1
    }

    It 'a window does not bind as the name of a heartbeat' {
        Get-Sent { $window | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
    }

    It 'a hashtable does not bind as a name' {
        Get-Sent { @{ Name = 'piped'; TeamId = $team } | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
        Get-Sent { @{ Id = $window.Id } | Remove-CompassMaintenance -Force } | Should -BeNullOrEmpty
    }

    It 'a date or a boolean does not bind as a name' {
        Get-Sent { (Get-Date), $true | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
    }

    It 'an object does not bind to a typed -Id' {
        $result = Invoke-Script { Stop-CompassMaintenance $window }
        $result.Text | Should -BeLike '*Pipe the object*'
        $result.Errors | Should -HaveCount 1
    }

    It 'a number binds as a name' {
        $null = New-CompassHeartbeat -Name '7' -Period 1h
        (7 | Get-CompassHeartbeat).Name | Should -Be '7'
    }

    It 'a team binds as a team, not as a name' {
        $names = @(Get-CompassTeam | Where-Object TeamId -EQ $team | Get-CompassHeartbeat).Name
        $names | Should -Contain 'piped'
    }

    It 'an empty value does not select everything' {
        foreach ($nothing in $null, [pscustomobject] @{ Name = $null }) {
            $result = Invoke-Script { $nothing | Get-CompassHeartbeat }
            $result.Output | Should -BeNullOrEmpty
            $result.Text | Should -BeLike '*name is empty*'
        }
    }
}

Describe 'A duration without quotes' {
    It 'is <Minutes> minutes, although PowerShell parses a number' -ForEach @(
        @{ Script = { New-CompassHeartbeat -Name 'bare 1d' -Period 1d }; Minutes = 1440 }
        @{ Script = { New-CompassHeartbeat -Name 'bare 1.5d' -Period 1.5d }; Minutes = 2160 }
        @{ Script = { New-CompassHeartbeat -Name 'bare 120s' -Period 120s }; Minutes = 2 }
    ) {
        (& $Script).Period.TotalMinutes | Should -Be $Minutes
    }

    It 'is rejected if it is a number without a unit' {
        (Invoke-Script { New-CompassHeartbeat -Name 'bare' -Period 1.5 }).Text | Should -BeLike "*'1.5' has no unit*"
    }
}

Describe 'A cell of a row' {
    It 'leaves Enabled at true if it is blank' {
        $created = "Name,Interval,IntervalUnit,Enabled`nblank,5,minutes,`nspaces,5,minutes, " | ConvertFrom-Csv | New-CompassHeartbeat
        $created.Enabled | Should -Be @($true, $true)
    }

    It 'is trimmed' {
        $null = [pscustomobject] @{ Name = 'padded'; Interval = ' 5 '; IntervalUnit = ' Hours '; AlertPriority = ' p2 ' } | New-CompassHeartbeat
        $sent = Get-SentBody $server 'CreateHeartbeat' | Where-Object Name -EQ 'padded'
        $sent.intervalUnit | Should -Be 'hours'
        $sent.alertPriority | Should -Be 'P2'
    }
}

Describe 'A piped null' {
    It 'causes one error of <Name>, and no request' -ForEach @(
        @{ Name = 'New-CompassMaintenance'; With = @{ Global = $true; Duration = '1h'; Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' } } }
        @{ Name = 'New-CompassHeartbeat'; With = @{ Name = 'of nothing'; Period = '5m' } }
        @{ Name = 'Get-CompassTeam'; With = @{} }
        @{ Name = 'Get-CompassConnection'; With = @{} }
        @{ Name = 'Disconnect-Compass'; With = @{} }
        @{ Name = 'Test-CompassConnection'; With = @{} }
        @{ Name = 'Get-CompassSandbox'; With = @{} }
        @{ Name = 'Stop-CompassSandbox'; With = @{} }
        @{ Name = 'Clear-CompassSandboxFault'; With = @{} }
    ) {
        $before = @($server.Requests).Count
        $unset = $null
        $run = Invoke-Script { $unset | & $Name @With }
        $run.Output | Should -BeNullOrEmpty
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike '*pipeline passed a null*'
        @($server.Requests) | Should -HaveCount $before
        Get-CompassConnection -Default | Should -Not -BeNullOrEmpty
        $server.IsRunning | Should -BeTrue
    }

    It 'causes one error, and the other items are processed' {
        $null = 'one', 'two' | New-CompassHeartbeat -Period 5m
        $run = Invoke-Script { 'one', $null, 'two' | Remove-CompassHeartbeat -Force }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*name is empty*'
        Get-CompassHeartbeat | Where-Object Name -In 'one', 'two' | Should -BeNullOrEmpty
    }

    It 'is reported for a null rule' {
        (Invoke-Script { New-CompassMaintenance -Global -Rule $rule, $null -Duration 1h }).Text | Should -BeLike '*rules is null*'
    }
}

Describe 'A name' {
    It '<Case> is literal in every cmdlet' -ForEach @(
        @{ Case = 'with brackets'; Name = 'db[1]' }
        @{ Case = 'with half a bracket'; Name = 'db[' }
        @{ Case = 'that is an asterisk'; Name = '*' }
        @{ Case = 'with single quotes'; Name = "it's" }
        @{ Case = 'with double quotes'; Name = 'a "b" c' }
        @{ Case = 'with a backtick and a dollar'; Name = 'a`b$c' }
        @{ Case = 'with curly quotes'; Name = "a$([char] 0x201C)b$([char] 0x2019)c" }
        @{ Case = 'with an emoji'; Name = "em$([char]::ConvertFromUtf32(0x1F600))ji" }
        @{ Case = 'in a right-to-left script'; Name = "$([char] 0x645)$([char] 0x631)$([char] 0x200F)" }
        @{ Case = 'with a blank at its end'; Name = 'trailing ' }
        @{ Case = 'that looks like a path'; Name = '../a/b' }
        @{ Case = 'that looks like a query'; Name = 'a?b=c&d#e%20f+g' }
        @{ Case = 'with a dotted capital I'; Name = "$([char] 0x130)stanbul" }
        @{ Case = 'of the maximum length'; Name = 'n' * 255 }
    ) {
        ($Name | New-CompassHeartbeat -Period 5m).Name | Should -BeExactly $Name
        $found = @($Name | Get-CompassHeartbeat)
        $found | Should -HaveCount 1
        $found[0].Name | Should -BeExactly $Name
        ($found | Invoke-CompassHeartbeatPing -Verify).Name | Should -BeExactly $Name
        (Set-CompassHeartbeat -Name $Name -Description 'd').Name | Should -BeExactly $Name
        ($Name | Wait-CompassHeartbeat -TimeoutSec 5).Name | Should -BeExactly $Name
        (Use-CompassHeartbeat -Name $Name { 'ran' }) | Should -Be 'ran'
        $Name | Remove-CompassHeartbeat -Force
        (Invoke-Script { $Name | Get-CompassHeartbeat }).Id | Should -Be 'NotFound'
    }

    It '<Case> is rejected with the message of the service, and the other heartbeats are created' -ForEach @(
        @{ Case = 'that is too long'; Name = 'n' * 3000; Says = '*255 characters*' }
        @{ Case = 'with a line break'; Name = "two`nlines"; Says = '*control characters*' }
    ) {
        $run = Invoke-Script { "before $Case", $Name, "after $Case" | New-CompassHeartbeat -Period 5m }
        $run.Output.Name | Should -Be "before $Case", "after $Case"
        $run.Text | Should -BeLike $Says
    }

    It 'with a wildcard removes nothing, and the error explains it' {
        $null = New-CompassHeartbeat -Name 'shop 1' -Period 5m
        $run = Invoke-Script { Remove-CompassHeartbeat 'shop*' -Force }
        $run.Text | Should -BeLike '*pipe the output of Get-CompassHeartbeat*'
        (Get-CompassHeartbeat 'shop 1').Name | Should -Be 'shop 1'
    }

    It 'of a team or a connection can contain wildcards in a parameter, and is literal from the pipeline' {
        (Get-CompassTeam 'Pay*').TeamName | Should -Be 'Payments'
        (Invoke-Script { 'Pay*' | Get-CompassTeam }).Id | Should -Be 'TeamNotFound'
        Get-CompassConnection '*' | Should -HaveCount 1
        (Invoke-Script { '*' | Get-CompassConnection }).Id | Should -Be 'ConnectionNotFound'
    }
}

Describe 'Another culture' {
    BeforeAll {
        $cultureBefore = [cultureinfo]::CurrentCulture
    }

    AfterAll {
        [cultureinfo]::CurrentCulture = $cultureBefore
    }

    It '<_> does not affect numbers, dates and words' -ForEach 'de-DE', 'tr-TR', 'ar-SA', 'fa-IR', 'th-TH' {
        [cultureinfo]::CurrentCulture = $_
        $made = [pscustomobject] @{ Name = "c $_"; Interval = '5.0'; IntervalUnit = 'MINUTES'; Enabled = 'FALSE'; AlertPriority = 'p1' } | New-CompassHeartbeat
        $made.Period, $made.Enabled, $made.AlertPriority | Should -Be ([timespan] '00:05:00'), $false, 'P1'
        (New-CompassHeartbeat -Name "d $_" -Period 1.5h).Period | Should -Be ([timespan] '01:30:00')
        (Invoke-Script { [pscustomobject] @{ Name = 'x'; Interval = '1,5'; IntervalUnit = 'minutes' } | New-CompassHeartbeat }).Text | Should -BeLike "*'1,5'*"
        $window = New-CompassMaintenance -TeamId $team -Rule @{ STATE = 'DISABLED'; ENTITYTYPE = 'INTEGRATION'; ENTITYID = 'i' } -StartDate '2030-03-04 05:06' -Duration 1d
        $window.StartDate.UtcDateTime | Should -Be ([datetime]::new(2030, 3, 4, 5, 6, 0, [DateTimeKind]::Local).ToUniversalTime())
        $window | Format-Table | Out-String -Width 120 | Should -BeLike '*2030-03-04 05:06*'
        (Get-CompassMaintenance -TeamId $team -Status PLANNED -Type NONEXPIRED).Id | Should -Contain $window.Id
        (New-CompassMaintenanceRule -PolicyId p -State ENABLED).State | Should -Be 'enabled'
        $plan = New-CompassMaintenanceSchedule -Weekly Friday -At 02:00 -Duration 1h -Count 1 -StartDate 2030-01-01 -TimeZone UTC
        $plan | Format-List | Out-String -Width 120 | Should -BeLike '*Fri 2030-01-04 02:00 +00:00*'
        $plan | Format-Wide | Out-String -Width 120 | Should -BeLike '*Fri 2030-01-04 02:00 +00:00*'
    }
}

Describe 'A team' {
    It 'is accepted as <_>' -ForEach '{0}', ' {0} ', 'ari:cloud:identity::team/{0}', 'https://acme.atlassian.net/jira/people/team/{0}?ref=x',
    'https://home.atlassian.com/o/org/people/team/{0}#top', 'https://acme.atlassian.net/jira/ops/teams/{0}/on-call',
    'https://api.atlassian.com/compass/cloud/c/ops/v1/teams/{0}/heartbeats' {
        $written = $_ -f $server.Teams[2].TeamId
        (New-CompassHeartbeat -Name "by $written" -Period 5m -TeamId $written).TeamId | Should -Be $server.Teams[2].TeamId
    }

    It 'is not accepted as <_>: one error, and no request' -ForEach 'https://acme.atlassian.net/x', 'ari:cloud:identity::user/1' {
        $wrong = $_
        $sent = Get-Sent { [pscustomobject] @{ Name = 'x'; TeamId = $wrong } | Set-CompassHeartbeat -Description d }
        $sent | Should -BeNullOrEmpty
        (Invoke-Script { Get-CompassHeartbeat -TeamId $wrong }).Text | Should -BeLike "*TeamId*$wrong*"
    }

    It 'is accepted as <_>' -ForEach 'the team', 'a team from JSON', 'a hashtable', 'a heartbeat', 'an address' {
        $mine, $case = $server.Teams[1], $_
        $given = switch ($case) {
            'the team' { Get-CompassTeam $mine.TeamName }
            'a team from JSON' { Get-CompassTeam $mine.TeamName | ConvertTo-Json | ConvertFrom-Json }
            'a hashtable' { @{ TeamId = $mine.TeamId } }
            'a heartbeat' { New-CompassHeartbeat -Name 'billing' -Period 5m -TeamId $mine.TeamId }
            'an address' { [uri] "https://acme.atlassian.net/jira/people/team/$($mine.TeamId)" }
        }
        (New-CompassHeartbeat -Name "team from $case" -Period 5m -TeamId $given).TeamId | Should -Be $mine.TeamId
        (Get-CompassHeartbeat "team from $case" -TeamId $given).TeamId | Should -Be $mine.TeamId
        (New-CompassMaintenance -TeamId $given -Rule $rule -Duration 1h).TeamId | Should -Be $mine.TeamId
    }

    It 'can be a list' {
        (Get-CompassHeartbeat -TeamId (Get-CompassTeam)).TeamId | Select-Object -Unique | Should -Contain $server.Teams[1].TeamId
    }

    It 'is not accepted as <Case>: one error, and no request' -ForEach @(
        @{ Case = 'a folder'; Given = { Get-Item . } }
        @{ Case = 'an object without a team'; Given = { [pscustomobject] @{ Name = 'x' } } }
        @{ Case = 'a global window'; Given = { $everybody } }
    ) {
        $everybody = New-CompassMaintenance -Global -Rule $rule -Duration 1h
        Get-Sent { New-CompassHeartbeat -Name 'x' -Period 5m -TeamId (& $Given) } | Should -BeNullOrEmpty
        (Invoke-Script { New-CompassHeartbeat -Name 'x' -Period 5m -TeamId (& $Given) }).Text | Should -BeLike '*TeamId*does not identify a team*Get-CompassTeam*'
    }

    It 'is returned for a piped heartbeat or team; a global window causes an error' {
        $null = New-CompassHeartbeat -Name 'whose' -Period 5m -TeamId $server.Teams[2].TeamId
        (Get-CompassHeartbeat whose -TeamId $server.Teams[2].TeamId | Get-CompassTeam).TeamName | Should -Be $server.Teams[2].TeamName
        (Get-CompassTeam 'Pay*' | Get-CompassTeam).TeamName | Should -Be 'Payments'
        (Invoke-Script { New-CompassMaintenance -Global -Rule $rule -Duration 1h | Get-CompassTeam }).Text | Should -BeLike '*no team*'
    }
}

Describe 'A row' {
    It 'with an invalid value is reported by number, name and field: <Field>' -ForEach @(
        @{ Field = 'Interval'; Cell = 'five' }
        @{ Field = 'Period'; Cell = 'soon' }
        @{ Field = 'Enabled'; Cell = 'maybe' }
        @{ Field = 'TeamId'; Cell = 'https://nowhere.test/' }
        @{ Field = 'AlertTags'; Cell = 'System.String[]'; Parameter = 'AlertTag' }
    ) {
        $good = [pscustomobject] @{ Name = "good $Field"; Period = '5m' }
        $bad = [pscustomobject] @{ Name = 'bad'; $Field = $Cell }
        $run = Invoke-Script { $good, $bad | New-CompassHeartbeat }
        $run.Output.Name | Should -Be "good $Field"
        $run.Text | Should -Match "'$(if ($Parameter) { $Parameter } else { $Field })'.*Row 2 \('bad'\).*$([regex]::Escape($Cell))"
    }

    It 'with an empty name is reported by its number' {
        $run = Invoke-Script { 'Name,Period', 'n1,5m', ',5m', 'n3,5m', ' ,5m' | ConvertFrom-Csv | New-CompassHeartbeat }
        $run.Output.Name | Should -Be 'n1', 'n3'
        $run.Errors[0].ErrorDetails.Message | Should -BeLike "Row 2: *name is empty*"
        $run.Errors[1].ErrorDetails.Message | Should -BeLike "Row 4: *name is empty*"
        (Invoke-Script { 'Duration,Description', '1h,', '0h,' | ConvertFrom-Csv | New-CompassMaintenance -TeamId $team -Rule $rule }).Text | Should -BeLike 'Row 2: *'
    }

    It 'without a name is reported by its number: <Field>' -ForEach @(
        @{ Field = 'StartDate'; Cell = '2030-02-30' }
        @{ Field = 'EndDate'; Cell = 'then' }
        @{ Field = 'Duration'; Cell = '5' }
        @{ Field = 'Rules'; Cell = 'CompassOps.MaintenanceRule[]'; Parameter = 'Rule' }
    ) {
        $row = @{ StartDate = '2030-01-01'; Duration = '1h'; Rules = $rule }
        $row[$Field] = $Cell
        $good = [pscustomobject] @{ StartDate = '2030-01-01'; Duration = '1h'; Rules = $rule }
        $run = Invoke-Script { $good, [pscustomobject] $row | New-CompassMaintenance -TeamId $team }
        $run.Output | Should -HaveCount 1
        $run.Text | Should -Match "'$(if ($Parameter) { $Parameter } else { $Field })'.*Row 2: .*$([regex]::Escape($Cell))"
    }
}

Describe 'A column' {
    It 'binds by the column names of the views and by common names' {
        $row = 'Name,Period,Priority,Tags,Message', 'as shown,5m,P1,a;b,Silent!' | ConvertFrom-Csv
        $made = $row | New-CompassHeartbeat -WarningVariable warned
        $made.AlertPriority, $made.AlertMessage | Should -Be 'P1', 'Silent!'
        $made.AlertTags | Should -Be 'a', 'b'
        $warned | Should -BeNullOrEmpty
        ([pscustomobject] @{ Name = 'as said'; Interval = 2; Unit = 'hours'; Tag = 'c' } | New-CompassHeartbeat).Period | Should -Be ([timespan] '02:00:00')
        (Set-CompassHeartbeat 'as said' -Tags d -Priority P4 -Message m -Interval 3 -Unit days).AlertTags | Should -Be 'd'
    }

    It 'that matches no parameter causes one warning, before the first create request' {
        $rows = 'Name,Period,Active,Color,Blank', 'r1,5m,false,red,', 'r2,5m,false,,', 'r3,5m,true,red,' | ConvertFrom-Csv
        $made = $rows | New-CompassHeartbeat -WarningVariable warned 3> $null
        $made.Name | Should -Be 'r1', 'r2', 'r3'
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*New-CompassHeartbeat ignores the columns 'Active' and 'Color'*uses are Name, *AlertPriority*"
        Get-Sent { $rows | New-CompassHeartbeat -WarningAction Stop } | Should -BeNullOrEmpty
    }

    It 'that only a later row contains causes a warning at this row' {
        $rows = [pscustomobject] @{ Name = 'l1'; Period = '5m'; Active = $null }, [pscustomobject] @{ Name = 'l2'; Period = '5m'; Active = $true; Size = 3 }
        $null = $rows | New-CompassHeartbeat -WarningVariable warned 3> $null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*ignores the columns 'Active' and 'Size'*"
    }

    It 'that is a property of heartbeats causes no warning, as <_>' -ForEach 'the object', 'JSON', 'a CSV row', 'Clixml', 'a job', 'a response of Opsgenie' {
        $case = $_
        $source = New-CompassHeartbeat -Name "copied from $case" -Period 5m
        $piped = switch ($case) {
            'the object' { $source }
            'JSON' { $source | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
            'a CSV row' { $source | Select-Object * -ExcludeProperty AlertTags | ConvertTo-Csv | ConvertFrom-Csv }
            'Clixml' { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($source)) }
            'a job' { Start-Job { $using:source } | Receive-Job -Wait -AutoRemoveJob }
            default { '{"id":"1","name":"o","interval":1,"intervalUnit":"days","enabled":true,"expired":false,"ownerTeam":{"id":"x","name":"Ops"},"lastPingTime":"2020-01-01T00:00:00Z"}' | ConvertFrom-Json }
        }
        $null = $piped | New-CompassHeartbeat -TeamId $server.Teams[1].TeamId -WarningVariable warned 3> $null
        $warned | Should -BeNullOrEmpty
    }

    It 'of a window also causes a warning if it is not a property of windows' {
        $window = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Description 'Patch night'
        $plan = New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -Count 1 -TeamId $team -Rule $rule
        $null = @($window, $plan) | ConvertTo-Json -Depth 5 | ConvertFrom-Json | New-CompassMaintenance -WarningVariable warned 3> $null
        $warned | Should -BeNullOrEmpty
        $null = 'Description,Duration,Repeat', 'w,1h,weekly' | ConvertFrom-Csv |
            New-CompassMaintenance -TeamId $team -Rule $rule -WarningVariable warned 3> $null
        "$warned" | Should -BeLike "*New-CompassMaintenance ignores the column 'Repeat'*uses are *"
    }
}

Describe 'New-CompassHeartbeat and New-CompassMaintenance' {
    It 'create heartbeats from responses of the Opsgenie API' {
        $file = Join-Path $TestDrive 'opsgenie.json'
        Set-Content $file (@'
{"data":{"heartbeats":[
 {"name":"Nightly backup","description":"tape","interval":1,"intervalUnit":"days","enabled":true,"expired":false,
  "ownerTeam":{"id":"4513b7ea-3b91-438f-b7e4-e3e54af9147c","name":"Ops"},"alertTags":["backup","tape"],"alertPriority":"P1",
  "alertMessage":"No backup","lastPingTime":"2020-04-22T14:07:50.143Z"},
 {"name":"Old","description":"","interval":10,"intervalUnit":"minutes","enabled":false,"expired":true,
  "ownerTeam":{"id":"4513b7ea-3b91-438f-b7e4-e3e54af9147c","name":"Ops"},"alertTags":[],"alertPriority":"P3","alertMessage":""}
]},"took":0.1,"requestId":"x"}
'@)
        $made = (Get-Content $file -Raw | ConvertFrom-Json).data.heartbeats | New-CompassHeartbeat -TeamId $team
        $made.Name | Should -Be 'Nightly backup', 'Old'
        $made.Period | Should -Be ([timespan] '1.00:00:00'), ([timespan] '00:10:00')
        $made.Enabled | Should -Be $true, $false
        $made[0].AlertTags | Should -Be 'backup', 'tape'
        $made[0].AlertMessage, $made[0].AlertPriority, $made[0].Description | Should -Be 'No backup', 'P1', 'tape'
        $made.TeamId | Should -Be $team, $team
    }

    It 'accept rules as hashtables and in the service''s JSON form' {
        $wire = '[{"state":"enabled","entity":{"id":"p1","type":"policy"}},{"state":"noMaintenance","entity":{"id":"s1","type":"sync"}}]' | ConvertFrom-Json
        $rules = (New-CompassMaintenance -TeamId $team -Duration 1h -Rule $wire).Rules
        $rules | ForEach-Object { "$_" } | Should -Be 'enabled policy p1', 'noMaintenance sync s1'
        $tables = @{ State = 'Disabled'; EntityType = 'Integration'; EntityId = 'i1' }, @{ state = 'disabled'; entity = @{ id = 'p2'; type = 'policy' } }
        (New-CompassMaintenance -TeamId $team -Duration 1h -Rule $tables).Rules | ForEach-Object { "$_" } | Should -Be 'disabled integration i1', 'disabled policy p2'
    }

    It 'copy heartbeats to another team, and a past window with its duration and rules' {
        $from, $to = $server.Teams[3, 4].TeamId
        $null = 1..25 | ForEach-Object { New-CompassHeartbeat -Name "copy $_" -Period "$($_)h" -TeamId $from -AlertTag "t$_" }
        $copies = Get-CompassHeartbeat -TeamId $from | New-CompassHeartbeat -TeamId $to
        $copies.Period | Should -Be (1..25 | ForEach-Object { [timespan]::FromHours($_) })
        $copies.AlertTags | Should -Be (1..25 | ForEach-Object { "t$_" })
        $copies.TeamId | Select-Object -Unique | Should -Be $to
        $past = New-CompassMaintenance -TeamId $from -Rule $rule, @{ State = 'enabled'; EntityType = 'policy'; EntityId = 'p' } -Duration 95m -Description 'again'
        $null = $past | Stop-CompassMaintenance -Force
        $server.Step([timespan] '03:00:00')
        $at = [DateTimeOffset]::Now.AddDays(2)
        $again = Get-CompassMaintenance -Id $past.Id -TeamId $from | New-CompassMaintenance -StartDate $at
        $again.Duration | Should -Be (Get-CompassMaintenance -Id $past.Id -TeamId $from).Duration
        $again.Rules | ForEach-Object { "$_" } | Should -Be ($past.Rules | ForEach-Object { "$_" })
        $again.Description | Should -Be 'again'
    }
}

Describe 'The cmdlets' {
    It 'accept unknown values for -Status and -Type' {
        (Invoke-Script { Get-CompassHeartbeat -Status Dozing }).Errors | Should -BeNullOrEmpty
        (Invoke-Script { Get-CompassMaintenance -Status dozing }).Errors | Should -BeNullOrEmpty
        (Get-Sent { Get-CompassMaintenance -Type dozing }).Query | Should -BeLike '*type=dozing*'
    }

    It 'reject contradicting parameters with one error and no request: <_>' -ForEach @(
        'Get-CompassMaintenance -Id x -Type Past'
        'Connect-Compass -Site a -CloudId b'
        'New-CompassMaintenanceSchedule -Daily -Weekly Monday -At 02:00 -Duration 1h -Count 1'
        'New-CompassHeartbeat a 5 minutes'
        'Set-CompassHeartbeat a b'
        'Get-CompassHeartbeat -First 0'
        'Get-CompassHeartbeat -Nmae x'
    ) {
        $line = [scriptblock]::Create($_)
        Get-Sent $line | Should -BeNullOrEmpty
        (Invoke-Script $line).Errors | Should -HaveCount 1
    }

    It 'use the right connection if two connections are used alternately' {
        $second = Open-Sandbox
        $there = Connect-Sandbox $second @{ Name = 'second'; NoDefault = $true }
        try {
            1..10 | ForEach-Object {
                New-CompassHeartbeat -Name "here $_" -Period 5m | Invoke-CompassHeartbeatPing | Out-Null
                New-CompassHeartbeat -Name "there $_" -Period 5m -Connection $there | Invoke-CompassHeartbeatPing -Connection second | Out-Null
            }
            Get-CompassHeartbeat -Connection second | ForEach-Object Name | Should -Be (1..10 | ForEach-Object { "there $_" })
            Get-CompassHeartbeat 'there *' | Should -BeNullOrEmpty
            (Get-CompassHeartbeat 'here *' | New-CompassHeartbeat -Connection second -TeamId $second.Teams[1].TeamId).Count | Should -Be 10
        }
        finally {
            $second.Dispose()
        }
    }

    It 'work in strict mode, with ErrorAction Stop, and in a pipeline that ends early' {
        & {
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            $null = 1..40 | ForEach-Object { "strict $_" } | New-CompassHeartbeat -Period 5m -ThrottleLimit 8
            (Get-CompassHeartbeat 'strict *' | Invoke-CompassHeartbeatPing | Select-Object -First 2).Name | Should -Be @(Get-CompassHeartbeat 'strict *')[0, 1].Name
            (Get-CompassHeartbeat -PageSize 5 | Select-Object -First 1) | Should -HaveCount 1
            Get-CompassHeartbeat 'strict 1' | Format-List | Out-String | Should -BeLike '*strict 1*'
        }
    }
}

Describe 'A list where one value is expected' {
    It 'is shown by its items in the error: <_>' -ForEach @(
        { New-CompassHeartbeat list -Period 1,5h }
        { New-CompassMaintenance -TeamId $team -Rule $rule -StartDate 2030-01-01,5h -Duration 1h }
    ) {
        "$((Invoke-Script $_).Errors)" | Should -Match "'(1|2030-01-01), 5h'"
    }
}
