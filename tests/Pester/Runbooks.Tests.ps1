# Runs the scripts in the folder 'examples', each in a separate process with a sandbox.

BeforeDiscovery {
    $scripts = Get-ChildItem "$PSScriptRoot/../../examples" -Filter *.ps1 | ForEach-Object Name
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $examples = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../examples")

    # Runs a script of the folder 'examples' in a separate process. The current folder is empty.
    function Invoke-Runbook([string] $Name, [string[]] $Argument = @()) {
        $place = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))
        $before = $env:TMPDIR, $env:TMP, $env:TEMP
        Push-Location $place
        try {
            $env:TMPDIR = $env:TMP = $env:TEMP = $place.FullName
            $said = Invoke-Shell -NoProfile -NonInteractive -File (Join-Path $examples $Name) @Argument 2>&1 | Out-String -Width 200
        }
        finally {
            $env:TMPDIR, $env:TMP, $env:TEMP = $before
            Pop-Location
        }
        [pscustomobject] @{ Code = $LASTEXITCODE; Text = $said -replace '\x1b\[[\d;]*m'; Place = $place.FullName }
    }
}

Describe 'Runbooks' {
    It '<_> documents its purpose, its calls and its parameters' -ForEach $scripts {
        $help = Get-Help (Join-Path $examples $_)
        $help.Synopsis | Should -Match '\.$'
        $help.Description.Text | Should -Not -BeNullOrEmpty
        @($help.Examples.example).Count | Should -BeGreaterThan 0
        $parameters = [System.Management.Automation.Language.Parser]::ParseFile((Join-Path $examples $_), [ref] $null, [ref] $null).ParamBlock.Parameters
        foreach ($parameter in $parameters) {
            $name = $parameter.Name.VariablePath.UserPath
            (@($help.parameters.parameter) | Where-Object name -EQ $name).description.Text | Should -Not -BeNullOrEmpty -Because $name
        }
    }

    Context 'deploy-under-maintenance' {
        It 'deploys, and ends the window' {
            $run = Invoke-Runbook deploy-under-maintenance.ps1 -Argument '-Sandbox'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Deployment: start the service[\s\S]*Status +: cancelled'
        }

        It 'exits with <Code> if the deployment is "<Script>"' -ForEach @(
            @{ Script = 'throw "no disk"'; Code = 1; Text = '*deployment failed: no disk*' }
            @{ Script = 'exit 3'; Code = 1; Text = '*deployment failed: *exit code is 3*' }
        ) {
            Set-Content "$TestDrive/deploy.ps1" $Script
            $run = Invoke-Runbook deploy-under-maintenance.ps1 -Argument '-Sandbox', '-Script', "$TestDrive/deploy.ps1"
            $run.Code | Should -Be $Code -Because $run.Text
            $run.Text | Should -BeLike $Text
        }
    }

    Context 'backup-under-heartbeat' {
        It 'backs up, and pings' {
            $run = Invoke-Runbook backup-under-heartbeat.ps1 -Argument '-Sandbox'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -BeLike "*3 files*ping for the heartbeat 'nightly-backup'*"
            Get-ChildItem (Join-Path $run.Place 'compassops-backup') -Filter *.zip | Should -HaveCount 1
        }

        It 'does not ping if the backup fails, so that the service raises an alert' {
            $run = Invoke-Runbook backup-under-heartbeat.ps1 -Argument '-Sandbox', '-Source', 'nowhere'
            $run.Code | Should -Be 1 -Because $run.Text
            $run.Text | Should -Match 'The backup failed[\s\S]*nightly-backup +There was no backup last night'
        }

        It 'backs up if the service cannot be reached, and exits with 2' {
            $null = New-Item "$TestDrive/shop/orders.csv" -Force
            $run = Invoke-Runbook backup-under-heartbeat.ps1 -Argument '-Site', 'acme', '-Source', "$TestDrive/shop", '-Destination', "$TestDrive/backup"
            $run.Code | Should -Be 2 -Because $run.Text
            $run.Text | Should -BeLike '*will not ping the heartbeat*1 files*'
        }
    }

    It 'patch-night creates windows of five teams on four Sundays, and simulates the first night' {
        $run = Invoke-Runbook patch-night.ps1 -Argument '-Sandbox'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike '*20 windows exist*'
        $run.Text | Should -Match '01:00 +Shop Operations\s+02:00 +Payments\s+02:30 +Warehouse and Delivery\s+03:30 +Platform\s+05:00 +Customer Care'
    }

    Context 'heartbeats-in-git' {
        It 'finds differences and corrects them' {
            $run = Invoke-Runbook heartbeats-in-git.ps1 -Argument '-Sandbox'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Create +Till 2[\s\S]*Remove +Only a test[\s\S]*Done +Update +Till 1[\s\S]*matches the file'
        }

        It 'exits with <Code> for a file that <Case>' -ForEach @(
            @{ Case = 'the service differs from'; Code = 1; File = '{ "name": "a", "interval": 1, "intervalUnit": "days" }'; More = @() }
            @{ Case = 'is applied'; Code = 0; File = '{ "name": "a", "interval": 1, "intervalUnit": "days" }'; More = @('-Apply') }
            @{ Case = 'has a mistake'; Code = 2; File = '{ "name": "a" }'; More = @() }
        ) {
            Set-Content "$TestDrive/ops.json" "{ `"teams`": [ { `"teamId`": `"77b933c9-92bb-46e7-a73c-764b8d7c3c25`", `"heartbeats`": [ $File ] } ] }"
            $run = Invoke-Runbook heartbeats-in-git.ps1 -Argument (@('-Sandbox', '-Path', "$TestDrive/ops.json") + $More)
            $run.Code | Should -Be $Code -Because $run.Text
        }
    }

    Context 'operations-in-git' {
        It 'creates windows, finds differences, and does not change a cancelled window' {
            $run = Invoke-Runbook operations-in-git.ps1 -Argument '-Sandbox'
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Create Patch night: Done[\s\S]*Update Till 1[\s\S]*matches the file'
        }

        It 'exits with <Code> for <Case>' -ForEach @(
            @{ Case = 'drift'; Code = 1; At = '02:00'; More = @() }
            @{ Case = 'a file that is applied'; Code = 0; At = '02:00'; More = @('-Apply') }
            @{ Case = 'a mistake'; Code = 2; At = '2'; More = @() }
        ) {
            $entry = '{ "description": "a", "daily": true, "at": "AT", "duration": "1h", "timeZone": "UTC", "rules": [ { "state": "disabled", "entity": { "type": "policy", "id": "p" } } ] }'
            Set-Content "$TestDrive/windows.json" "{ `"global`": { `"maintenance`": [ $($entry -creplace 'AT', $At) ] } }"
            $run = Invoke-Runbook operations-in-git.ps1 -Argument (@('-Sandbox', '-Path', "$TestDrive/windows.json") + $More)
            $run.Code | Should -Be $Code -Because $run.Text
        }
    }

    It 'move-to-jira-service-management moves heartbeats and windows' {
        $run = Invoke-Runbook move-to-jira-service-management.ps1 -Argument '-Sandbox'
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match '15 +Create, Done[\s\S]*planned Team +Core switch[\s\S]*planned Global +Core switch[\s\S]*The move is complete'
    }

    It 'fleet lets each host ping its own heartbeat, and returns one report' {
        $run = Invoke-Runbook fleet.ps1 -Argument '-Sandbox'
        $run.Code | Should -Be 0 -Because $run.Text
        foreach ($name in 'web-1', 'web-2', 'db-1') {
            $run.Text | Should -Match "host $name +Responsive"
        }
        $ill = Invoke-Runbook fleet.ps1 -Argument '-Sandbox', '-MinimumFreeGB', '1e9'
        $ill.Code | Should -Be 1 -Because $ill.Text
        $ill.Text | Should -Match 'Only [\d.,]+ GB are free[\s\S]*host web-1 +Pending[\s\S]*Hosts with a problem: web-1, web-2, db-1'
    }

    It '<_> reports an error without a connection, and does nothing' -ForEach $scripts {
        $arguments = @{
            'deploy-under-maintenance.ps1' = '-Script', "$TestDrive/none.ps1", '-IntegrationId', 'e1'
            'backup-under-heartbeat.ps1'   = '-Source', "$TestDrive/shop", '-Destination', "$TestDrive/backup"
            'fleet.ps1'                    = '-HostName', 'web-1'
            'heartbeats-in-git.ps1'        = '-Path', "$TestDrive/ops.json"
        }
        $run = Invoke-Runbook $_ -Argument @($arguments[$_] | Where-Object { $_ })
        $run.Code | Should -Not -Be 0 -Because $run.Text
        $run.Text | Should -Not -BeLike '*Connected to*'
    }

    Context 'with a connection from the environment' {
        BeforeAll {
            $server = Open-Sandbox
            $set = @{
                COMPASS_CLOUD_ID = $server.CloudId; COMPASS_BASE_URI = "$($server.BaseUri)"; COMPASS_TEAM_ID = $server.Teams[0].TeamId
                COMPASS_EMAIL = $server.Email; COMPASS_API_TOKEN = $server.Token
            }
            $set.Keys | ForEach-Object { Set-Item "Env:$_" $set[$_] }
            $null = New-Item "$TestDrive/shop/orders.csv" -Force
            Set-Content "$TestDrive/done.ps1" '"done"'
            Set-Content "$TestDrive/ops.json" "{ `"teams`": [ { `"teamId`": `"$($server.Teams[0].TeamId)`", `"heartbeats`": [ { `"name`": `"a`", `"interval`": 1, `"intervalUnit`": `"days`" } ] } ] }"
        }

        AfterAll {
            $set.Keys | ForEach-Object { Remove-Item "Env:$_" }
            $server.Dispose()
        }

        It '<Name> <Argument> uses the connection, shows it, and exits with <Code>' -ForEach @(
            @{ Name = 'deploy-under-maintenance'; Argument = '-Script {0}/done.ps1 -IntegrationId e1'; Code = 0; Operation = 'CreateTeamMaintenance' }
            @{ Name = 'backup-under-heartbeat'; Argument = '-Source {0}/shop -Destination {0}/backup -Name nightly'; Code = 2; Operation = 'PingHeartbeat' }
            @{ Name = 'patch-night'; Argument = '-Week 1'; Code = 0; Operation = 'CreateTeamMaintenance' }
            @{ Name = 'patch-night'; Argument = '-Week 2 -WhatIf'; Code = 0; Operation = 'ListTeamMaintenances' }
            @{ Name = 'heartbeats-in-git'; Argument = '-Path {0}/ops.json -Apply'; Code = 0; Operation = 'CreateHeartbeat' }
            @{ Name = 'move-to-jira-service-management'; Argument = ''; Code = 0; Operation = 'ListHeartbeats' }
        ) {
            $server.ClearRequests()
            $run = Invoke-Runbook "$Name.ps1" -Argument @(($Argument -f $TestDrive) -split ' ' | Where-Object { $_ })
            $run.Code | Should -Be $Code -Because $run.Text
            $run.Text | Should -Match "Connected to a sandbox at 127.0.0.1:$($server.Port), (Compass|JiraServiceManagement)\."
            $server.Requests.Operation | Should -Contain $Operation
            if ($Argument -like '*-WhatIf') {
                $run.Text | Should -BeLike '*Nothing was created*'
                $server.Requests.Method | Select-Object -Unique | Should -Be 'GET'
            }
        }

        It 'deploy-under-maintenance does not start without <Missing>' -ForEach @(
            @{ Missing = 'a script'; Argument = '-IntegrationId', 'e1' }
            @{ Missing = 'a script that exists'; Argument = '-IntegrationId', 'e1', '-Script', 'nowhere.ps1' }
            @{ Missing = 'an integration'; Argument = '-Script', 'done.ps1' }
        ) {
            $server.ClearRequests()
            (Invoke-Runbook deploy-under-maintenance.ps1 -Argument $Argument).Code | Should -Be 2
            $server.Requests | Should -BeNullOrEmpty
        }

        It 'prefers the default connection of the session to environment variables' {
            $other = Open-Sandbox
            try {
                $script = "Import-Module '$manifest'; `$c = [pscredential]::new('$($other.Email)', (ConvertTo-SecureString '$($other.Token)' -AsPlainText -Force))
                    `$null = Connect-Compass -BaseUri $($other.BaseUri) -CloudId $($other.CloudId) -Credential `$c
                    & '$examples/patch-night.ps1' -Week 1"
                $server.ClearRequests()
                $text = Invoke-Shell -NoProfile -NonInteractive -Command $script *>&1 | Out-String
                $text | Should -BeLike "*Connected to a sandbox at 127.0.0.1:$($other.Port), Compass.*"
                $server.Requests | Should -BeNullOrEmpty
            }
            finally {
                $other.Dispose()
            }
        }
    }
}
