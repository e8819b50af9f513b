# Runs the example of about_CompassSandbox, and sends the requests of its curl commands. Checks that the options and parameters on
# the page exist.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $page = Get-Content (Join-Path $PSScriptRoot '../../docs/en-US/about_CompassSandbox.md') -Raw
}

Describe 'about_CompassSandbox' {
    It 'has the headings of an about page' {
        $headings = [regex]::Matches($page, '(?m)^# (?<text>[A-Z ]+|CompassSandbox)\r?$') | ForEach-Object { $_.Groups['text'].Value }
        $headings[0..2] | Should -Be 'CompassSandbox', 'SHORT DESCRIPTION', 'LONG DESCRIPTION'
        $page | Should -Match '(?m)^## about_CompassSandbox\r?$'
    }

    It 'has one example, and its tests pass' {
        $examples = [regex]::Matches($page, '(?ms)^```powershell\r?\n(?<code>.*?)^```')
        $examples | Should -HaveCount 1
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'example')
        Set-Content (Join-Path $folder 'Runbook.Tests.ps1') $examples[0].Groups['code'].Value

        # The new process finds the module by its name, so PSModulePath must contain the folder above the module.
        $modules = Split-Path (Split-Path $manifest)
        $script = @'
$env:PSModulePath = "{0}$([System.IO.Path]::PathSeparator)$env:PSModulePath"
$run = Invoke-Pester -Path Runbook.Tests.ps1 -Output None -PassThru
"$($run.Result) $($run.PassedCount) of $($run.TotalCount)"
$run.Failed | ForEach-Object {{ "$($_.Name): $($_.ErrorRecord)" }}
"Left behind: $(@(Get-CompassSandbox).Count)"
'@ -f $modules
        Set-Content (Join-Path $folder 'run.ps1') $script
        Push-Location $folder
        try {
            $said = Invoke-Shell -NoProfile -NonInteractive -File run.ps1
        }
        finally {
            Pop-Location
        }
        $tests = [regex]::Matches($page, '(?m)^    It ').Count
        $said | Should -Be "Passed $tests of $tests", 'Left behind: 0'
    }

    It 'sends requests that the control resource accepts' {
        $server = Open-Sandbox @{ ControlResource = $true }
        try {
            $calls = [regex]::Matches($page, "(?m)^    curl .*?(?:-X (?<method>\w+) )?http://127\.0\.0\.1:8080/(?<path>\S+)(?: -d '(?<body>.*)')?\r?$")
            $calls | Should -HaveCount ([regex]::Matches($page, '(?m)^    curl ').Count)
            foreach ($call in $calls) {
                $body = $call.Groups['body'].Value
                $request = @{
                    Uri                            = "$($server.BaseUri)$($call.Groups['path'].Value)"
                    Method                         = if ($body) { 'POST' } elseif ($call.Groups['method'].Success) { $call.Groups['method'].Value } else { 'GET' }
                    Authentication                 = 'Basic'
                    Credential                     = Get-SandboxCredential $server
                    AllowUnencryptedAuthentication = $true
                }
                if ($body) {
                    $request.Body = $body
                    $request.ContentType = 'application/json'
                }
                (Invoke-WebRequest @request).StatusCode | Should -BeIn 200, 201, 204 -Because $call.Value
            }
        }
        finally {
            $server.Dispose()
        }
    }

    It 'names only existing options of the program' {
        $help = [CompassOps.Sandbox.SandboxServer].Assembly.GetType('CompassOps.Sandbox.Messages').GetField('Help').GetValue($null)
        $options = [regex]::Matches($page, '(?<![\w-])--[a-z][a-z-]+').Value | Where-Object { $_ -ne '--project' } | Sort-Object -Unique
        $options.Count | Should -BeGreaterThan 3
        $options | ForEach-Object { $help | Should -Match "(?m)^  $_ " }
    }

    It 'names only existing parameters and commands' {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput(
            ([regex]::Matches($page, '`(?<code>(?:Start|Stop|Step|Add|Clear|Get|Connect)-Compass[^`]*)`').ForEach{ $_.Groups['code'].Value } -join "`n"),
            [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $commands = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
        $commands.Count | Should -BeGreaterThan 5
        foreach ($command in $commands) {
            $known = (Get-Command $command.GetCommandName() -Module CompassOps -ErrorAction Stop).Parameters.Keys
            foreach ($parameter in $command.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $known | Should -Contain $parameter.ParameterName
            }
        }
    }
}
