# Runs all code blocks with the language 'powershell' in the README and the guides.

BeforeDiscovery {
    $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    $guides = @(Get-Item (Join-Path $root 'README.md')) + @(Get-ChildItem (Join-Path $root 'docs/guides') -Filter '*.md') |
        ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Examples.ps1"
    $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))

    # Returns the code blocks of a page with their expected output. Includes the code in HTML comments that start with 'Given:'.
    # The test runs this code, but readers of the page do not see it.
    function Get-GuideBlock([string] $Path) {
        $text = (Get-Content -LiteralPath $Path -Raw) -replace "`r"
        $blocks = [regex]::Matches($text,
            '(?ms)<!-- Given:\s*(?<code>.*?)\s*-->|^```powershell\n(?<code>.*?)\n```(?:\n+```Output\n(?<output>.*?)\n```)?$')
        [pscustomobject] @{
            Blocks = @($blocks | ForEach-Object { [pscustomobject] @{ Code = $_.Groups['code'].Value; Output = $_.Groups['output'].Value } })
            Others = @([regex]::Matches($text, '(?ms)^```text\n(?<code>.*?)\n```$').ForEach{ $_.Groups['code'].Value })
        }
    }

    # Replaces the parts of the output that differ between runs: ids and column widths.
    function Get-Line([string] $Output) {
        $lines = $Output -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'id' -replace '-{2,}', '--' -split '\r?\n'
        ($lines | ForEach-Object { ($_ -replace '\s+', ' ').Trim() } | Where-Object { $_ }) -join "`n"
    }

    # Runs the code blocks of a page in one session. The current folder contains only a copy of the folder 'examples'.
    function Invoke-Guide([object] $Guide) {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))
        Copy-Item (Join-Path $root 'examples') $folder -Recurse
        $session = [powershell]::Create()
        try {
            $null = $session.AddScript(@'
param($folder)
$ErrorActionPreference = 'Continue'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
Set-Location $folder
Import-Module CompassOps
'@).AddArgument("$folder").Invoke()
            foreach ($block in $Guide.Blocks) {
                $session.Commands.Clear()
                $session.Streams.ClearStreams()
                $errors = @()
                $output = @()
                try {
                    $output = $session.AddScript($block.Code).Invoke()
                }
                catch {
                    $errors += "$_"
                }
                $errors += @($session.Streams.Error | ForEach-Object { "$_" })
                [pscustomobject] @{ Code = $block.Code; Errors = $errors; Expected = $block.Output; Output = ($output | Out-String -Width 120) }
            }
        }
        finally {
            $session.Dispose()
        }
    }
}

Describe 'The guides' {
    BeforeEach {
        Get-CompassSandbox | Stop-CompassSandbox
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
        Get-CompassSandbox | Stop-CompassSandbox
    }

    It 'runs unchanged: <Name>' -ForEach $guides {
        foreach ($run in Invoke-Guide (Get-GuideBlock $Path)) {
            $run.Errors | Should -BeNullOrEmpty -Because $run.Code
            if ($run.Expected) {
                Get-Line $run.Output | Should -BeExactly (Get-Line $run.Expected) -Because $run.Code
            }
        }
    }

    It 'names only existing cmdlets and parameters: <Name>' -ForEach $guides {
        $text = (Get-Content $Path -Raw) -replace "`r" -replace '(?ms)^```.*?^```$'
        $inline = [regex]::Matches($text, '`(?<code>[A-Z][a-z]+-Compass[^`{]*)').ForEach{ $_.Groups['code'].Value }
        @($inline) + (Get-GuideBlock $Path).Others.Where{ $_ -match '-Compass' } |
            Where-Object { $_ } | ForEach-Object { Get-Misunderstanding $_ } | Should -BeNullOrEmpty
    }
}
