# Checks that each cell of the tables in docs/guides/pipelines.md names the real result of the pipeline.

BeforeDiscovery {
    $cells = foreach ($line in Get-Content (Join-Path $PSScriptRoot '../../docs/guides/pipelines.md')) {
        if ($line -notmatch '^\|') {
            $consumers = $null
            continue
        }
        $words = @($line.Trim('|').Split('|') | ForEach-Object { $_.Trim() })
        if (-not $consumers) {
            $consumers = $words | Select-Object -Skip 1 | ForEach-Object { $_.Trim('`') }
        }
        elseif ($consumers -like '*-Compass*' -and $words[0] -notlike '-*') {
            for ($column = 1; $column -lt $words.Count; $column++) {
                @{ Producer = $words[0]; Consumer = $consumers[$column - 1]; Word = $words[$column] }
            }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'A pipeline' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server @{ Name = 'mine' }
        $team = $server.Teams[1].TeamId
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        # The windows start in the future, because an active window cannot be removed or renamed.
        $soon = (Get-Date).AddHours(1)

        # Additional parameters of the cmdlets that receive pipeline input.
        $with = @{
            'New-CompassHeartbeat'      = @{ TeamId = $server.Teams[2].TeamId }
            'Set-CompassHeartbeat'      = @{ Description = 'changed' }
            'Remove-CompassHeartbeat'   = @{ Force = $true }
            'Wait-CompassHeartbeat'     = @{ Status = 'Pending'; IntervalSec = 0.1; TimeoutSec = 1 }
            'New-CompassMaintenance'    = @{ StartDate = [datetime]::Now.AddDays(9); Rule = $rule }
            'Set-CompassMaintenance'    = @{ EndDate = [datetime]::Now.AddDays(9) }
            'Remove-CompassMaintenance' = @{ Force = $true }
            'Stop-CompassMaintenance'   = @{ Force = $true }
            'Wait-CompassMaintenance'   = @{ Status = 'planned', 'active'; IntervalSec = 0.1; TimeoutSec = 1 }
            'Export-CompassMaintenance' = @{ Global = $true; Path = Join-Path $TestDrive 'windows.json' }
            'Export-CompassReport'      = @{ Path = Join-Path $TestDrive 'report.html' }
            'Watch-CompassHeartbeat'    = @{ TimeoutSec = 1 }
            'Step-CompassSandboxClock'  = @{ By = '1s'; PassThru = $true }
            'Add-CompassSandboxFault'   = @{ Operation = 'ListTeams'; Status = 503 }
        }
        # Additional parameters of the pipelines in which the input objects do not contain all mandatory values.
        $missing = @{
            'names | New-CompassHeartbeat'        = @{ Period = '5m' }
            'teams | New-CompassHeartbeat'        = @{ Name = 'one for all'; Period = '5m' }
            'teams | New-CompassMaintenance'      = @{ Duration = '1h' }
            'heartbeats | New-CompassMaintenance' = @{ Duration = '1h' }
            'window differences | New-CompassMaintenance'     = @{ Duration = '1h' }
            'window results | New-CompassMaintenance'         = @{ Duration = '1h' }
            'changes | New-CompassHeartbeat'                  = @{ Period = '5m' }
            'changes through `Import-Csv` | New-CompassHeartbeat' = @{ Period = '5m' }
            'heartbeat differences | New-CompassHeartbeat'    = @{ Period = '5m' }
            'heartbeat results | New-CompassHeartbeat'        = @{ Period = '5m' }
        }
        $wireHeartbeat = '{"name":"%","description":"d","interval":10,"intervalUnit":"minutes","enabled":true,"expired":false,' +
        '"ownerTeam":{"id":"4513b7ea-3b91-438f-b7e4-e3e54af9147c","name":"Ops"},"alertTags":["a"],"alertPriority":"P2","alertMessage":"m","lastPingTime":"2020-01-01T00:00:00Z"}'
        $wireWindow = '{"id":"%","status":"planned","description":"d","startDate":"2030-01-01T00:00:00Z","endDate":"2030-01-01T02:00:00Z","teamId":"' + $team +
        '","rules":[{"state":"disabled","entity":{"id":"i","type":"integration"}}]}'

        # Creates a heartbeat and a window with the same name. Writes a declaration file for both, and returns the path of the file.
        function New-Declaration {
            $name = "declared $([guid]::NewGuid())"
            $null = New-CompassHeartbeat -Name $name -Period 10m -TeamId $team
            $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $soon -Duration 1h -Description $name
            $entry = @{ description = $name; start = $window.StartDate.ToString('o'); end = $window.EndDate.ToString('o')
                rules = @(@{ state = 'disabled'; entity = @{ type = 'integration'; id = $integration } }) }
            $file = Join-Path $TestDrive "$name.json"
            @{ teams = @(@{ teamId = $team; heartbeats = @(@{ name = $name; interval = 10; intervalUnit = 'minutes' }); maintenance = @($entry) }) } |
                ConvertTo-Json -Depth 9 | Set-Content $file
            $file
        }

        # Changes a heartbeat or window in the service, so that the service differs from the declaration. The declaration is $Piece: a file
        # or an object.
        function Edit-Declared([object] $Piece, [string] $Consumer) {
            $name = if ($Piece -is [System.IO.FileInfo] -or $Piece -is [string]) { [System.IO.Path]::GetFileNameWithoutExtension("$Piece") } else { $Piece.Name }
            if ($Consumer -like '*-CompassHeartbeat') {
                $owner = if ($Piece -isnot [System.IO.FileInfo] -and $Piece.TeamId) { $Piece.TeamId } elseif ($Piece.ownerTeam) { $server.Teams[0].TeamId } else { $team }
                $null = Set-CompassHeartbeat $name -TeamId $owner -Description 'by hand'
            }
            else {
                Get-CompassMaintenance -TeamId $team | Where-Object Description -EQ $name | Set-CompassMaintenance -EndDate $soon.AddHours(3)
            }
        }

        # Passes the objects through a file or a job. Returns the copies.
        function Send-Through([string] $Journey, [object[]] $Pile) {
            switch ($Journey) {
                'Import-Csv' {
                    $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
                    $Pile | Export-Csv $file
                    Import-Csv $file
                }
                'ConvertFrom-Json' { $Pile | ForEach-Object { $_ | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
                'Import-Clixml' {
                    $file = Join-Path $TestDrive "$([guid]::NewGuid()).xml"
                    $Pile | Export-Clixml $file
                    Import-Clixml $file
                }
                'Start-Job' { Start-Job { $using:Pile } | Receive-Job -Wait -AutoRemoveJob }
                'Start-ThreadJob' { Start-ThreadJob { $using:Pile } | Receive-Job -Wait -AutoRemoveJob }
                default { $Pile }
            }
        }

        # Create all objects of a kind together, so that one job can return all of them. One job for each object would take minutes.
        $piles = @{}
        function Get-Heap([string] $Kind, [int] $Count) {
            switch ($Kind) {
                'heartbeats' { 1..$Count | ForEach-Object { New-CompassHeartbeat -Name "beat $([guid]::NewGuid())" -Period 10m -TeamId $team -AlertTag a, b } }
                'windows' { 1..$Count | ForEach-Object { New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $soon -Duration 1h -Description "window $_" } }
                'names' { 1..$Count | ForEach-Object { (New-CompassHeartbeat -Name "beat $([guid]::NewGuid())" -Period 10m).Name } }
                'ids' { 1..$Count | ForEach-Object { (New-CompassMaintenance -Global -Rule $rule -StartDate $soon -Duration 1h -Description "window $_").Id } }
                'service JSON of heartbeats' {
                    1..$Count | ForEach-Object {
                        $name = "beat $([guid]::NewGuid())"
                        $null = New-CompassHeartbeat -Name $name -Period 10m
                        $wireHeartbeat.Replace('%', $name) | ConvertFrom-Json
                    }
                }
                'service JSON of windows' {
                    1..$Count | ForEach-Object { $wireWindow.Replace('%', (New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $soon -Duration 1h).Id) | ConvertFrom-Json }
                }
                'Invoke-CompassRequest heartbeats' {
                    $names = 1..$Count | ForEach-Object { (New-CompassHeartbeat -Name "beat $([guid]::NewGuid())" -Period 10m).Name }
                    Invoke-CompassRequest "v1/teams/$($server.Teams[0].TeamId)/heartbeats" -FollowNext -Query @{ size = 100 } | Where-Object name -In $names
                }
                'Invoke-CompassRequest windows' {
                    $ids = 1..$Count | ForEach-Object { (New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $soon -Duration 1h).Id }
                    Invoke-CompassRequest "v1/teams/$team/maintenances" -FollowNext -Query @{ size = 100 } | Where-Object id -In $ids
                }
                'schedules' { New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -Count $Count -TeamId $team -Rule $rule -StartDate 2031-01-01 }
                'changes' {
                    $names = 1..$Count | ForEach-Object { (New-CompassHeartbeat -Name "beat $([guid]::NewGuid())" -Period 10m -TeamId $team).Name }
                    Watch-CompassHeartbeat $names -TeamId $team -Initial | Select-Object -First $Count
                }
                'heartbeat differences' {
                    $names = 1..$Count | ForEach-Object { (New-CompassHeartbeat -Name "beat $([guid]::NewGuid())" -Period 10m -TeamId $team).Name }
                    [pscustomobject] @{ Name = 'other'; Period = '5m'; TeamId = $team } | Compare-CompassHeartbeat | Where-Object Name -In $names
                }
                'heartbeat results' {
                    1..$Count | ForEach-Object { [pscustomobject] @{ Name = "beat $([guid]::NewGuid())"; Period = '5m'; TeamId = $team } } | Sync-CompassHeartbeat
                }
                'window differences' {
                    $file = New-Declaration
                    $description = [System.IO.Path]::GetFileNameWithoutExtension($file)
                    1..$Count | ForEach-Object { $null = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $soon.AddDays($_) -Duration 1h -Description $description }
                    Compare-CompassMaintenance $file
                }
                'window results' {
                    $file = New-Declaration
                    $declaration = Get-Content $file -Raw | ConvertFrom-Json -DateKind String
                    $declaration.teams[0].maintenance = @(1..$Count | ForEach-Object {
                            @{ description = "window $([guid]::NewGuid())"; start = $soon.AddDays(1).ToString('o'); end = $soon.AddDays(2).ToString('o'); rules = $declaration.teams[0].maintenance[0].rules }
                        })
                    $declaration | ConvertTo-Json -Depth 9 | Set-Content $file
                    Sync-CompassMaintenance $file
                }
                'declaration files' { 1..9 | ForEach-Object { Get-Item (New-Declaration) } }
                'paths' { 1..9 | ForEach-Object { New-Declaration } }
                'rules' { 1..$Count | ForEach-Object { New-CompassMaintenanceRule -PolicyId "p$_" } }
                'rows with an IntegrationId' { 1..$Count | ForEach-Object { [pscustomobject] @{ IntegrationId = "i$_"; State = 'noMaintenance' } } }
                'teams' { @(Get-CompassTeam $team) * $Count }
                'team names' { @((Get-CompassTeam $team).TeamName) * $Count }
                'connections' { 1..$Count | ForEach-Object { Connect-Sandbox $server @{ Name = "connection $([guid]::NewGuid())"; NoDefault = $true } } }
                'connection names' { 1..$Count | ForEach-Object { (Connect-Sandbox $server @{ Name = "connection $([guid]::NewGuid())"; NoDefault = $true }).Name } }
                'sandboxes' { 1..7 | ForEach-Object { Open-UsedSandbox } }
                'sandbox ids' { 1..7 | ForEach-Object { (Open-UsedSandbox).Id } }
                'connections to sandboxes' {
                    1..7 | ForEach-Object { $one = Open-UsedSandbox; Connect-Sandbox $one @{ Name = $one.Id; NoDefault = $true } }
                }
            }
        }

        # Starts a sandbox, and adds a request, an alert and a fault to the sandbox.
        function Open-UsedSandbox {
            $one = Open-Sandbox @{ ClockStopped = $true }
            $connection = Connect-Sandbox $one @{ Name = $one.Id; NoDefault = $true }
            $null = New-CompassHeartbeat -Name 'silent' -Period 1m -Connection $connection | Invoke-CompassHeartbeatPing -Connection $connection
            $one.Step([timespan]::FromMinutes(2))
            $null = $one.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 503; Operation = 'ListTeams' })
            $one
        }

        function Get-Piece([string] $Producer) {
            if (-not $piles.ContainsKey($Producer)) {
                $kind, $journey = $Producer.Replace('`', '') -split ' through ', 2
                $piles[$Producer] = [System.Collections.Queue] @(Send-Through $journey @(Get-Heap $kind $(if ($journey) { 18 } else { 40 })))
            }
            $piles[$Producer].Dequeue()
        }

        # These cmdlets send no request to the service, or their requests do not show whether the cmdlet succeeded. Therefore each
        # script block checks the effect or the output of one cmdlet.
        $done = @{
            'Disconnect-Compass'         = { -not (Get-CompassConnection | Where-Object Name -EQ $identity) }
            'Test-CompassConnection'     = { $out.Name -eq $identity -and $out.Succeeded }
            'Get-CompassConnection'      = { $out.Name -eq $identity }
            'Get-CompassTeam'            = { $out.Count -eq 1 -and $out[0].TeamId -eq $(if ($Piece.TeamId) { $Piece.TeamId } else { $team }) }
            'New-CompassMaintenanceRule' = { $out.EntityId -eq $Piece.IntegrationId -and $out.State -eq $Piece.State }
            'Get-CompassSandbox'         = { $out.Id -eq $identity }
            'Stop-CompassSandbox'        = { -not (Get-CompassSandbox | Where-Object Id -EQ $identity) }
            'Step-CompassSandboxClock'   = { $out.Id -eq $identity }
            'Add-CompassSandboxFault'    = { (Get-CompassSandbox $identity).Faults.Id -contains $out.Id }
            'Clear-CompassSandboxFault'  = { -not (Get-CompassSandbox $identity).Faults }
            'Get-CompassSandboxRequest'  = { $out.Operation -contains 'PingHeartbeat' }
            'ConvertTo-CompassCalendar'  = { $out.Count -eq 1 -and @($out -split "`r`n" | Where-Object { $_ -eq 'BEGIN:VEVENT' }).Count -eq 1 -and (-not $Piece.Id -or $out[0].Contains("UID:$($Piece.Id)")) }
            'Get-CompassSandboxAlert'    = { $out.HeartbeatName -eq 'silent' }
        }

        # Returns the word that the tables in docs/guides/pipelines.md use for the result of a pipeline, such as 'finds' or 'makes'.
        # If no word fits the result, returns a description of the result.
        function Get-Outcome([string] $Consumer, [object] $Piece, [object] $Run) {
            $sent = @($server.Requests)
            $changes = @($sent | Where-Object Method -NE GET)
            $identity = if ($Word -in 'compares', 'applies' -and ($Piece -is [string] -or $Piece -is [System.IO.FileInfo])) { [System.IO.Path]::GetFileNameWithoutExtension("$Piece") } elseif ($Piece -is [string]) { $Piece } elseif ($Piece.Name) { $Piece.Name } else { $Piece.Id }
            $out = $Run.Output
            if ($Run.Errors.Count -eq 1 -and $out.Count -eq 0 -and $changes.Count -eq 0) {
                'no'
            }
            elseif ($Run.Errors) {
                "errors: $($Run.Text)"
            }
            elseif ($done[$Consumer]) {
                $word = switch -Wildcard ($Consumer) { 'New-*' { 'makes' } 'ConvertTo-*' { 'makes' } 'Get-*' { 'finds' } 'Test-*' { 'finds' } default { 'acts' } }
                if (& $done[$Consumer]) { $word } else { 'does nothing' }
            }
            elseif ($Consumer -like 'Compare-*') {
                if ($changes) { "sends $($changes.Operation)" } elseif ($out.Action -contains 'Update' -and $identity -in @($out | Where-Object Action -EQ Update | ForEach-Object { $_.Name; $_.Description })) { 'compares' } else { "other: $out" }
            }
            elseif ($Consumer -like 'Sync-*') {
                if ($out.Count -eq 1 -and $changes.Count -eq 1 -and $out[0].Status -eq 'Done' -and $identity -in $out[0].Name, $out[0].Description) { 'applies' } else { "other: $out, $($changes.Operation)" }
            }
            elseif ($changes.Count -gt 1) {
                "sends $($changes.Operation)"
            }
            elseif ($changes.Operation -like 'Create*') {
                'makes'
            }
            elseif ($changes) {
                $meant = [uri]::UnescapeDataString("$($changes.Path)?$($changes.Query)") -like "*$identity*"
                if ($meant) { 'acts' } else { "acts on another: $($changes.Path) $($changes.Query)" }
            }
            elseif ($out.Count -eq 1 -and $identity -and $identity -in $out[0].Name, $out[0].Id) {
                'finds'
            }
            elseif ($out.Count -gt 1 -and ($out.TeamId | Select-Object -Unique) -eq $Piece.TeamId) {
                'lists'
            }
            else {
                "other: $($out.Count) objects, $($sent.Operation)"
            }
        }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        [CompassOps.Sandbox.SandboxServer]::Running | ForEach-Object { $_.Dispose() }
    }

    It '<Producer> | <Consumer>: <Word>' -ForEach $cells {
        $parameters = @{}
        foreach ($more in $with[$Consumer], $missing["$Producer | $Consumer"]) {
            if ($more) {
                $more.Keys | ForEach-Object { $parameters[$_] = $more[$_] }
            }
        }
        $piece = $null
        if ($Producer -ne '`$null`') {
            $piece = Get-Piece $Producer
        }
        if ($Word -in 'compares', 'applies') {
            Edit-Declared $piece $Consumer
        }
        if ($Consumer -eq 'Remove-CompassMaintenance' -and $Word -eq 'acts') {
            # The window can already be active, and the service does not remove an active window. So cancel the window first.
            $id = if ($piece -is [string]) { $piece } else { $piece.Id }
            $scope = if ($piece -is [string]) { @{ Global = $true } } else { @{ TeamId = $piece.TeamId } }
            $null = Stop-CompassMaintenance -Id $id @scope
        }
        $server.ClearRequests()
        $run = Invoke-Script { $piece | & $Consumer @parameters }
        Get-Outcome $Consumer $piece $run | Should -Be $Word -Because $run.Text
    }
}

Describe '-PipelineVariable' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server
        $names = 1..5 | ForEach-Object { "beat $_" }
        $null = $names | New-CompassHeartbeat -Period 5m
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $ids = $names | ForEach-Object { (New-CompassMaintenance -Global -Rule $rule -StartDate (Get-Date).AddDays(1) -Duration 1h -Description $_).Id }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'contains the row of each result with -ThrottleLimit 1: <_>' -ForEach 'Invoke-CompassHeartbeatPing', 'Set-CompassHeartbeat -Description changed',
    'Disable-CompassHeartbeat', 'Enable-CompassHeartbeat' {
        $consumer = [scriptblock]::Create("`$names | ForEach-Object { `$_ } -PipelineVariable row | $_ -ThrottleLimit 1 | ForEach-Object { `"`$row=`$(`$_.Name)`" }")
        . $consumer | Should -Be ($names | ForEach-Object { "$_=$_" })
    }

    It 'contains the row of each result with -ThrottleLimit 1: <_>' -ForEach 'Set-CompassMaintenance -Description changed', 'Stop-CompassMaintenance -Confirm:$false' {
        $consumer = [scriptblock]::Create("`$ids | ForEach-Object { `$_ } -PipelineVariable row | $_ -ThrottleLimit 1 | ForEach-Object { `"`$row=`$(`$_.Id)`" }")
        . $consumer | Should -Be ($ids | ForEach-Object { "$_=$_" })
    }

    It 'contains the row of each result with -ThrottleLimit 1: New-CompassHeartbeat, New-CompassMaintenance' {
        $new = $names | ForEach-Object { "new $_" }
        $new | ForEach-Object { $_ } -PipelineVariable row | New-CompassHeartbeat -Period 5m -ThrottleLimit 1 | ForEach-Object { "$row=$($_.Name)" } |
            Should -Be ($new | ForEach-Object { "$_=$_" })
        $new | ForEach-Object { $_ } -PipelineVariable row | ForEach-Object { [pscustomobject] @{ Description = $_; Duration = '1h' } } |
            New-CompassMaintenance -Global -Rule $rule -ThrottleLimit 1 | ForEach-Object { "$row=$($_.Description)" } |
            Should -Be ($new | ForEach-Object { "$_=$_" })
    }

    It 'is explained in the help of every cmdlet that acts on each item' {
        $bulk = Get-Command -Module CompassOps | Where-Object { $_.Parameters.ContainsKey('ThrottleLimit') -and $_.Verb -notin 'Wait', 'Sync' }
        foreach ($command in $bulk) {
            (Get-Help $command.Name -Parameter ThrottleLimit).description.Text -join ' ' | Should -BeLike '*-PipelineVariable*' -Because $command.Name
        }
    }
}
