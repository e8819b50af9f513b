# The runbooks of examples/ run as they stand, each in a shell of its own, against a sandbox.

BeforeDiscovery {
    $scripts = Get-ChildItem "$PSScriptRoot/../../examples" -Filter *.ps1 | ForEach-Object Name
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"

    $examples = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../examples")

    # Runs a runbook in a shell of its own, in an empty folder that is also its folder for what is temporary.
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
    It '<_> says what it is for, how it is run, and what each parameter means' -ForEach $scripts {
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
            $run = Invoke-Runbook deploy-under-maintenance.ps1
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Deployment: start the service[\s\S]*Status +: cancelled'
        }

        It 'ends with <Code> where the deployment is "<Script>"' -ForEach @(
            @{ Script = 'throw "no disk"'; Code = 1; Text = '*has failed: no disk*' }
            @{ Script = 'exit 3'; Code = 1; Text = '*ended with 3*' }
        ) {
            Set-Content "$TestDrive/deploy.ps1" $Script
            $run = Invoke-Runbook deploy-under-maintenance.ps1 -Argument '-Script', "$TestDrive/deploy.ps1"
            $run.Code | Should -Be $Code -Because $run.Text
            $run.Text | Should -BeLike $Text
        }
    }

    Context 'backup-under-heartbeat' {
        It 'backs up, and pings' {
            $run = Invoke-Runbook backup-under-heartbeat.ps1
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -BeLike "*3 files*'nightly-backup' is pinged*"
            Get-ChildItem (Join-Path $run.Place 'compassops-backup') -Filter *.zip | Should -HaveCount 1
        }

        It 'does not ping without a backup, and the alert comes' {
            $run = Invoke-Runbook backup-under-heartbeat.ps1 -Argument '-Source', 'nowhere'
            $run.Code | Should -Be 1 -Because $run.Text
            $run.Text | Should -Match 'There is no backup[\s\S]*nightly-backup +There was no backup last night'
        }

        It 'backs up where the service cannot be reached as well' {
            $run = Invoke-Runbook backup-under-heartbeat.ps1 -Argument '-Site', 'acme'
            $run.Code | Should -Be 2 -Because $run.Text
            $run.Text | Should -BeLike '*will not be pinged*3 files*'
        }
    }

    It 'patch-night plans five teams, four Sundays ahead, and goes through the first night' {
        $run = Invoke-Runbook patch-night.ps1
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -BeLike '*20 windows are there*'
        $run.Text | Should -Match '01:00 +Shop Operations\s+02:00 +Payments\s+02:30 +Warehouse and Delivery\s+03:30 +Platform\s+05:00 +Customer Care'
    }

    Context 'heartbeats-in-git' {
        It 'tells the story of a drift that is found and put back' {
            $run = Invoke-Runbook heartbeats-in-git.ps1
            $run.Code | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'Create +Till 2[\s\S]*Remove +Only a test[\s\S]*Done +Update +Till 1[\s\S]*is as the file says'
        }

        It 'ends with <Code> for a file that <Case>' -ForEach @(
            @{ Case = 'the service differs from'; Code = 1; File = '{ "name": "a", "interval": 1, "intervalUnit": "days" }'; More = @() }
            @{ Case = 'is applied'; Code = 0; File = '{ "name": "a", "interval": 1, "intervalUnit": "days" }'; More = @('-Apply') }
            @{ Case = 'has a mistake'; Code = 2; File = '{ "name": "a" }'; More = @() }
        ) {
            Set-Content "$TestDrive/ops.json" "{ `"teams`": [ { `"teamId`": `"77b933c9-92bb-46e7-a73c-764b8d7c3c25`", `"heartbeats`": [ $File ] } ] }"
            $run = Invoke-Runbook heartbeats-in-git.ps1 -Argument (@('-Path', "$TestDrive/ops.json") + $More)
            $run.Code | Should -Be $Code -Because $run.Text
        }
    }

    It 'move-from-opsgenie creates what Opsgenie lists, each in the team of its owner' {
        $run = Invoke-Runbook move-from-opsgenie.ps1
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match 'Team 4b26961a[^\n]*\s+[\s\S]*Card terminal gateway +00:05:00 +True P1[\s\S]*Settlement file +1\.00:00:00 +True P2'
        $run.Text | Should -Match 'Team c3e8a1b4[^\n]*\s+[\s\S]*Build agents +02:00:00 +False P4'
        $run.Text | Should -BeLike '*All 4 heartbeats are there*'
    }

    It 'move-to-jira-service-management moves heartbeats and windows' {
        $run = Invoke-Runbook move-to-jira-service-management.ps1
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match '15 +Create, Done[\s\S]*planned Team +Core switch[\s\S]*planned Global +Core switch[\s\S]*All of it is there'
    }

    It 'fleet has each host ping its own heartbeat, and one report come back' {
        $run = Invoke-Runbook fleet.ps1
        $run.Code | Should -Be 0 -Because $run.Text
        foreach ($name in 'web-1', 'web-2', 'db-1') {
            $run.Text | Should -Match "host $name +Responsive"
        }
        $ill = Invoke-Runbook fleet.ps1 -Argument '-MinimumFreeGB', '1e9'
        $ill.Code | Should -Be 1 -Because $ill.Text
        $ill.Text | Should -Match 'only [\d.,]+ GB are free[\s\S]*host web-1 +Pending[\s\S]*Not well: web-1, web-2, db-1'
    }
}
