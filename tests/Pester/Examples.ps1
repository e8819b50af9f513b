# Reads and runs the examples of help pages. Usage: BeforeAll { . "$PSScriptRoot/Bootstrap.ps1"; . "$PSScriptRoot/Examples.ps1" }.

# Examples with runspaces and jobs import the module by its name. So add the folder that contains the module to the module path.
$modules = Split-Path (Split-Path $manifest)
if (($env:PSModulePath -split [System.IO.Path]::PathSeparator) -notcontains $modules) {
    $env:PSModulePath = "$modules$([System.IO.Path]::PathSeparator)$env:PSModulePath"
}

$pages = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/en-US'))

# Returns the examples of a page. A comment on the page says why an example cannot run: <!-- Not run: the reason. -->
function Get-PageExample([string] $Path) {
    $text = (Get-Content -LiteralPath $Path -Raw) -replace "`r"
    $part = [regex]::Match($text, '(?ms)^## EXAMPLES\n(?<text>.*?)^## PARAMETERS$').Groups['text'].Value
    foreach ($example in [regex]::Matches($part, '(?ms)^### (?<title>[^\n]+)\n(?<body>.*?)(?=^### |\z)')) {
        $body = $example.Groups['body'].Value
        [pscustomobject] @{
            Cmdlet = [System.IO.Path]::GetFileNameWithoutExtension($Path)
            Title  = $example.Groups['title'].Value
            Code   = [regex]::Match($body, '(?ms)^```powershell\n(?<text>.*?)\n```$').Groups['text'].Value
            Output = [regex]::Match($body, '(?ms)^```Output\n(?<text>.*?)\n```$').Groups['text'].Value
            NotRun = [regex]::Match($body, '<!-- Not run: (?<text>.+?) -->').Groups['text'].Value
        }
    }
}

# Returns the code in about_CompassOps that users run before the examples.
function Get-Preparation {
    $text = (Get-Content -LiteralPath (Join-Path $pages 'about_CompassOps.md') -Raw) -replace "`r"
    [regex]::Match($text, '(?ms)^## Try the examples\n.*?^```powershell\n(?<text>.*?)\n```$').Groups['text'].Value
}

# Runs an example in this process without prompts, in an empty folder and with a new sandbox.
function Invoke-PageExample([object] $Example) {
    $ErrorActionPreference = 'Continue'
    $ConfirmPreference = 'None'
    $ProgressPreference = 'SilentlyContinue'
    Disconnect-Compass -All
    Get-CompassSandbox | Stop-CompassSandbox

    $folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "example-$([guid]::NewGuid())")
    Push-Location $folder
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        $all = @(& ([scriptblock]::Create("$(Get-Preparation)`n$($Example.Code)")) 2>&1)
    }
    catch {
        $all = @($_)
    }
    finally {
        Pop-Location
        Remove-Item $folder -Recurse -Force
    }

    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    try {
        [pscustomobject] @{
            Errors  = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { "$_" })
            Output  = ($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] } | Out-String -Width 120).Trim("`r", "`n")
            Elapsed = $watch.Elapsed
        }
    }
    finally {
        $PSStyle.OutputRendering = $rendering
    }
}

# Replaces the parts of the output that differ between runs: ids, numbers, dates and column widths.
function Get-Shape([string] $Output) {
    $shape = $Output -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'id' -replace '\b[0-9a-f]{8}[-0-9a-f]*\u2026', 'id' -replace
    '\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?=\d{4}-)', 'day '
    $lines = $shape -split '\r?\n' | ForEach-Object {
        # A line that is only a number is a result, such as a count, so the test compares it exactly.
        $line = if ($_ -match '^\s*\d+\s*$') { $_ } else { $_ -replace '\d+', '0' -replace '[+-]0:0', '+0:0' -replace '-{2,}', '--' }
        ($line -replace '\s+', ' ').Trim()
    }
    $lines.Where{ $_ } -join "`n"
}

# Returns syntax errors in a script, and the cmdlets and parameters that do not exist in the module.
function Get-Misunderstanding([string] $Code) {
    $faults = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $faults)
    $faults | ForEach-Object { "$Code : $($_.Message)" }
    foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $command.GetCommandName()
        if ($name -notlike '*-Compass*') {
            continue
        }

        $known = Get-Command $name -Module CompassOps -ErrorAction Ignore
        if (-not $known) {
            "$Code : the module has no cmdlet $name"
            continue
        }

        foreach ($parameter in $command.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
            try {
                $null = $known.ResolveParameter($parameter.ParameterName)
            }
            catch {
                "$Code : $name has no parameter -$($parameter.ParameterName)"
            }
        }
    }
}
