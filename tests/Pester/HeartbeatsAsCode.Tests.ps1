# Checks the export, comparison and synchronization of heartbeats. In some tests, the service fails.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $schema = Join-Path (Get-Module CompassOps).ModuleBase 'schema/heartbeats.schema.json'

    $who = "Zo$([char] 0xEB)"

    # Returns the requests that change an object of the service.
    function Get-Writing([object] $Server) {
        @($Server.Requests | Where-Object Method -NE GET)
    }

    # Writes a declaration file with the given heartbeats of one team.
    function Write-File([string] $Name, [string] $Heartbeats, [string] $TeamId = $team) {
        Set-Content -LiteralPath $Name -Encoding utf8NoBOM -Value "{ `"teams`": [ { `"teamId`": `"$TeamId`", `"heartbeats`": [ $Heartbeats ] } ] }"
    }

    function Get-Hash([string] $Name) {
        (Get-FileHash -LiteralPath $Name).Hash
    }
}

Describe 'Heartbeats as code' {
    BeforeAll {
        $server = Open-Sandbox
        $team, $other = $server.Teams[0..1].TeamId
        $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    }

    BeforeEach {
        $server.ClearFaults()
        $null = $server.Teams.TeamId | ForEach-Object { Get-CompassHeartbeat -TeamId $_ } | Remove-CompassHeartbeat -Force
        $null = New-CompassHeartbeat nightly -Period 1d -AlertPriority P1 -AlertTag db, backup -Description "The `"big`" one: $who"
        $null = New-CompassHeartbeat hourly -Period 60m -AlertMessage 'It is silent' -Enabled $false
        $null = New-CompassHeartbeat elsewhere -Period 5m -TeamId $other
        $place = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $place
        $server.ClearRequests()
    }

    AfterEach {
        Pop-Location
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'Export-CompassHeartbeat' {
        It 'writes the heartbeats sorted, in UTF-8 with line feeds, always with the same bytes' {
            Export-CompassHeartbeat ops.json -TeamId $other, $team | Should -BeNullOrEmpty
            $expected = @(
                '{'
                '  "$schema": "./heartbeats.schema.json",'
                '  "teams": ['
                foreach ($id in $team, $other | Sort-Object) {
                    '    {'
                    "      `"teamId`": `"$id`","
                    '      "heartbeats": ['
                    if ($id -eq $team) {
                        '        {'
                        '          "name": "hourly",'
                        '          "interval": 1,'
                        '          "intervalUnit": "hours",'
                        '          "enabled": false,'
                        '          "alertMessage": "It is silent",'
                        '          "alertPriority": "P3"'
                        '        },'
                        '        {'
                        '          "name": "nightly",'
                        "          `"description`": `"The \`"big\`" one: $who`","
                        '          "interval": 1,'
                        '          "intervalUnit": "days",'
                        '          "enabled": true,'
                        '          "alertTags": ['
                        '            "backup",'
                        '            "db"'
                        '          ],'
                        '          "alertPriority": "P1"'
                        '        }'
                    }
                    else {
                        '        {'
                        '          "name": "elsewhere",'
                        '          "interval": 5,'
                        '          "intervalUnit": "minutes",'
                        '          "enabled": true,'
                        '          "alertPriority": "P3"'
                        '        }'
                    }
                    '      ]'
                    if ($id -eq ($team, $other | Sort-Object)[1]) { '    }' } else { '    },' }
                }
                '  ]'
                '}'
                ''
            ) -join "`n"
            [System.IO.File]::ReadAllText("$place/ops.json") | Should -BeExactly $expected
            [System.IO.File]::ReadAllBytes("$place/ops.json")[0] | Should -Be ([byte][char]'{')

            $hash = Get-Hash ops.json
            Get-CompassHeartbeat -TeamId $team, $other | Sort-Object Name -Descending | Export-CompassHeartbeat ops.json
            Get-Hash ops.json | Should -Be $hash
            Get-ChildItem | ForEach-Object Name | Should -Be 'heartbeats.schema.json', 'ops.json'
        }

        It 'writes the schema beside the file, except with -NoSchema' {
            Export-CompassHeartbeat ops.json
            Get-Hash heartbeats.schema.json | Should -Be (Get-Hash $schema)
            Test-Json -LiteralPath ops.json -SchemaFile heartbeats.schema.json | Should -BeTrue
            (Invoke-Script { Export-CompassHeartbeat bare/ops.json }).Text | Should -BeLike '*bare*could not be written*'
            $null = New-Item -ItemType Directory bare
            Export-CompassHeartbeat bare/ops.json -NoSchema
            Get-ChildItem bare | Should -HaveCount 1
            Get-Content bare/ops.json -Raw | Should -Not -BeLike '*schema*'
        }

        It 'accepts names and wildcards; a missing name or team is an error and leaves the file unchanged' {
            Export-CompassHeartbeat ops.json night*, HOURLY
            (Get-Content ops.json -Raw | ConvertFrom-Json).teams.heartbeats.name | Should -Be 'hourly', 'nightly'
            $hash = Get-Hash ops.json
            $run = Invoke-Script { Export-CompassHeartbeat ops.json nobody, night* }
            $run.Id | Should -Be "NotFound`nNothingWritten"
            $run.Text | Should -BeLike "*'nobody'*$team*was not written*"
            Export-CompassHeartbeat twice.json -TeamId $team, $team, $server.Teams[0].TeamName
            Export-CompassHeartbeat once.json -TeamId $team
            Get-Hash twice.json | Should -Be (Get-Hash once.json)
            (Invoke-Script { Export-CompassHeartbeat ops.json -TeamId $team, nowhere }).Id | Should -BeLike "*`nNothingWritten"
            Get-Hash ops.json | Should -Be $hash
        }

        It 'accepts objects, copies of objects from files, and rows, for their own or another team' {
            Get-CompassHeartbeat -TeamId $team, $other | Export-Clixml beats.xml
            Export-CompassHeartbeat live.json -TeamId $team, $other
            $server.ClearRequests()
            Import-Clixml beats.xml | Export-CompassHeartbeat ops.json
            Get-Hash ops.json | Should -Be (Get-Hash live.json)
            $server.Requests | Should -BeNullOrEmpty

            "Name,Period,Enabled,AlertTag`na,2h,no,x;y" | ConvertFrom-Csv | Export-CompassHeartbeat row.json -TeamId $other -NoSchema
            $row = (Get-Content row.json -Raw | ConvertFrom-Json).teams
            $row.teamId | Should -Be $other
            "$($row.heartbeats)" | Should -Be '@{name=a; interval=2; intervalUnit=hours; enabled=False; alertTags=System.Object[]; alertPriority=P3}'
        }

        It 'writes a team once, whatever the letter case of its id' {
            $rows = $other, $other.ToUpperInvariant() | ForEach-Object { [pscustomobject] @{ Name = "of $_"; Period = '5m'; TeamId = $_ } }
            $rows | Export-CompassHeartbeat ops.json
            @((Get-Content ops.json -Raw | ConvertFrom-Json).teams.heartbeats.name) | Should -Be ($rows.Name | Sort-Object -CaseSensitive)
            Export-CompassHeartbeat ops.json -TeamId $other, $other.ToUpperInvariant()
            @((Get-Content ops.json -Raw | ConvertFrom-Json).teams.heartbeats.name) | Should -Be 'elsewhere'
        }

        It 'keeps the teams that other runspaces and processes export to the same file at the same time' {
            $file = Join-Path $place 'ops.json'
            [pscustomobject] @{ Name = 'beat'; Period = '5m'; TeamId = 'first' } | Export-CompassHeartbeat $file
            $job = Start-Job -ArgumentList $manifest, $file {
                param($Manifest, $File)
                Import-Module $Manifest
                foreach ($number in 1..20) { [pscustomobject] @{ Name = 'beat'; Period = '5m'; TeamId = "job-$number" } | Export-CompassHeartbeat $File }
            }
            1..4 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                foreach ($number in 1..20) { [pscustomobject] @{ Name = 'beat'; Period = '5m'; TeamId = "runspace$_-$number" } | Export-CompassHeartbeat $using:file }
            }
            $job | Receive-Job -Wait -AutoRemoveJob
            (Get-Content $file -Raw | ConvertFrom-Json).teams | Should -HaveCount 101
        }

        It 'refuses to write <Case>' -ForEach @(
            @{ Case = 'a row without a name'; Rows = @{ Enabled = 'true' }; Text = '*no Name*' }
            @{ Case = 'a row without a team'; Rows = @{ Name = 'a'; Period = '5m' }; Text = "*'a'*-TeamId*" }
            @{ Case = 'a row without an interval'; Rows = @{ Name = 'a'; TeamId = 't' }; Text = "*'a'*interval*" }
            @{ Case = 'an invalid value'; Rows = @{ Name = 'a'; TeamId = 't'; Period = '5m'; Enabled = 'perhaps' }; Text = "*'a'*perhaps*" }
            @{ Case = 'two rows with the same name'; Rows = @{ Name = 'a'; TeamId = 't'; Period = '5m' }, @{ Name = 'a'; TeamId = 't'; Period = '6m' }; Text = "*'a'*only one heartbeat with this name*" }
        ) {
            $run = Invoke-Script { $Rows | ForEach-Object { [pscustomobject] $_ } | Export-CompassHeartbeat ops.json }
            $run.Text | Should -BeLike $Text
            $run.Id | Should -BeLike '*NothingWritten'
            Test-Path ops.json | Should -BeFalse
        }

        It 'writes no file without input, with -WhatIf, over a file with -NoClobber, and over a folder' {
            (Invoke-Script { Get-CompassHeartbeat nobody* | Export-CompassHeartbeat ops.json }).Id | Should -Be 'NothingToExport'
            Export-CompassHeartbeat ops.json -WhatIf
            Get-ChildItem | Should -BeNullOrEmpty
            Export-CompassHeartbeat ops.json
            $null = Remove-CompassHeartbeat nightly -Force
            $hash = Get-Hash ops.json
            (Invoke-Script { Export-CompassHeartbeat ops.json -NoClobber }).Id | Should -Be 'NoClobber'
            Get-Hash ops.json | Should -Be $hash
            (Invoke-Script { Export-CompassHeartbeat . }).Id | Should -Be 'NotAFile'
            (Invoke-Script { Export-CompassHeartbeat Env:x }).Id | Should -Be 'NotAFile'
        }

        It 'overwrites a read-only file only with -Force, keeps its mode and the team names, and follows a link' -Skip:$IsWindows {
            Export-CompassHeartbeat ops.json
            (Get-Content ops.json -Raw).Replace('"heartbeats"', '"teamName": "Shop", "heartbeats"') | Set-Content ops.json
            & '/bin/chmod' 440 ops.json
            (Invoke-Script { Export-CompassHeartbeat ops.json }).Text | Should -BeLike '*read-only*-Force*'
            $null = New-Item -ItemType SymbolicLink -Path link.json -Target (Join-Path $place ops.json)
            $null = Remove-CompassHeartbeat nightly -Force
            $file = Export-CompassHeartbeat link.json -Force -PassThru
            $file.Name | Should -Be 'link.json'
            (Get-Item link.json).LinkType | Should -Be 'SymbolicLink'
            (Get-Item ops.json).UnixMode | Should -Be '-r--r-----'
            $content = Get-Content ops.json -Raw
            $content | Should -BeLike '*"teamName": "Shop"*'
            $content | Should -Not -BeLike '*nightly*'
        }

        It 'resolves paths as PowerShell does: relative, from home, from a drive, with brackets' {
            $null = New-PSDrive -Name Beats -PSProvider FileSystem -Root $place -Scope Script
            Export-CompassHeartbeat 'Beats:/ops[1].json' -NoSchema
            Test-Path -LiteralPath 'ops[1].json' | Should -BeTrue
            Compare-CompassHeartbeat -LiteralPath 'ops[1].json' | Should -BeNullOrEmpty
            Compare-CompassHeartbeat 'ops`[1`].json' | Should -BeNullOrEmpty
            Get-Item -LiteralPath 'ops[1].json' | Compare-CompassHeartbeat | Should -BeNullOrEmpty
            'o*.json' | Compare-CompassHeartbeat | Should -BeNullOrEmpty
            (Invoke-Script { Compare-CompassHeartbeat 'ops[1].json' }).Id | Should -Be 'FileNotFound'
            (Invoke-Script { Compare-CompassHeartbeat -LiteralPath missing.json }).Text | Should -BeLike "*'missing.json'*"
            (Invoke-Script { Compare-CompassHeartbeat Env:PATH }).Id | Should -Be 'NotAFile'
            (Invoke-Script { Compare-CompassHeartbeat '~/no such file.json' }).Id | Should -Be 'FileNotFound'
        }
    }

    Context 'The schema' {
        It 'accepts the same heartbeats as the cmdlet: <Heartbeat>, valid: <Fine>' -ForEach @(
            @{ Fine = $true; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "Minute" }' }
            @{ Fine = $true; Heartbeat = '{ "name": "a", "interval": 2.0, "intervalUnit": "DAYS", "enabled": false, "description": "", "alertMessage": "", "alertTags": [], "alertPriority": "p5" }' }
            @{ Fine = $false; Heartbeat = '{ "name": " ", "interval": 1, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "interval": 1, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1 }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 0, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1.5, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 2147483648, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": "1", "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "weeks" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "alertPriority": "P6" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "enabled": "true" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "description": null }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "alertTags": ["x", "x"] }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "alertTags": [""] }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "alertTags": "x" }' }
            @{ Fine = $false; Heartbeat = '{ "name": "a", "interval": 1, "intervalUnit": "hours", "status": "Pending" }' }
            @{ Fine = $false; Heartbeat = '{ "Name": "a", "interval": 1, "intervalUnit": "hours" }' }
            @{ Fine = $false; Heartbeat = '"a"' }
        ) {
            Write-File ops.json $Heartbeat
            Test-Json -LiteralPath ops.json -SchemaFile $schema -ErrorAction Ignore | Should -Be $Fine
            (Invoke-Script { Compare-CompassHeartbeat ops.json }).Id | Should -Be $(if ($Fine) { '' } else { 'InvalidDocument' })
        }

        It 'accepts the same team ids as the cmdlet: <Id>, valid: <Fine>' -ForEach @(
            @{ Id = 'a b'; Fine = $false }, @{ Id = ''; Fine = $false }, @{ Id = 'ari:cloud:identity::team/x'; Fine = $false }, @{ Id = 'x-1'; Fine = $true }
        ) {
            Write-File ops.json '' $Id
            Test-Json -LiteralPath ops.json -SchemaFile $schema -ErrorAction Ignore | Should -Be $Fine
            (Invoke-Script { Compare-CompassHeartbeat ops.json }).Id -eq 'InvalidDocument' | Should -Be (-not $Fine)
        }
    }

    Context 'Compare-CompassHeartbeat' {
        BeforeEach {
            Export-CompassHeartbeat ops.json
        }

        It 'shows no difference for another unit or another order' {
            Compare-CompassHeartbeat ops.json -Prune -ErrorOnDifference | Should -BeNullOrEmpty
            Write-File ops.json ('{ "alertPriority": "p1", "alertTags": ["db", "backup"], "intervalUnit": "Hour", "interval": 24, "description": "The \"big\" one: WHO", "name": "nightly" },
                { "name": "hourly", "intervalUnit": "minutes", "interval": 60, "enabled": false, "alertMessage": "It is silent" }' -replace 'WHO', $who)
            Compare-CompassHeartbeat ops.json -Prune -ErrorOnDifference | Should -BeNullOrEmpty
        }

        It 'returns an object for each difference, and for each undeclared heartbeat' {
            $null = Set-CompassHeartbeat nightly -Enabled $false -AlertTag db -Period 2d
            $null = Remove-CompassHeartbeat hourly -Force
            $null = New-CompassHeartbeat stray -Period 5m
            $all = Compare-CompassHeartbeat ops.json
            $all | ForEach-Object { "$($_.Action)|$($_.Name)|$($_.Property)|$($_.Desired)|$($_.Actual)" } | Should -Be @(
                'Create|hourly||1 hour, P3, disabled|'
                'Update|nightly|Interval|1 day|2 days'
                'Update|nightly|Enabled|True|False'
                'Update|nightly|AlertTags|backup db|db'
                'Unmanaged|stray|||5 minutes, P3'
            )
            $all.TeamId | Select-Object -Unique | Should -Be $team
            $all[2].Desired | Should -BeOfType [bool]
            (Compare-CompassHeartbeat ops.json -Prune)[-1].Action | Should -Be 'Remove'
            Get-Writing $server | Where-Object Operation -NotIn UpdateHeartbeat, DeleteHeartbeat, CreateHeartbeat | Should -BeNullOrEmpty
        }

        It 'writes an error after the objects with -ErrorOnDifference if a synchronization would change anything' {
            $null = New-CompassHeartbeat stray -Period 5m
            $unmanaged = Compare-CompassHeartbeat ops.json -ErrorOnDifference -ErrorVariable none
            $unmanaged.Action | Should -Be 'Unmanaged'
            $none | Should -BeNullOrEmpty
            $run = Invoke-Script { Compare-CompassHeartbeat ops.json -Prune -ErrorOnDifference }
            $run.Output.Action | Should -Be 'Remove'
            $run.Id | Should -Be 'HeartbeatsDiffer'
            $run.Text | Should -BeLike '*Sync-CompassHeartbeat -Prune*'
        }

        It 'causes the exit code <Code> in a CI pipeline for <Case>' -ForEach @(
            @{ Case = 'drift'; Code = 1; Before = 'Disable-CompassHeartbeat nightly | Out-Null;' }
            @{ Case = 'no drift'; Code = 0; Before = '' }
        ) {
            $script = "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; Connect-Compass -Sandbox | Out-Null
                New-CompassHeartbeat nightly -Period 1d | Out-Null; Export-CompassHeartbeat '$place/ci.json'; $Before
                Compare-CompassHeartbeat '$place/ci.json' -ErrorOnDifference"
            Set-Content ci.ps1 $script
            $null = Invoke-Shell -NoProfile -NonInteractive -File "$place/ci.ps1" 2>&1
            $LASTEXITCODE | Should -Be $Code
        }

        It 'returns differences that can be saved to a file' {
            $null = Set-CompassHeartbeat nightly -AlertTag @() -Enabled $false
            Compare-CompassHeartbeat ops.json | Export-Clixml differences.xml
            $read = Import-Clixml differences.xml
            $read.Property | Should -Be 'Enabled', 'AlertTags'
            $read[0].Desired | Should -BeTrue
            $read[1].Desired | Should -Be 'backup', 'db'
            $read[1].Action | Should -Be 'Update'
        }

        It 'reports all mistakes of a file before any request' {
            Set-Content ops.json "{`n  `"teams`": [ { `"teamId`": `"$team`", `"heartbeats`": [`n    { `"name`": `"a`", `"intreval`": 5, `"intervalUnit`": `"minutes`" },`n    { `"name`": `"b`", `"interval`": 0, `"intervalUnit`": 5 } ] } ] }"
            $server.ClearRequests()
            $run = Invoke-Script { Compare-CompassHeartbeat ops.json }
            $run.Id | Should -Be 'InvalidDocument'
            $path = [regex]::Escape((Join-Path $place ops.json))
            $run.Text | Should -Match "${path}:3:20: .*'intreval' is not a property of"
            $run.Text | Should -Match "${path}:4:32: .*'interval' must be a whole number"
            $run.Text | Should -Match "${path}:4:51: .*'intervalUnit' must be text"
            $run.Errors[0].Exception.Problems.Place.Line | Should -Be 3, 3, 4, 4
            (Invoke-Script { Sync-CompassHeartbeat ops.json -Prune -Force }).Id | Should -Be 'InvalidDocument'
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'rejects an unknown unit before any change' {
            Write-File ops.json '{ "name": "new", "interval": 5, "intervalUnit": "minutes" }, { "name": "nightly", "interval": 5, "intervalUnit": "munites" }'
            $run = Invoke-Script { Sync-CompassHeartbeat ops.json }
            $run.Id | Should -Be 'InvalidDocument'
            $run.Text | Should -BeLike "*teams*0*heartbeats*1*intervalUnit: 'munites' is not a unit*"
            Get-Writing $server | Should -BeNullOrEmpty
        }

        It 'reports a team that cannot be listed, and compares the others' {
            Set-Content two.json "{ `"teams`": [ { `"teamId`": `"nowhere`", `"heartbeats`": [] }, { `"teamId`": `"$other`", `"heartbeats`": [] } ] }"
            $run = Invoke-Script { Compare-CompassHeartbeat two.json }
            $run.Output.Name | Should -Be 'elsewhere'
            $run.Text | Should -BeLike '*Team nowhere*404*'
        }

        It 'accepts several files as one declaration, but no team in two of them' {
            Export-CompassHeartbeat more.json -TeamId $other -NoSchema
            Compare-CompassHeartbeat ops.json, more.json -Prune | Should -BeNullOrEmpty
            Test-Path heartbeats.schema.json | Should -BeTrue
            Compare-CompassHeartbeat *.json -Prune | Should -BeNullOrEmpty
            Get-ChildItem *.json | Compare-CompassHeartbeat -Prune | Should -BeNullOrEmpty
            (Invoke-Script { Compare-CompassHeartbeat heartbeats.schema.json }).Id | Should -Be 'InvalidDocument'
            Copy-Item more.json twice.json
            (Invoke-Script { Sync-CompassHeartbeat *.json -Prune -Force }).Text | Should -BeLike "*$other is declared twice*"
            (Invoke-Script { Sync-CompassHeartbeat ops.json, more.json, twice.json -Prune -Force }).Text | Should -BeLike "*$other is declared twice*more.json*"
        }
    }

    Context 'Sync-CompassHeartbeat' {
        It 'applies the file, and changes nothing in a second run' {
            Export-CompassHeartbeat ops.json
            $null = Remove-CompassHeartbeat hourly -Force
            $null = Set-CompassHeartbeat nightly -Description '' -AlertPriority P5
            $null = New-CompassHeartbeat stray -Period 5m
            $server.ClearRequests()
            $results = Sync-CompassHeartbeat ops.json -Prune -Force
            $results | ForEach-Object { "$($_.Status) $($_.Action) $($_.Name) $($_.Property) $($_.Reason)".Trim() } |
                Should -Be 'Done Create hourly', 'Done Update nightly Description AlertPriority', 'Done Remove stray'
            $results.TeamId | Select-Object -Unique | Should -Be $team
            (Get-Writing $server).Operation | Should -Be 'CreateHeartbeat', 'UpdateHeartbeat', 'DeleteHeartbeat'
            $server.ClearRequests()
            Sync-CompassHeartbeat ops.json -Prune -Force | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
            Get-CompassHeartbeat -TeamId $other | Should -HaveCount 1
        }

        It 'shows the steps with -WhatIf, and sends no changes' {
            Write-File ops.json '{ "name": "hourly", "interval": 2, "intervalUnit": "hours" }, { "name": "new", "interval": 5, "intervalUnit": "minutes" }'
            $shell = Open-Shell
            try {
                $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
                $shell.Runspace.SessionStateProxy.Path.SetLocation($place)
                $null = $shell.AddScript('Sync-CompassHeartbeat ops.json -Connection $c -Prune -WhatIf -Verbose 4>&1').Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
            }
            Get-Writing $server | Should -BeNullOrEmpty
            $plan = Invoke-Shell -NoProfile -Command "
                Import-Module '$manifest'; `$null = Connect-Compass -Sandbox; `$null = New-CompassHeartbeat hourly -Period 1h; `$null = New-CompassHeartbeat old -Period 1h
                Sync-CompassHeartbeat '$place/ops.json' -Prune -WhatIf"
            $plan | Should -Be @(
                "What if: Change heartbeat 'hourly' of team ${team}: Interval from '1 hour' to '2 hours'."
                "What if: Create heartbeat 'new' in team $team (5 minutes, P3)."
                "What if: Remove heartbeat 'old' of team $team (1 hour, P3)."
            )
        }

        It 'removes undeclared heartbeats only with -Prune' {
            Write-File ops.json '{ "name": "new", "interval": 5, "intervalUnit": "minutes" }'
            Sync-CompassHeartbeat ops.json | ForEach-Object Action | Should -Be 'Create'
            Write-File ops.json ''
            Sync-CompassHeartbeat ops.json -Prune -Confirm:$false | ForEach-Object { "$($_.Status) $($_.Action)" } | Should -Be 'Done Remove', 'Done Remove', 'Done Remove'
        }

        It 'reports a failed step, completes the others, and removes nothing from its team' {
            Set-Content ops.json "{ `"teams`": [ { `"teamId`": `"$team`", `"heartbeats`": [
                { `"name`": `"a`", `"interval`": 1, `"intervalUnit`": `"days`" }, { `"name`": `"b`", `"interval`": 1, `"intervalUnit`": `"days`" } ] },
                { `"teamId`": `"$other`", `"heartbeats`": [] } ] }"
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Operation = 'CreateHeartbeat'; Count = 1 })
            $run = Invoke-Script { Sync-CompassHeartbeat ops.json -Prune -Force }
            $run.Output | ForEach-Object { "$($_.Status) $($_.Action) $($_.Name)" } |
                Should -Be 'Failed Create a', 'Done Create b', 'Skipped Remove hourly', 'Skipped Remove nightly', 'Done Remove elsewhere'
            $run.Text | Should -BeLike "Heartbeat 'a': *403*"
            $run.Errors[0].TargetObject.Name | Should -Be 'a'
            Sync-CompassHeartbeat ops.json -Prune -Force | ForEach-Object { "$($_.Status) $($_.Action) $($_.Name)" } |
                Should -Be 'Done Create a', 'Done Remove hourly', 'Done Remove nightly'
        }

        It 'treats a heartbeat that another client removed as removed' {
            Write-File ops.json ''
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 404; Operation = 'DeleteHeartbeat'; Count = 1 })
            (Sync-CompassHeartbeat ops.json -Prune -Force).Status | Should -Be 'Done', 'Done'
        }

        It 'prompts for removals before any change: <Case>' -ForEach @(
            @{ Case = 'no and yes'; Answers = "N`nY`n"; With = ''; Expected = 'Skipped Remove hourly You did not confirm this step.', 'Done Create new', 'Done Remove nightly' }
            @{ Case = 'yes to all'; Answers = "A`n"; With = ''; Expected = 'Done Create new', 'Done Remove hourly', 'Done Remove nightly' }
            @{ Case = '-Confirm'; Answers = "N`nY`nL`n"; With = '-Confirm'; Expected = 'Skipped Create new You did not confirm this step.', 'Skipped Remove nightly You did not confirm this step.', 'Done Remove hourly' }
            @{ Case = 'a shell that cannot prompt'; Answers = ''; With = '-NonInteractive'; Expected = 'ConfirmationNeeded' }
            @{ Case = 'an empty standard input'; Answers = @(); With = ''; Expected = 'ConfirmationNeeded' }
        ) {
            Write-File ops.json '{ "name": "new", "interval": 5, "intervalUnit": "minutes" }'
            Set-Content ask.ps1 "param([switch] `$Confirm) Import-Module '$manifest'
                Sync-CompassHeartbeat '$place/ops.json' -Prune @PSBoundParameters -ErrorVariable failed 2> `$null |
                    ForEach-Object { `"=`$(`$_.Status) `$(`$_.Action) `$(`$_.Name) `$(`$_.Reason)`".Trim() }
                trap { `"``n=`$(`$_.FullyQualifiedErrorId)`".Split(',')[0]; exit 1 }"
            $shellOption = @('-NoProfile') + @($With | Where-Object { $_ -eq '-NonInteractive' })
            $scriptOption = @($With | Where-Object { $_ -eq '-Confirm' })
            $settings = @{
                COMPASS_BASE_URI  = "$($server.BaseUri)"
                COMPASS_CLOUD_ID  = $server.CloudId
                COMPASS_EMAIL     = $server.Email
                COMPASS_API_TOKEN = $server.Token
            }
            try {
                $settings.Keys | ForEach-Object { Set-Item "Env:$_" $settings[$_] }
                $said = $Answers | Invoke-Shell @shellOption -File ask.ps1 @scriptOption
            }
            finally {
                $settings.Keys | ForEach-Object { Remove-Item "Env:$_" }
            }
            $said | Where-Object { $_ -like '=*' } | ForEach-Object { $_.Substring(1) } | Should -Be $Expected
            $wrote = @(Get-Writing $server).Count
            $wrote | Should -Be @($Expected | Where-Object { $_ -like 'Done*' }).Count
        }
    }
}

Describe 'Sync-CompassHeartbeat against a service that fails' {
    BeforeAll {
        $names = 1..500 | ForEach-Object { "beat {0:000}" -f $_ }
        $file = Join-Path $TestDrive many.json

        # Returns the input for a declaration file: one heartbeat for each name, with values that depend on the name.
        function Get-Wanted([string] $TeamId, [string[]] $Name) {
            foreach ($each in $Name) {
                [pscustomobject] @{ Name = $each; TeamId = $TeamId; Period = "$([int] $each.Split(' ')[1])m"; Description = "of $each"; AlertTag = "t$($each.Length);x" }
            }
        }
    }

    It 'reaches the declared state from <State>, although a tenth of the requests fail' -ForEach @(
        @{ State = 'no heartbeats'; Seed = 1 }
        @{ State = 'equal heartbeats'; Seed = 2 }
        @{ State = 'drifted heartbeats'; Seed = 3 }
    ) {
        $server = Open-Sandbox
        try {
            $team, $other = $server.Teams[0..1].TeamId
            $null = Connect-Sandbox $server @{ Name = 'many'; RetryIntervalSec = 0.001 }
            $wanted = @(Get-Wanted $team $names[0..249]) + @(Get-Wanted $other $names[250..499])
            $wanted | Export-CompassHeartbeat $file
            if ($State -ne 'no heartbeats') {
                $null = $wanted | New-CompassHeartbeat -Connection many -ThrottleLimit 8
            }
            if ($State -eq 'drifted heartbeats') {
                $null = $names[0..99] | Remove-CompassHeartbeat -Connection many -Force -ThrottleLimit 8
                $null = $names[100..199] | Set-CompassHeartbeat -Connection many -Description 'changed by hand' -Enabled $false -ThrottleLimit 8
                $null = 1..50 | ForEach-Object { [pscustomobject] @{ Name = "stray $_"; Period = '5m' } } | New-CompassHeartbeat -Connection many -ThrottleLimit 8
            }
            foreach ($kind in 'Status', 'ResetBefore', 'ResetAfter', 'Truncate', 'Malformed') {
                $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = $kind; Probability = 0.02; Seed = $Seed })
            }
            $rounds = 0
            do {
                $rounds++
                $run = Invoke-Script { Sync-CompassHeartbeat $file -Connection many -Prune -Force -ThrottleLimit 8 }
            } while ($run.Errors.Count -gt 0 -and $rounds -lt 20)
            $run.Errors | Should -BeNullOrEmpty
            $server.ClearFaults()
            if ($State -eq 'equal heartbeats') {
                Get-Writing $server | Where-Object Operation -NE CreateHeartbeat | Should -BeNullOrEmpty
            }

            Compare-CompassHeartbeat $file -Connection many -Prune | Should -BeNullOrEmpty
            $there = Get-CompassHeartbeat -Connection many -TeamId $team, $other
            $there.Name | Sort-Object | Should -Be $names
            $server.ClearRequests()
            Sync-CompassHeartbeat $file -Connection many -Prune -Force | Should -BeNullOrEmpty
            Get-Writing $server | Should -BeNullOrEmpty
        }
        finally {
            Get-CompassConnection | Disconnect-Compass
            $server.Dispose()
        }
    }
}

Describe 'A service that changes texts' {
    BeforeAll {
        $odd = Open-Sandbox @{ Behavior = 'TrimText, NormalizeNewlines, LowerCaseTags, UpperCaseIds, NoContent' }
        $other = Connect-Sandbox $odd @{ Name = 'odd'; NoDefault = $true }
        $declared = Join-Path $TestDrive 'odd.json'
        @{
            teams = @(@{
                    teamId     = $odd.Teams[0].TeamId
                    heartbeats = @(@{
                            name = 'nightly'; interval = 1; intervalUnit = 'days'; description = " Nightly backup`r`nof all databases `r`n"
                            alertMessage = "Backup did not run`r`n"; alertTags = @('Prod', ' DB ')
                        })
                })
        } | ConvertTo-Json -Depth 9 | Set-Content -LiteralPath $declared
    }

    AfterAll {
        $other | Disconnect-Compass
        $odd.Dispose()
    }

    It 'needs one Sync-CompassHeartbeat, after which Compare-CompassHeartbeat returns no difference' {
        (Sync-CompassHeartbeat $declared -Connection $other).Action | Should -Be 'Create'
        @(Compare-CompassHeartbeat $declared -Connection $other) | Should -HaveCount 0
        @(Sync-CompassHeartbeat $declared -Connection $other) | Should -HaveCount 0
        $null = Set-CompassHeartbeat nightly -Description 'changed by hand' -Connection $other
        (Sync-CompassHeartbeat $declared -Connection $other).Action | Should -Be 'Update'
        @(Sync-CompassHeartbeat $declared -Connection $other) | Should -HaveCount 0
    }
}
