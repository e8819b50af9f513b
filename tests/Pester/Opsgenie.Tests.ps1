# Runs examples/move-from-opsgenie.ps1 with a simulated Opsgenie and a sandbox.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Opsgenie.ps1"

    $move = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../examples/move-from-opsgenie.ps1")
    $key = 'a1b2c3d4-0000-4000-8000-00000000abcd'
    $owners = 'PAYMENTS', 'Shop Operations', 'Warehouse', 'Customer Service', 'Platform'

    # Create 40 heartbeats of five teams. Two of the teams have other names in the sandbox. A third team has the same name in the
    # sandbox, but in another letter case.
    $heartbeats = foreach ($number in 1..40) {
        @{
            name = "Job $number"; description = if ($number % 3) { " Runs on host-$number`r`nand reports " } else { '' }; interval = $number; intervalUnit = ('minutes', 'hours', 'days')[$number % 3]
            enabled = $number % 5 -ne 0; expired = $false; ownerTeam = @{ id = "team-$($number % 5)"; name = $owners[$number % 5] }
            alertTags = if ($number % 2) { 'nightly', "host-$number" } else { @() }; alertPriority = "P$($number % 5 + 1)"
            alertMessage = if ($number % 4) { "Job $number is silent" } else { 'HeartbeatName is expired' }; lastPingTime = '2026-11-20T06:14:09.000Z'
        }
    }
    $maintenances = foreach ($number in 1..6) {
        @{
            id = "maintenance-$number"; status = 'planned'; description = "Patch night $number"
            time = @{ type = 'schedule'; startDate = "2031-0$number-10T22:00:00.000Z"; endDate = "2031-0$number-11T02:00:00+01:00" }
            rules = @(@{ state = 'disabled'; entity = @{ id = 'old-integration'; type = 'integration' } }, @{ state = 'enabled'; entity = @{ id = 'old-policy'; type = 'policy' } })
        }
    }
    $map = @{
        teams = @{ 'warehouse' = 'Warehouse and Delivery'; 'team-3' = 'Customer Care' }
        integrations = @{ 'old-integration' = '51e9e162-767b-47a6-a00a-4cd8b6f94829' }; policies = @{ 'old-policy' = '258bec1f-bae6-4190-bcc6-56c42990131c' }
    }

    function Write-Map([hashtable] $Value) {
        $path = Join-Path $TestDrive "map-$([guid]::NewGuid()).json"
        ConvertTo-Json $Value | Set-Content $path
        $path
    }

    # Writes a file in the format of move-from-opsgenie.ps1 -Save.
    function Write-Copy([object[]] $Heartbeat, [object[]] $Maintenance = @(), [datetime] $ReadAt = [datetime]::UtcNow) {
        $path = Join-Path $TestDrive "copy-$([guid]::NewGuid()).json"
        @{ readAt = $ReadAt.ToString('o'); data = @{ heartbeats = @($Heartbeat); maintenances = @($Maintenance) } } | ConvertTo-Json -Depth 9 | Set-Content $path
        $path
    }

    # Runs move-from-opsgenie.ps1.
    function Invoke-Move([string[]] $Argument) {
        $text = Invoke-Shell -NoProfile -NonInteractive -File $move @Argument 2>&1 | Out-String -Width 250
        [pscustomobject] @{ Code = $LASTEXITCODE; Text = $text -replace '\x1b\[[\d;]*m' }
    }

    function Get-All([object] $Server) {
        $connection = Connect-Sandbox $Server
        Get-CompassHeartbeat -TeamId $Server.Teams.TeamId -Connection $connection
    }
}

Describe 'move-from-opsgenie' {
    BeforeEach {
        $server = Open-Sandbox
        $opsgenie = $null
        $variables = @{
            COMPASS_CLOUD_ID = $server.CloudId; COMPASS_BASE_URI = "$($server.BaseUri)"; COMPASS_PRODUCT = 'JiraServiceManagement'
            COMPASS_EMAIL = $server.Email; COMPASS_API_TOKEN = $server.Token; OPSGENIE_API_KEY = $key
        }
        $variables.Keys | ForEach-Object { Set-Item "Env:$_" $variables[$_] }
    }

    AfterEach {
        $variables.Keys | ForEach-Object { Remove-Item "Env:$_" }
        if ($opsgenie) { Stop-Opsgenie $opsgenie }
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'moves heartbeats and maintenances from <Region> to a service with the behavior <Behavior>, and changes nothing in a second run' -ForEach @(
        @{ Region = 'US'; Behavior = 'None' }
        @{ Region = 'EU'; Behavior = 'TruncateToMinutes, UpperCaseIds, TrimText, NormalizeNewlines, LowerCaseTags, LagLists' }
    ) {
        $server.Behavior = $Behavior
        $opsgenie = Start-Opsgenie $heartbeats $maintenances $Region $key
        $arguments = '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $copy = Join-Path $TestDrive "copy-$Region.json"
        $run = Invoke-Move ($arguments + '-Save', $copy)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike '*All 40 heartbeats and 6 maintenances exist in the new product. Parity: no differences.*'
        $run.Text | Should -BeLike '*32 heartbeats have received no ping in the new product*'
        $run.Text | Should -Not -BeLike "*$key*"
        Get-Content $copy -Raw | Should -Not -BeLike "*$key*"

        $all = Get-All $server
        $all | Should -HaveCount 40
        $all | Group-Object TeamId | ForEach-Object Count | Should -Be 8, 8, 8, 8, 8
        $windows = @(Get-CompassMaintenance -Global)
        $windows | Should -HaveCount 6
        $windows[0].Rules | Sort-Object EntityType | ForEach-Object { "$($_.State) $($_.EntityType)" } | Should -Be 'disabled integration', 'enabled policy'

        $server.ClearRequests()
        $again = Invoke-Move ('-Path', $copy, '-Map', $arguments[3])
        $again.Code | Should -Be 0 -Because $again.Text
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
    }

    It 'shows the old and new names with -WhatIf, and creates nothing' {
        $opsgenie = Start-Opsgenie $heartbeats $maintenances US $key
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map), '-WhatIf', '-Verbose', '-Debug'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Create +Job 2 +Warehouse +Warehouse and Delivery +2 days +True'
        $run.Text | Should -BeLike '*Missing: 40 heartbeats, 6 maintenances. Existing objects have 0 differences.*'
        $run.Text | Should -Not -BeLike "*$key*"
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
    }

    It 'reports <Case>, and creates nothing' -ForEach @(
        @{ Case = 'owners that do not exist in the new product'; Change = { $map.teams = @{} }; Text = "*Team 'Warehouse' does not match exactly one team in the new product*Team 'Customer Service' does not match*`"teams`": {*`"Warehouse`": `"`"*`"Customer Service`": `"`"*2 objects*" }
        @{ Case = 'a team that the map assigns to an unknown team'; Change = { $map.teams.warehouse = 'Nowhere' }; Text = "*Team 'Warehouse', mapped to 'Nowhere', does not match exactly one team in the new product*" }
        @{ Case = 'a rule without a counterpart'; Change = { $map.policies = @{} }; Text = "*'Patch night 1': policy old-policy is unknown in the new product*`"policies`": {*`"old-policy`": `"`"*6 objects*" }
        @{ Case = 'names that differ in case'; Change = { $script:more = @{ name = 'JOB 5'; interval = 1; intervalUnit = 'days'; ownerTeam = @{ name = 'payments' } } }; Text = "*'Job 5', 'JOB 5' of the same team differ only in letter case*" }
        @{ Case = 'a heartbeat without an owner'; Change = { $script:more = @{ name = 'Lone'; interval = 1; intervalUnit = 'days'; ownerTeam = @{} } }; Text = "*'Lone' has no owner. Specify its team with -TeamId*" }
    ) {
        $script:more = $null
        $map = $map | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
        . $Change
        $opsgenie = Start-Opsgenie (@($heartbeats) + @($script:more | Where-Object { $_ })) $maintenances US $key
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike $Text
        $run.Text | Should -BeLike '*Nothing was created*'
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
    }

    It 'names -TeamId in the error if -TeamId matches no team' {
        $copy = Write-Copy @(@{ name = 'Lone'; interval = 1; intervalUnit = 'days' })
        $run = Invoke-Move '-Path', $copy, '-TeamId', 'Nowhere'
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike "*-TeamId 'Nowhere' does not match exactly one team in the new product. Heartbeat 'Lone' has no owner and needs a team.*"
    }

    It 'refuses a map that <Case>, and names the file' -ForEach @(
        @{ Case = 'is broken'; Content = '{ "teams": { "Pay": "Payments" } "x" }'; Text = "*Cannot read '*map.json': *JSON*" }
        @{ Case = 'is empty'; Content = ''; Text = "*map.json' does not contain a JSON object.*" }
        @{ Case = 'is a list'; Content = '[]'; Text = "*map.json' does not contain a JSON object.*" }
        @{ Case = 'has a text for its teams'; Content = '{ "teams": "Payments" }'; Text = '*map.json'': "teams" must be an object*' }
        @{ Case = 'has an unknown key'; Content = '{ "team": { } }'; Text = "*map.json': it contains 'team'. Only teams, integrations, policies and syncs are allowed.*" }
    ) {
        $file = Join-Path $TestDrive 'map.json'
        Set-Content $file $Content
        $run = Invoke-Move '-Path', (Write-Copy $heartbeats), '-Map', $file
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike $Text
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reports the age of a saved file, and rejects a file together with a key' {
        $copy = Write-Copy $heartbeats @() ([datetime]::UtcNow.AddDays(-92.5))
        $run = Invoke-Move '-Path', $copy, '-Map', (Write-Map $map), '-WhatIf'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike "*copy-*.json' was read from Opsgenie at *, 92 days ago.*"
        $text = Invoke-Shell -NoProfile -NonInteractive -Command "& '$move' -Path '$copy' -OpsgenieKey (ConvertTo-SecureString secret -AsPlainText -Force)" 2>&1 | Out-String -Width 250
        $text | Should -BeLike '*Specify -Path or -OpsgenieKey, not both.*'
    }

    It 'lists each maintenance that it does not move: <Case>' -ForEach @(
        @{ Case = 'without rules'; Change = { $one.rules = @() }; Text = "*Not moved: Maintenance 'Patch night 1' from 2031-01-10*: it has no rules to move.*" }
        @{ Case = 'without a rule that can be moved'; Change = { $map.integrations['old-integration'] = $null; $map.policies['old-policy'] = $null }; Text = "*Not moved: Rule of*Not moved: Maintenance 'Patch night 1' from 2031-01-10*: it has no rules to move.*" }
        @{ Case = 'in the past'; Change = { $one.status = 'past'; $one.time.startDate = '2024-01-10T22:00:00Z' }; Text = "*Not moved: Maintenance 'Patch night 1' is past*" }
    ) {
        $map = $map | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
        $one = $maintenances[0] | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
        . $Change
        $run = Invoke-Move '-Path', (Write-Copy @() @($one)), '-Map', (Write-Map $map)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike $Text
        $run.Text | Should -Match 'Parity: no differences. \d objects were not moved'
        Get-CompassMaintenance -Global -Connection (Connect-Sandbox $server) | Should -BeNullOrEmpty
    }

    It 'completes an interrupted run without creating anything twice' {
        $arguments = '-Path', (Write-Copy $heartbeats $maintenances), '-Map', (Write-Map $map)
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Operation = 'CreateHeartbeat'; Delay = [timespan] '00:00:00.2'; Count = 40 })
        $line = @($shellCommand | Select-Object -Skip 1) + @('-NoProfile', '-NonInteractive', '-File', $move) + $arguments
        $process = Start-Process $shellCommand[0] -ArgumentList ($line | ForEach-Object { "`"$_`"" }) -PassThru -NoNewWindow -RedirectStandardOutput "$TestDrive/out.txt" -RedirectStandardError "$TestDrive/err.txt"
        Wait-Until { $process.HasExited -or @($server.Requests | Where-Object Operation -EQ CreateHeartbeat).Count -ge 8 } 'eight create requests'
        $process.HasExited | Should -BeFalse -Because (Get-Content "$TestDrive/out.txt", "$TestDrive/err.txt" | Out-String)
        $process.Kill()
        $process.WaitForExit()
        $server.ClearFaults()
        $before = @(Get-All $server).Count
        $before | Should -BeGreaterThan 0
        $before | Should -BeLessThan 40
        $run = Invoke-Move $arguments
        $run.Code | Should -Be 0 -Because $run.Text
        $all = Get-All $server
        $all | Should -HaveCount 40
        @($all.Name | Select-Object -Unique) | Should -HaveCount 40
        Get-CompassMaintenance -Global | Should -HaveCount 6
    }

    It 'reports a changed heartbeat, another letter case, and a cancelled or moved window as differences' {
        $opsgenie = Start-Opsgenie $heartbeats $maintenances US $key
        $arguments = '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $connection = Connect-Sandbox $server
        $payments = ($server.Teams | Where-Object TeamName -EQ Payments).TeamId
        $null = New-CompassHeartbeat 'job 5' -Period 5d -TeamId $payments
        (Invoke-Move $arguments).Code | Should -Be 1
        $null = Set-CompassHeartbeat 'Job 10' -AlertPriority P5 -TeamId $payments
        $disabled = Get-CompassHeartbeat -AllTeams | Where-Object { -not $_.Enabled } | Select-Object -First 1
        $null = $disabled | Enable-CompassHeartbeat
        $windows = @(Get-CompassMaintenance -Global | Sort-Object StartDate)
        $null = $windows[0] | Stop-CompassMaintenance -Force
        $null = $windows[1] | Set-CompassMaintenance -EndDate $windows[1].EndDate.AddHours(1)
        $run = Invoke-Move $arguments
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match 'Job 5 +Name +Job 5 +job 5'
        $run.Text | Should -Match 'Job 10 +Priority +P1 +P5'
        $run.Text | Should -Match 'Patch night 1 +Status +planned +cancelled'
        $run.Text | Should -Match 'Patch night 2 +End '
        Get-CompassMaintenance -Global | Should -HaveCount 6

        $null = New-CompassMaintenance -Global -StartDate $windows[2].StartDate -EndDate $windows[2].EndDate -Description 'Patch night 3' -Rule $windows[2].Rules
        $run = Invoke-Move ($arguments + '-WhatIf')
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Patch night 3 +Copies +none +also \w'
        $run.Text | Should -Match 'Job 10 +Priority +P1 +P5'
        $run.Text | Should -Match "$($disabled.Name) +Enabled +False +True"
        $run.Text | Should -BeLike '*Missing: 0 heartbeats, 0 maintenances. Existing objects have *'
        (Invoke-Move $arguments).Code | Should -Be 1
    }

    It 'exits with 1 and lists the missing heartbeat if the service rejects a heartbeat' {
        $opsgenie = Start-Opsgenie $heartbeats $maintenances US $key
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 403; Operation = 'CreateHeartbeat'; Count = 1 })
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Text | Should -Match 'Job \d+ +Heartbeat +\w+.* missing'
        $run.Text | Should -Not -BeLike '*exist in the new product. Parity*'
    }

    It 'uses the ids of the map if the service does not list teams' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 404; Operation = 'ListTeams'; Count = 20 })
        $map = $map | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
        $map.teams = @{}
        foreach ($number in 0..4) { $map.teams[$owners[$number]] = $server.Teams[$number].TeamId }
        $opsgenie = Start-Opsgenie $heartbeats $maintenances US $key
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $run.Code | Should -Be 0 -Because $run.Text
        $map.teams['Platform'] = 'Platform'
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike "*Team 'Platform', mapped to 'Platform', does not match exactly one team in the new product*"
    }

    It 'does not move objects that the map sets to null, and lists them' {
        $map = $map | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
        $map.teams['Platform'] = $null
        $opsgenie = Start-Opsgenie $heartbeats @() US $key
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map)
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike "*Not moved: Heartbeat 'Job 4' of team 'Platform'*All 32 heartbeats*"
    }

    It 'creates nothing if Opsgenie <Case>' -ForEach @(
        @{ Case = 'rejects the key'; Sent = 'wrong'; Argument = @(); Text = '*Cannot read Opsgenie at http*401*Check the key, its rights*(-Region is US)*' }
        @{ Case = 'would get a two-line key'; Sent = "wrong`nkey"; Argument = @(); Text = '*The API key of Opsgenie contains*Copy the key again*' }
        @{ Case = 'has a plain HTTP address'; Sent = 'wrong'; Argument = '-OpsgenieUri', 'http://opsgenie.example'; Text = '*must begin with https*' }
    ) {
        $opsgenie = Start-Opsgenie $heartbeats @() US $key
        $env:OPSGENIE_API_KEY = $Sent
        $run = Invoke-Move $(if ($Argument) { $Argument } else { '-OpsgenieUri', $opsgenie.Uri })
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike $Text
        $run.Text | Should -Not -BeLike '*wrong*'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'accepts a key with a line end, as in a file' {
        $opsgenie = Start-Opsgenie $heartbeats @() US $key
        $env:OPSGENIE_API_KEY = " $key`n"
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri, '-Map', (Write-Map $map), '-WhatIf'
        $run.Code | Should -Be 0 -Because $run.Text
    }

    It 'explains how to connect if an environment variable is missing' {
        Remove-Item Env:COMPASS_CLOUD_ID
        $run = Invoke-Move '-Path', (Write-Copy $heartbeats)
        $env:COMPASS_CLOUD_ID = $server.CloudId
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike '*COMPASS_CLOUD_ID*Specify -Site and -Credential*'
    }

    It 'sends requests to the host of the region <Region>' -ForEach @{ Region = 'US'; Address = 'https://api.opsgenie.com/' }, @{ Region = 'EU'; Address = 'https://api.eu.opsgenie.com/' } {
        # This proxy does not exist, so no request leaves the machine.
        $env:HTTPS_PROXY = 'http://127.0.0.1:9'
        try {
            $run = Invoke-Move '-Region', $Region
        }
        finally {
            Remove-Item Env:HTTPS_PROXY
        }
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike "*Cannot read Opsgenie at $Address*"
    }

    It 'lists the pings in scripts, each with its replacement' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive scripts)
        Set-Content "$folder/backup.sh" @'
#!/bin/sh
tar cf /backup.tar /srv && curl -s -X GET "https://api.opsgenie.com/v2/heartbeats/Job%205/ping" -H "Authorization: GenieKey a1b2c3d4-0000-4000-8000-00000000abcd" >/dev/null 2>&1
curl "https://api.eu.opsgenie.com/v2/heartbeats/${NAME}/ping" --header "Authorization: GenieKey $KEY"
HOST=api.opsgenie.com
'@
        Set-Content "$folder/report.ps1" 'if ($ok) { Invoke-RestMethod "https://api.opsgenie.com/v2/heartbeats/Job 1/ping" -Headers @{ Authorization = "GenieKey $key" } }'
        $copy = Write-Copy $heartbeats
        $run = Invoke-Move '-Path', $copy, '-Map', (Write-Map $map), '-FindIn', $folder
        $run.Code | Should -Be 0 -Because $run.Text
        $payments = ($server.Teams | Where-Object TeamName -EQ Payments).TeamId
        $shop = ($server.Teams | Where-Object TeamName -EQ 'Shop Operations').TeamId
        $run.Text | Should -BeLike "*backup.sh:2*+ tar cf /backup.tar /srv && curl --netrc-file compass.netrc --fail --silent --show-error `"http*/v1/teams/$payments/heartbeats/ping?name=Job%205`" >/dev/null 2>&1*"
        $run.Text | Should -BeLike '*backup.sh:3*/v1/teams/<id of the team>/heartbeats/ping?name=${NAME}"*'
        $run.Text | Should -BeLike '*backup.sh:4*no automatic replacement*'
        $run.Text | Should -BeLike "*report.ps1:1*+ if (`$ok) { Invoke-CompassHeartbeatPing 'Job 1' -TeamId $shop }*"
        $run.Text | Should -Not -BeLike "*$key*"
        $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'

        $missing = Invoke-Move '-Path', $copy, '-Map', (Write-Map $map), '-FindIn', (Join-Path $TestDrive nowhere)
        $missing.Code | Should -Be 2 -Because $missing.Text
        $missing.Text | Should -BeLike '*nowhere*does not exist*'
    }

    It 'writes the replacement for <File>: <Line>' -ForEach @(
        @{ File = 'a.sh'; Line = 'curl -s "$BASE/v2/heartbeats/Job%201/ping" -H "Authorization: GenieKey $K"'; New = 'curl * "*/teams/{0}/heartbeats/ping?name=Job%201"'; Note = '' }
        @{ File = 'a.sh'; Line = 'curl https://api.opsgenie.com/v2/heartbeats/JOB%201/ping'; New = 'curl * "*/teams/{0}/heartbeats/ping?name=Job%201"'; Note = '' }
        @{ File = 'a.sh'; Line = 'curl https://api.opsgenie.com/v2/heartbeats/Job%201/ping?apiKey=s3cret; curl -u ":s3cret" https://api.opsgenie.com/v2/heartbeats/Job%206/ping'; New = 'curl * "*/teams/{0}/*name=Job%201"; curl * "*/teams/{0}/*name=Job%206"'; Note = '' }
        @{ File = 'a.sh'; Line = 'X=$(date -u +%F); curl https://api.opsgenie.com/v2/heartbeats/Job%201/ping || exit 1'; New = 'X=$(date -u +%F); curl * "*/teams/{0}/*name=Job%201" || exit 1'; Note = '' }
        @{ File = 'a.sh'; Line = 'curl https://api.opsgenie.com/v2/heartbeats/Lost/ping'; New = 'curl * "*/teams/<id of the team>/*name=Lost"'; Note = "The script does not move a heartbeat 'Lost'" }
        @{ File = 'a.sh'; Line = '  https://api.opsgenie.com/v2/heartbeats/Job%201/ping \'; New = 'replace the address with: */teams/{0}/*name=Job%201 (*'; Note = '' }
        @{ File = 'a.py'; Line = 'requests.get(f"https://api.eu.opsgenie.com/v2/heartbeats/{job}/ping")'; New = 'replace the address with: */teams/<id of the team>/*name={job} (*'; Note = 'A variable contains the name.' }
        @{ File = 'a.py'; Line = 'import opsgenie_sdk'; New = 'no automatic replacement: *'; Note = '' }
        @{ File = 'a.ps1'; Line = '$uri = "https://api.opsgenie.com/v2/heartbeats/$job/ping"'; New = 'replace the request with: Invoke-CompassHeartbeatPing "$job" -TeamId <id of the team>'; Note = 'A variable contains the name.' }
        @{ File = 'crontab'; Line = '5 * * * * root curl https://api.opsgenie.com/v2/heartbeats/Job\%201/ping >/dev/null'; New = '5 `* `* `* `* root curl * "*/teams/{0}/*name=Job\%201" >/dev/null'; Note = '' }
        @{ File = 'a.bat'; Line = 'curl https://api.opsgenie.com/v2/heartbeats/Job%%201/ping'; New = 'curl * "*/teams/{0}/*name=Job%%201"'; Note = '' }
        @{ File = 'a.sh'; Line = 'echo up | mail job-1@acme.opsgenie.net'; New = 'no automatic replacement: *'; Note = '' }
        @{ File = 'a.sh'; Line = 'lamp heartbeat --name x --apiKey s3cret'; New = 'no automatic replacement: *'; Note = '' }
    ) {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        Set-Content (Join-Path $folder $File) $Line
        $run = Invoke-Move '-Path', (Write-Copy $heartbeats), '-Map', (Write-Map $map), '-FindIn', $folder
        $run.Code | Should -Be 0 -Because $run.Text
        $shop = ($server.Teams | Where-Object TeamName -EQ 'Shop Operations').TeamId
        @($run.Text -split '\r?\n' -like '  + *')[0].Substring(4) | Should -BeLike $New.Replace('{0}', $shop)
        $run.Text | Should -Not -BeLike '*s3cret*'
        if ($Note) { $run.Text | Should -BeLike "*  ! $Note*" } else { $run.Text | Should -Not -BeLike '*  ! *' }
    }

    It 'ignores addresses of Jira Service Management' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive moved)
        Set-Content "$folder/a.sh" 'curl "https://api.atlassian.com/jsm/ops/api/c/v1/teams/t/heartbeats/ping?name=Job%201"'
        $run = Invoke-Move '-Path', (Write-Copy $heartbeats), '-Map', (Write-Map $map), '-FindIn', $folder
        $run.Text | Should -BeLike '*0 lines use Opsgenie.*'
    }

    It 'exits with 1 if a file cannot be searched for pings' -Skip:$IsWindows {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive broken)
        $null = New-Item -ItemType SymbolicLink (Join-Path $folder 'gone.sh') -Target (Join-Path $TestDrive 'nowhere.sh')
        $run = Invoke-Move '-Path', (Write-Copy $heartbeats), '-Map', (Write-Map $map), '-FindIn', $folder
        $run.Code | Should -Be 1 -Because $run.Text
        $run.Text | Should -BeLike '*1 files or folders could not be read*'
    }

    It 'creates nothing if Opsgenie returns no objects, as for a key without rights' {
        $opsgenie = Start-Opsgenie @() @() US $key
        $run = Invoke-Move '-OpsgenieUri', $opsgenie.Uri
        $run.Code | Should -Be 2 -Because $run.Text
        $run.Text | Should -BeLike '*lists no heartbeats and no maintenances*'
    }
}
