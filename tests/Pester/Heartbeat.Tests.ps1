# Checks the requests and the output of the heartbeat cmdlets.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Heartbeats' {
    BeforeEach {
        $server = Open-Sandbox @{ ClockStopped = $true }
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'New-CompassHeartbeat' {
        It 'sends the specified parameters, and enabled as true' {
            $heartbeat = New-CompassHeartbeat -Name 'DNS' -Interval 5 -IntervalUnit minutes -Description 'is it on?' -AlertMessage 'DNS is silent' `
                -AlertTag critical, dns -AlertPriority P2
            $heartbeat.PSObject.TypeNames[0] | Should -Be 'CompassOps.Heartbeat'
            $heartbeat.Name | Should -Be 'DNS'
            $heartbeat.Period | Should -Be ([timespan]::FromMinutes(5))
            $heartbeat.Status | Should -Be 'Pending'
            $heartbeat.TeamId | Should -Be $team
            $body = Get-SentBody $server CreateHeartbeat
            $body.PSObject.Properties.Name | Sort-Object |
                Should -Be 'alertMessage', 'alertPriority', 'alertTags', 'description', 'enabled', 'interval', 'intervalUnit', 'name'
            $body.enabled | Should -BeTrue
            $body.alertTags | Should -Be 'critical', 'dns'
        }

        It 'sends no other property' {
            $null = New-CompassHeartbeat 'plain' -Period 2h -Enabled $false
            $body = Get-SentBody $server CreateHeartbeat
            $body.PSObject.Properties.Name | Sort-Object | Should -Be 'enabled', 'interval', 'intervalUnit', 'name'
            $body.interval | Should -Be 2
            $body.intervalUnit | Should -Be 'hours'
            $body.enabled | Should -BeFalse
        }

        It 'creates a heartbeat in another team' {
            $other = $server.Teams[1].TeamId
            (New-CompassHeartbeat -Name 'theirs' -Period 24h -TeamId $other).TeamId | Should -Be $other
            $server.Requests[0].Path | Should -BeLike "*/teams/$other/heartbeats"
        }

        It 'accepts the usual abbreviations of a unit, and sends an unknown word unchanged' {
            foreach ($pair in 'm=minutes', 'MIN=minutes', 'mins=minutes', 'h=hours', 'hr=hours', 'Hrs=hours', ' d =days', 'Hour=hours', 'weeks=weeks') {
                $word, $unit = $pair.Split('=')
                $null = Invoke-Script { New-CompassHeartbeat -Name "every $word" -Interval 5 -IntervalUnit $word }
                (Get-SentBody $server CreateHeartbeat)[-1].intervalUnit | Should -BeExactly $unit
            }
            $null = Set-CompassHeartbeat 'every h' -Interval 3 -IntervalUnit d
            (Get-SentBody $server UpdateHeartbeat).intervalUnit | Should -BeExactly 'days'
            $row = [pscustomobject] @{ Name = 'row'; Interval = 60; IntervalUnit = 'min'; Period = '1h' }
            ($row | New-CompassHeartbeat).Period | Should -Be ([timespan] '01:00:00')
        }

        It 'accepts rows of a table' {
            $rows = 'Name,Interval,IntervalUnit,Enabled,AlertTags', 'a,5,minutes,false,x;y', 'b,1,days,TRUE,' | ConvertFrom-Csv
            ($rows | New-CompassHeartbeat).Name | Should -Be 'a', 'b'
            $bodies = Get-SentBody $server CreateHeartbeat
            $bodies.enabled | Should -Be $false, $true
            $bodies[0].alertTags | Should -Be 'x', 'y'
        }

        It 'copies a heartbeat to another team' {
            $copy = New-CompassHeartbeat -Name 'one' -Period 90m -AlertTag a, b -Enabled $false -Description 'd' |
                Select-Object Name, Interval, IntervalUnit, Enabled, AlertTags, Description |
                New-CompassHeartbeat -TeamId $server.Teams[1].TeamId
            $copy.TeamId | Should -Be $server.Teams[1].TeamId
            $copy.Period | Should -Be ([timespan]::FromMinutes(90))
            $copy.Enabled | Should -BeFalse
            $copy.AlertTags | Should -Be 'a', 'b'
        }
    }

    Context 'Get-CompassHeartbeat' {
        BeforeEach {
            $null = 1..25 | ForEach-Object { [pscustomobject] @{ Name = 'shop {0:d2}' -f $_ } } | New-CompassHeartbeat -Period 5m
            $null = New-CompassHeartbeat -Name 'bank' -Period 5m
            $server.ClearRequests()
        }

        It 'lists all heartbeats over several pages' {
            Get-CompassHeartbeat | Should -HaveCount 26
        }

        It 'gets a heartbeat by its name from any page of the list' {
            (Get-CompassHeartbeat 'shop 25').Name | Should -Be 'shop 25'
        }

        It 'gets several heartbeats in the order of the given names' {
            (Get-CompassHeartbeat 'shop 02', 'bank').Name | Should -Be 'shop 02', 'bank'
        }

        It 'accepts wildcards' {
            (Get-CompassHeartbeat 'shop 0*').Name | Should -Be (1..9 | ForEach-Object { "shop 0$_" })
        }

        It 'writes an error for a missing name, but not for a wildcard without matches' {
            $run = Invoke-Script { Get-CompassHeartbeat 'zoo*' }
            $run.Errors | Should -BeNullOrEmpty
            $run.Output | Should -BeNullOrEmpty
            $run = Invoke-Script { Get-CompassHeartbeat 'zoo', 'bank' }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*zoo*'
            $run.Id | Should -BeLike '*NotFound'
            $run.Errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $run.Output.Name | Should -Be 'bank'
        }

        It 'gets heartbeats with a status' {
            $null = Invoke-CompassHeartbeatPing bank
            (Get-CompassHeartbeat -Status Responsive).Name | Should -Be 'bank'
            Get-CompassHeartbeat -Status Pending | Should -HaveCount 25
        }

        It 'warns of an unknown status that no heartbeat has' {
            Get-CompassHeartbeat -Status Unresponsiv, Responsive -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*'Unresponsiv'*Pending, Responsive, Unresponsive*"
            Get-CompassHeartbeat -Status Unresponsive, pending -First 1 -WarningVariable warned | Should -HaveCount 1
            Get-CompassHeartbeat -Status Unresponsive -WarningVariable +warned | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
        }

        It 'gets heartbeats of several teams' {
            $null = New-CompassHeartbeat -Name 'theirs' -Period 5m -TeamId $server.Teams[1].TeamId
            $all = Get-CompassHeartbeat -TeamId $server.Teams[0].TeamId, $server.Teams[1].TeamId
            $all | Should -HaveCount 27
            ($all | Where-Object Name -EQ 'theirs').TeamId | Should -Be $server.Teams[1].TeamId
        }

        It 'reads no more pages than -First needs' {
            Get-CompassHeartbeat -First 5 | Should -HaveCount 5
            $server.Requests | Should -HaveCount 1
        }

        It 'applies -Skip' {
            (Get-CompassHeartbeat -Skip 20 -First 2).Name | Should -Be (Get-CompassHeartbeat | Select-Object -Skip 20 -First 2).Name
        }

        It 'requests pages of the given size' {
            Get-CompassHeartbeat -PageSize 10 | Should -HaveCount 26
            $server.Requests | Should -HaveCount 3
            $server.Requests[0].Query | Should -BeLike '*size=10*'
        }

        It 'reads at most one more page after the pipeline stops' {
            Get-CompassHeartbeat -PageSize 5 | Select-Object -First 1 | Should -HaveCount 1
            $server.Requests.Count | Should -BeLessOrEqual 2
        }

        It 'returns the first heartbeats before it reads the last page' {
            $seen = [System.Collections.Generic.List[int]]::new()
            Get-CompassHeartbeat -PageSize 5 | ForEach-Object { $seen.Add($server.Requests.Count) }
            $seen[0] | Should -BeLessOrEqual 2
            $seen[25] | Should -Be 6
        }
    }

    Context 'Set-CompassHeartbeat' {
        BeforeEach {
            $hb = New-CompassHeartbeat -Name 'till' -Period 5m -Description 'old' -AlertMessage 'silent' -AlertTag a, b -AlertPriority P1
            $server.ClearRequests()
        }

        It 'changes only the specified properties' {
            $changed = Set-CompassHeartbeat till -Period 2h
            $changed.Period | Should -Be ([timespan]::FromHours(2))
            $changed.Description | Should -Be 'old'
            (Get-SentBody $server UpdateHeartbeat).PSObject.Properties.Name | Sort-Object | Should -Be 'interval', 'intervalUnit'
        }

        It 'sends only the description if <_> is piped' -ForEach 'heartbeat', 'stale heartbeat', 'Clixml', 'JSON', 'CSV row', 'job' {
            $piped = switch ($_) {
                'heartbeat' { $hb }
                'stale heartbeat' { $null = Set-CompassHeartbeat till -AlertPriority P5 -Enabled $false; $server.ClearRequests(); $hb }
                'Clixml' {
                    $file = Join-Path $TestDrive 'hb.xml'
                    $hb | Export-Clixml $file
                    Import-Clixml $file
                }
                'JSON' { $hb | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
                'CSV row' { $hb | ConvertTo-Csv | ConvertFrom-Csv }
                'job' { Start-Job { $using:hb } | Receive-Job -Wait -AutoRemoveJob }
            }
            $changed = $piped | Set-CompassHeartbeat -Description 'new'
            $changed.Description | Should -Be 'new'
            $server.Requests | Should -HaveCount 1
            $server.Requests[0].Path | Should -BeLike "*/teams/$team/heartbeats"
            $server.Requests[0].Body | Should -Be '{"description":"new"}'
        }

        It 'clears the description with <Name>' -ForEach @{ Name = 'null'; Value = $null }, @{ Name = 'an empty text'; Value = '' } {
            (Set-CompassHeartbeat till -Description $Value).Description | Should -BeNullOrEmpty
            $server.Requests[0].Body | Should -Be '{"description":""}'
        }

        It 'clears the tags with <Name>' -ForEach @{ Name = 'null'; Value = $null }, @{ Name = 'an empty list'; Value = @() } {
            (Set-CompassHeartbeat till -AlertTag $Value).AlertTags | Should -BeNullOrEmpty
            $server.Requests[0].Body | Should -Be '{"alertTags":[]}'
        }

        It 'treats a name with brackets literally' {
            $null = New-CompassHeartbeat -Name 'db[1]' -Period 5m
            $null = New-CompassHeartbeat -Name 'db1' -Period 5m
            $server.ClearRequests()
            (Get-CompassHeartbeat | Where-Object Name -EQ 'db[1]' | Set-CompassHeartbeat -Description x).Name | Should -Be 'db[1]'
            ($server.Requests | Where-Object Method -EQ PATCH).Query | Should -Be 'name=db%5B1%5D'
        }

        It 'reports a missing name' {
            $run = Invoke-Script { 'nobody', 'till' | Set-CompassHeartbeat -Description x }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*nobody*'
            $run.Output.Name | Should -Be 'till'
        }

        It 'suggests a name in another case' {
            $run = Invoke-Script { Set-CompassHeartbeat TILL -Description x }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*case*Get-CompassHeartbeat*'
            (Get-CompassHeartbeat TILL*).Name | Should -BeExactly 'till'
        }
    }

    Context 'Enable-, Disable- and Remove-CompassHeartbeat' {
        BeforeEach {
            $null = 'a', 'b', 'c' | ForEach-Object { New-CompassHeartbeat -Name $_ -Period 5m }
            $server.ClearRequests()
        }

        It 'disables and enables a heartbeat, and returns it' {
            (Get-CompassHeartbeat | Disable-CompassHeartbeat).Enabled | Should -Be $false, $false, $false
            (Enable-CompassHeartbeat b).Enabled | Should -BeTrue
            ($server.Requests | Where-Object Method -EQ PATCH).Body |
                Should -Be '{"enabled":false}', '{"enabled":false}', '{"enabled":false}', '{"enabled":true}'
        }

        It 'removes the heartbeat, and returns nothing' {
            Get-CompassHeartbeat a, c | Remove-CompassHeartbeat -Confirm:$false | Should -BeNullOrEmpty
            (Get-CompassHeartbeat).Name | Should -Be 'b'
        }

        It 'removes with -Force without a prompt' {
            Remove-CompassHeartbeat b -Force
            (Get-CompassHeartbeat).Name | Should -Be 'a', 'c'
        }

        It 'reports a missing heartbeat, and removes the other heartbeats' {
            $run = Invoke-Script { 'a', 'nobody', 'c' | Remove-CompassHeartbeat -Confirm:$false }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*nobody*'
            (Get-CompassHeartbeat).Name | Should -Be 'b'
        }
    }

    Context 'Invoke-CompassHeartbeatPing' {
        BeforeEach {
            $null = 1..20 | ForEach-Object { New-CompassHeartbeat -Name ('beat {0:d2}' -f $_) -Period 5m }
            $server.ClearRequests()
        }

        It 'makes a heartbeat responsive, until its period has passed' {
            $ping = Invoke-CompassHeartbeatPing 'beat 07'
            $ping.PSObject.TypeNames[0] | Should -Be 'CompassOps.HeartbeatPing'
            $ping.Message | Should -BeLike 'PONG*'
            $ping.Verified | Should -BeFalse
            (Get-CompassHeartbeat 'beat 07').Status | Should -Be 'Responsive'
            $server.Step([timespan]::FromMinutes(6))
            (Get-CompassHeartbeat -Status Unresponsive).Name | Should -Be 'beat 07'
        }

        It 'returns results in the order of the input' {
            (Get-CompassHeartbeat | Invoke-CompassHeartbeatPing -ThrottleLimit 8).Name | Should -Be (Get-CompassHeartbeat).Name
            $server.Requests | Where-Object Operation -EQ PingHeartbeat | Should -HaveCount 20
        }

        It 'checks with -Verify whether the heartbeat exists, and does not ping a missing heartbeat' {
            (Invoke-CompassHeartbeatPing 'beat 01' -Verify).Verified | Should -BeTrue
            $server.ClearRequests()
            $run = Invoke-Script { 'nobody', 'beat 02' | Invoke-CompassHeartbeatPing -Verify }
            $run.Errors | Should -HaveCount 1
            $run.Text | Should -BeLike '*nobody*'
            $run.Output.Name | Should -Be 'beat 02'
            $server.Requests | Where-Object Operation -EQ PingHeartbeat | Should -HaveCount 1
        }

        It 'warns of a typed wildcard, because the response never shows a missing heartbeat' {
            (Invoke-CompassHeartbeatPing 'beat 0*', 'beat 01' -WarningVariable warned -WarningAction SilentlyContinue).Name | Should -Be 'beat 0*', 'beat 01'
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*'beat 0``*'*Get-CompassHeartbeat*-Verify*"
            $null = 'what?' | Invoke-CompassHeartbeatPing -WarningVariable warned
            $null = Invoke-CompassHeartbeatPing 'db[1]' -WarningVariable +warned
            $warned | Should -BeNullOrEmpty
        }

        It 'encodes the name' {
            $null = Invoke-CompassHeartbeatPing "a&b=c d/$([char] 0xFC)"
            $server.Requests[0].Query | Should -Be 'name=a%26b%3Dc%20d%2F%C3%BC'
        }
    }
}

Describe 'An empty team' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server
        $null = New-CompassHeartbeat -Name 'nightly' -Period 5m
    }
    BeforeEach { $server.ClearRequests() }
    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'in a piped row is an error and never the default team, for <Name> and TeamId <Empty>' -ForEach @(
        foreach ($line in 'New-CompassHeartbeat -Period 5m', 'Get-CompassHeartbeat', 'Set-CompassHeartbeat -Description d', 'Enable-CompassHeartbeat',
            'Disable-CompassHeartbeat', 'Remove-CompassHeartbeat -Force', 'Invoke-CompassHeartbeatPing', 'Wait-CompassHeartbeat -TimeoutSec 1') {
            foreach ($empty in '$null', "''", "' '", '@()', '(, @())') { @{ Name = $line; Empty = $empty } }
        }
    ) {
        $run = Invoke-Script ([scriptblock]::Create("[pscustomobject] @{ Name = 'nightly'; TeamId = $Empty } | $Name"))
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*TeamId of the input is empty*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is not replaced by the default team if the row has several teams, for <_>' -ForEach 'New-CompassHeartbeat -Period 5m', 'Remove-CompassHeartbeat -Force',
        'Invoke-CompassHeartbeatPing', 'Sync-CompassHeartbeat -Force', 'Set-CompassMaintenance -Description d', 'Stop-CompassMaintenance', 'Remove-CompassMaintenance -Force' {
        $line = "[pscustomobject] @{ Name = 'several'; Id = '1'; Period = '5m'; TeamId = 'one', 'two' } | $_"
        $run = Invoke-Script ([scriptblock]::Create($line))
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*2 teams*Specify one team*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'is not assumed for a list with one team' {
        ([pscustomobject] @{ Name = 'one'; Period = '5m'; TeamId = @($server.Teams[1].TeamId) } | New-CompassHeartbeat).TeamId | Should -Be $server.Teams[1].TeamId
    }

    It 'is an error in a CSV row, and the other rows are created' {
        $run = Invoke-Script { 'Name,Period,TeamId', 'a,5m,', "b,5m,$($server.Teams[1].TeamId)" | ConvertFrom-Csv | New-CompassHeartbeat }
        $run.Output.Name | Should -Be 'b'
        $run.Errors | Should -HaveCount 1
    }

    It 'is not assumed for a row without the column, which uses the default team' {
        ([pscustomobject] @{ Name = 'c'; Period = '5m' } | New-CompassHeartbeat).TeamId | Should -Be $server.Teams[0].TeamId
    }

    It 'is overridden by a typed team' {
        ([pscustomobject] @{ Name = 'd'; Period = '5m'; TeamId = $null } | New-CompassHeartbeat -TeamId $server.Teams[1].TeamId).TeamId | Should -Be $server.Teams[1].TeamId
    }
}

Describe 'New-CompassHeartbeat -SkipExisting' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server
        $null = New-CompassHeartbeat -Name 'there' -Period 5m
    }
    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'creates missing heartbeats, without an error for existing ones' {
        $run = Invoke-Script { 'There', 'new', 'new' | New-CompassHeartbeat -Period 5m -SkipExisting }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Name | Should -Be 'new'
        $plan = 'there', 'other' | New-CompassHeartbeat -Period 5m -SkipExisting -WhatIf *>&1 | Out-String
        $plan | Should -BeNullOrEmpty
    }

    It 'is suggested by the error for an existing name' {
        $run = Invoke-Script { New-CompassHeartbeat 'there' -Period 5m }
        $run.Id | Should -Be 'Conflict'
        $run.Text | Should -BeLike '*Set-CompassHeartbeat*-SkipExisting*'
    }
}
