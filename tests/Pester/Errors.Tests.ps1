# Checks that each invalid input object causes one clear error, and that the pipeline continues.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Wrong input' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $start = [DateTimeOffset]::Now.AddDays(1)
    }

    BeforeEach {
        Get-CompassHeartbeat | Remove-CompassHeartbeat -Confirm:$false
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'a row with <Case>: one error for this row, and the other rows are created' -ForEach @(
        @{ Case = 'interval 0'; Row = 'bad,0,minutes,True'; Says = '*interval*' }
        @{ Case = 'a negative interval'; Row = 'bad,-5,minutes,True'; Says = '*interval*' }
        @{ Case = 'an interval that is not a number'; Row = 'bad,five,minutes,True'; Says = '*five*' }
        @{ Case = 'an interval that is not a whole number'; Row = 'bad,1.5,minutes,True'; Says = '*1.5*' }
        @{ Case = 'Enabled=maybe'; Row = 'bad,5,minutes,maybe'; Says = '*maybe*' }
    ) {
        $rows = 'Name,Interval,IntervalUnit,Enabled', 'first,5,minutes,True', $Row, 'last,5,minutes,False' | ConvertFrom-Csv
        $run = Invoke-Script { $rows | New-CompassHeartbeat }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*bad*'
        $run.Text | Should -BeLike $Says
        $run.Output.Name | Should -Be 'first', 'last'
        $run.Output.Enabled | Should -Be $true, $false
        (Get-SentBody $server CreateHeartbeat).name | Should -Be 'first', 'last'
    }

    It 'a row without a name: one error, and the other rows are created' {
        $rows = 'Name,Interval,IntervalUnit', 'first,5,minutes', ',5,minutes', 'last,5,minutes' | ConvertFrom-Csv
        $run = Invoke-Script { $rows | New-CompassHeartbeat }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*name*'
        $run.Output.Name | Should -Be 'first', 'last'
    }

    It 'a window with <Case>: one error for this window, and the other windows are created' -ForEach @(
        @{ Case = 'a bad start'; Row = 'bad,2030-02-30,2030-03-03'; Says = '*2030-02-30*' }
        @{ Case = 'a misspelled end'; Row = 'bad,2030-02-01,2030-02-0l'; Says = '*2030-02-0l*' }
        @{ Case = 'an end before its start'; Row = 'bad,2030-02-02,2030-02-01'; Says = '*end*' }
        @{ Case = 'an end at its start'; Row = 'bad,2030-02-02,2030-02-02'; Says = '*end*' }
    ) {
        $rows = 'Description,StartDate,EndDate', 'first,2030-01-01,2030-01-02', $Row, 'last,2030-01-01,2030-01-02' | ConvertFrom-Csv
        $run = Invoke-Script { $rows | New-CompassMaintenance -TeamId $team -Rule $rule }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*bad*'
        $run.Text | Should -BeLike $Says
        $run.Output.Description | Should -Be 'first', 'last'
        $server.Requests | Should -HaveCount 2
    }

    It 'a rule that enables <_>: one error for this rule, and no request' -ForEach 'an integration', 'a sync' {
        $parameter = @{ 'an integration' = 'IntegrationId'; 'a sync' = 'SyncId' }[$_]
        $run = Invoke-Script {
            $wrong = @{ $parameter = 'the-entity'; State = 'Enabled' }
            $rules = New-CompassMaintenanceRule @wrong
            if ($rules) {
                New-CompassMaintenance -Global -Rule $rules -Duration 2h
            }
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*the-entity*'
        $run.Text | Should -BeLike '*enable*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'a piped rule that enables an integration: one error, and the other windows are created' {
        $good = @{ State = 'disabled'; EntityType = 'integration'; EntityId = 'i1' }
        $wrong = @{ State = 'enabled'; EntityType = 'integration'; EntityId = 'i2' }
        $run = Invoke-Script {
            [pscustomobject] @{ Description = 'first'; Rules = $good }, [pscustomobject] @{ Description = 'bad'; Rules = $wrong },
            [pscustomobject] @{ Description = 'last'; Rules = $good } | New-CompassMaintenance -Global -StartDate $start -Duration 1h
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*bad*'
        $run.Output.Description | Should -Be 'first', 'last'
        $server.Requests | Should -HaveCount 2
    }

    It 'an unknown team: one error for each of its items, and the items of other teams are created' {
        $run = Invoke-Script {
            [pscustomobject] @{ Name = 'first' }, [pscustomobject] @{ Name = 'bad'; TeamId = 'no-such-team' }, [pscustomobject] @{ Name = 'last' } |
                New-CompassHeartbeat -Period 5m
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*bad*'
        $run.Text | Should -BeLike '*no-such-team*'
        $run.Output.Name | Should -Be 'first', 'last'
    }

    It 'an unknown team in a list of teams: one error, and the other team is listed' {
        $null = New-CompassHeartbeat -Name 'here' -Period 5m
        $run = Invoke-Script { Get-CompassHeartbeat -TeamId 'no-such-team', $team }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*no-such-team*'
        $run.Output.Name | Should -Be 'here'
    }

    It 'an existing heartbeat: one error, and the other heartbeats are created' {
        $null = New-CompassHeartbeat -Name 'twin' -Period 5m
        $run = Invoke-Script { 'first', 'twin', 'last' | ForEach-Object { [pscustomobject] @{ Name = $_ } } | New-CompassHeartbeat -Period 5m }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*twin*'
        $run.Errors[0].CategoryInfo.Category | Should -BeIn 'ResourceExists', 'InvalidArgument'
        $run.Output.Name | Should -Be 'first', 'last'
    }

    It 'a wrong token: one error that does not contain the token' {
        $null = Connect-Sandbox $server @{ Name = 'wrong'; NoDefault = $true; Credential = (Get-SandboxCredential $server 'a-token-of-yesterday') }
        $run = Invoke-Script { Get-CompassHeartbeat -Connection wrong }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'Unauthorized'
        $run.Errors[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $run.Text | Should -BeLike '*token*'
        $run.Errors | Format-List * -Force | Out-String -Width 1000 | Should -Not -BeLike '*a-token-of-yesterday*'
    }

    It 'an unreachable host: one error for each item' {
        $closed = Open-Sandbox
        $connection = Connect-Sandbox $closed @{ Name = 'closed'; NoDefault = $true; MaximumRetryCount = 0 }
        $closed.Dispose()
        $run = Invoke-Script { 'a', 'b' | Invoke-CompassHeartbeatPing -Connection $connection }
        $run.Errors | Should -HaveCount 2
        $run.Errors[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $run.Errors[0].ErrorDetails.Message | Should -BeLike "*'a'*"
        $run.Errors[1].ErrorDetails.Message | Should -BeLike "*'b'*"
        $run.Text | Should -BeLike "*127.0.0.1*"
    }

    It 'an unknown site: one error' {
        $run = Invoke-Script {
            Connect-Compass -Site 'nowhere' -BaseUri 'http://127.0.0.1:9/' -MaximumRetryCount 0 -Credential (Get-SandboxCredential $server) -NoDefault
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*127.0.0.1*'
    }

    It 'an error of the service: its message, its request id, and the item as the target' {
        $run = Invoke-Script { Set-CompassHeartbeat 'nobody' -Description x }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].Exception.PSObject.TypeNames[0] | Should -Be 'CompassOps.CompassApiException'
        $run.Text | Should -BeLike "*$($server.Requests[-1].RequestId)*"
        "$($run.Errors[0].TargetObject)" | Should -BeLike '*nobody*'
    }

    It 'every error stops a script with -ErrorAction Stop' {
        { Get-CompassHeartbeat 'nobody' -ErrorAction Stop } | Should -Throw '*nobody*'
    }

    It '<Name> -TeamId <Value>: one error, and no request' -ForEach @(
        foreach ($value in @('null', 'empty')) {
            @{ Value = $value; Name = 'Get-CompassHeartbeat'; With = @{} }
            @{ Value = $value; Name = 'New-CompassHeartbeat'; With = @{ Name = 'x'; Period = '5m' } }
            @{ Value = $value; Name = 'Set-CompassHeartbeat'; With = @{ Name = 'x'; Description = 'd' } }
            @{ Value = $value; Name = 'Remove-CompassHeartbeat'; With = @{ Name = 'x'; Force = $true } }
            @{ Value = $value; Name = 'Enable-CompassHeartbeat'; With = @{ Name = 'x' } }
            @{ Value = $value; Name = 'Disable-CompassHeartbeat'; With = @{ Name = 'x' } }
            @{ Value = $value; Name = 'Invoke-CompassHeartbeatPing'; With = @{ Name = 'x' } }
            @{ Value = $value; Name = 'Get-CompassMaintenance'; With = @{} }
            @{ Value = $value; Name = 'New-CompassMaintenance'; With = @{ Rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' }; Duration = '1h' } }
            @{ Value = $value; Name = 'Set-CompassMaintenance'; With = @{ Id = 'x'; Description = 'd' } }
            @{ Value = $value; Name = 'Remove-CompassMaintenance'; With = @{ Id = 'x'; Confirm = $false } }
            @{ Value = $value; Name = 'Stop-CompassMaintenance'; With = @{ Id = 'x'; Confirm = $false } }
        }
    ) {
        $unset = if ($Value -eq 'empty') { '' }
        $run = Invoke-Script { & $Name @With -TeamId $unset }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*TeamId*'
        $run.Output | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'a pipeline with a thousand items continues after errors' {
        $rows = 1..1000 | ForEach-Object { [pscustomobject] @{ Name = "row $_"; Interval = [int] ($_ % 100 -ne 0); IntervalUnit = 'hours' } }
        $run = Invoke-Script { $rows | New-CompassHeartbeat -ThrottleLimit 8 }
        $run.Errors | Should -HaveCount 10
        $run.Output | Should -HaveCount 990
        $run.Output[0].Name | Should -Be 'row 1'
        $run.Output[989].Name | Should -Be 'row 999'
    }
}

Describe 'An error' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server @{ MaximumRetryCount = 0 }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'can be caught by its type and has a kind: <Case>' -ForEach @(
        @{ Case = 'of one item'; Script = { Get-CompassHeartbeat nobody -ErrorAction Stop }; Kind = 'NotFound' }
        @{ Case = 'of one item of a pipeline'; Script = { 'nobody' | Remove-CompassHeartbeat -Force -ErrorAction Stop }; Kind = 'NotFound' }
        @{ Case = 'that ends a cmdlet'; Script = { Connect-Compass -Site nowhere -BaseUri http://127.0.0.1:9/ -MaximumRetryCount 0 -Credential (Get-SandboxCredential $server) -NoDefault }; Kind = 'ConnectionFailed' }
    ) {
        $caught = try {
            & $Script
        }
        catch [CompassOps.CompassApiException] {
            $_
        }
        $caught.Exception.Kind | Should -Be $Kind
        $caught.FullyQualifiedErrorId | Should -BeLike "$Kind,*"
    }

    It 'respects -ErrorAction, is in -ErrorVariable, and sets $? to false' {
        $good = Get-CompassHeartbeat
        $? | Should -BeTrue
        $ErrorActionPreference = 'Continue'
        Get-CompassHeartbeat nobody -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $null = New-CompassHeartbeat -Name a -Period 5m -ErrorAction SilentlyContinue
        $Error.Clear()
        $all = Get-CompassHeartbeat one, a, two -ErrorAction SilentlyContinue -ErrorVariable failed
        $all.Name | Should -Be 'a'
        $failed.TargetObject | Should -Be 'one', 'two'
        $Error | Should -HaveCount 2
        $Error.Clear()
        $null = Get-CompassHeartbeat one -ErrorAction Ignore
        $Error | Should -BeNullOrEmpty
        $reached = $false
        try {
            'one', 'a' | Set-CompassHeartbeat -Description d -ErrorAction Stop
            $reached = $true
        }
        catch {
            $_.TargetObject | Should -Be 'one'
        }
        $reached | Should -BeFalse
        (Get-CompassHeartbeat a).Description | Should -BeNullOrEmpty
    }

    It 'is readable as $_, in the views of errors, and in Get-Error' {
        $ErrorActionPreference = 'Continue'
        Set-CompassHeartbeat nobody -Description d -ErrorAction SilentlyContinue -ErrorVariable failed
        $rendering = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            "$($failed[0])" | Should -BeLike "Heartbeat 'nobody':*404*Check the object's name or id*request id $($server.Requests[-1].RequestId)*"
            foreach ($ErrorView in 'ConciseView', 'NormalView') {
                ($failed | Out-String -Width 4000) -replace '\s+(\|\s+)?', ' ' | Should -BeLike "*Heartbeat 'nobody': UpdateHeartbeat: the service did not find the object (404)*Check the object's name or id*"
            }
            $whole = Get-Error $failed[0] | Out-String -Width 4000
            foreach ($line in 'Kind +: NotFound', 'StatusCode +: 404', 'Operation +: UpdateHeartbeat', 'RequestId +: \w+', 'Remedy +: Check', 'TargetObject +: nobody') {
                $whole | Should -Match $line
            }
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
    }
}
