#!/usr/bin/env pwsh
#Requires -Version 5.1

<#
.SYNOPSIS
    Builds, tests and shows CompassOps.

.DESCRIPTION
    Runs on Windows PowerShell 5.1 and PowerShell 7, and needs the .NET SDK. build.sh does the same where no shell is at hand.
    'dotnet build' alone leaves a complete module in out/CompassOps; these tasks add convenience, not steps.

    Test and Soak end with one line, 'N passed, N failed, N skipped', over everything that they ran.

.PARAMETER Task
    Build    the solution, and with it the module in out/CompassOps.
    Test     everything but what takes long: xunit, Pester over the built module, the analysis of the scripts.
    Soak     what takes long: the tests of the category Soak, with xunit and with Pester, and the mutation of Core.
    Demo     the first steps, against the sandbox: examples/first-steps.ps1.
    Package  out/CompassOps.<version>.nupkg, as the PowerShell Gallery takes it.
    Bench    the numbers, against what one would use instead; some minutes. Writes docs/BENCHMARKS.md.
    Clean    removes what the tasks have made.

.PARAMETER Configuration
    Release, what is shipped, or Debug.

.PARAMETER ThrottleLimit
    How many suites run at the same time, and how many mutants are tested at the same time.

.PARAMETER Rounds
    How many rounds Bench measures. With fewer than 20 the page goes to out/bench instead: that is for a look.

.EXAMPLE
    ./build.ps1 Test

.EXAMPLE
    ./build.ps1 Build -Configuration Debug

.EXAMPLE
    ./build.ps1 Bench -Rounds 3
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Soak', 'Demo', 'Bench', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [ValidateRange(1, 64)]
    [int] $ThrottleLimit = 2,

    [ValidateRange(1, 1000)]
    [int] $Rounds = 20
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$results = Join-Path $root 'out/TestResults'

# The shell that runs this script, as a command line without arguments. The dotnet tool is an assembly, not an executable.
function Get-ShellCommand {
    $executable = 'pwsh', 'pwsh.exe', 'powershell.exe' |
        ForEach-Object { Join-Path $PSHOME $_ } |
        Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } |
        Select-Object -First 1
    if ($executable) {
        return , @($executable)
    }

    , @('dotnet', '--roll-forward', 'Major', (Join-Path $PSHOME 'pwsh.dll'))
}

function Invoke-Build([string] $What, [string] $As = $Configuration) {
    & dotnet build (Join-Path $root $What) --configuration $As --nologo --verbosity minimal | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "The build of $What failed."
    }
}

function Get-Count([int] $Passed, [int] $Failed, [int] $Skipped) {
    [pscustomobject] @{ Passed = $Passed; Failed = $Failed; Skipped = $Skipped }
}

function Format-Count([object] $Count) {
    '{0} passed, {1} failed, {2} skipped' -f $Count.Passed, $Count.Failed, $Count.Skipped
}

# A suite is a process of its own that leaves a file with its result: one for each xunit project ...
function Get-XunitSuite([string] $Filter) {
    foreach ($project in Get-ChildItem (Join-Path $root 'tests') -Filter '*.Tests.csproj' -Recurse) {
        $result = "$($project.BaseName).trx"
        [pscustomobject] @{
            Name    = $project.BaseName
            Command = 'dotnet', 'test', $project.FullName, '--no-build', '--nologo', '--configuration', $Configuration,
            '--filter', $Filter, '--results-directory', $results, '--logger', "trx;LogFileName=$result"
            Result  = Join-Path $results $result
        }
    }
}

# ... and one for each file of Pester tests.
function Get-PesterSuite([string[]] $Filter) {
    foreach ($file in Get-ChildItem (Join-Path $root 'tests/Pester') -Filter '*.Tests.ps1' -Recurse) {
        $result = Join-Path $results "$($file.BaseName).json"
        $runner = Join-Path $root 'tests/Pester/Invoke-Suite.ps1'
        $arguments = '-NoProfile', '-NonInteractive', '-File', $runner, '-Path', $file.FullName, '-ResultPath', $result
        [pscustomobject] @{
            Name    = "Pester $($file.BaseName -replace '\.Tests$')"
            Command = (Get-ShellCommand) + $arguments + $Filter
            Result  = $result
        }
    }
}

function Open-Suite([object] $Suite) {
    # Start-Process joins its arguments as they are; none of these holds a quotation mark.
    $start = @{
        FilePath               = $Suite.Command[0]
        ArgumentList           = $Suite.Command | Select-Object -Skip 1 | ForEach-Object { "`"$_`"" }
        WorkingDirectory       = $root
        RedirectStandardOutput = "$($Suite.Result).log"
        RedirectStandardError  = "$($Suite.Result).err"
        NoNewWindow            = $true
        PassThru               = $true
    }
    $process = Start-Process @start
    # Windows PowerShell forgets the exit code of a process whose handle nobody has asked for.
    $null = $process.Handle
    [pscustomobject] @{ Suite = $Suite; Process = $process; Watch = [System.Diagnostics.Stopwatch]::StartNew() }
}

# A suite that ends badly without naming a failed test has crashed: that is a failure as well.
function Read-Result([object] $Suite, [int] $ExitCode) {
    $count = Get-Count 0 0 0
    if (Test-Path -LiteralPath $Suite.Result) {
        if ($Suite.Result -like '*.trx') {
            $counters = ([xml] (Get-Content -LiteralPath $Suite.Result -Raw)).TestRun.ResultSummary.Counters
            $count.Passed = [int] $counters.passed
            $count.Failed = [int] $counters.failed + [int] $counters.error + [int] $counters.timeout + [int] $counters.aborted
            $count.Skipped = [int] $counters.total - [int] $counters.executed
        }
        else {
            $count = Get-Content -LiteralPath $Suite.Result -Raw | ConvertFrom-Json
        }
    }

    if ($ExitCode -ne 0 -and $count.Failed -eq 0) {
        $count.Failed = 1
    }
    $count
}

function Complete-Suite([object] $Run) {
    $Run.Process.WaitForExit()
    $count = Read-Result $Run.Suite $Run.Process.ExitCode
    if ($count.Failed -gt 0) {
        Get-Content -LiteralPath "$($Run.Suite.Result).log", "$($Run.Suite.Result).err" | Out-Host
    }
    Write-Host ('{0,-40} {1} ({2:n1} s)' -f $Run.Suite.Name, (Format-Count $count), $Run.Watch.Elapsed.TotalSeconds)
    $count
}

function Invoke-Suite([object[]] $Suite) {
    $running = @()
    foreach ($next in $Suite) {
        while ($running.Count -ge $ThrottleLimit) {
            $done = @($running | Where-Object { $_.Process.HasExited })
            $running = @($running | Where-Object { $done -notcontains $_ })
            $done | ForEach-Object { Complete-Suite $_ }
            Start-Sleep -Milliseconds 50
        }
        $running += Open-Suite $next
    }
    $running | ForEach-Object { Complete-Suite $_ }
}

function Test-Module([string] $Name, [version] $Minimum) {
    @(Get-Module $Name -ListAvailable | Where-Object Version -GE $Minimum).Count -gt 0
}

function Skip-Part([string] $Name, [int] $Count, [string] $Reason) {
    Write-Host ('{0,-40} {1}: {2}' -f $Name, (Format-Count (Get-Count 0 0 $Count)), $Reason)
    Get-Count 0 0 $Count
}

# Every script counts as one check. The manifest is whole only where the build has laid it out.
function Test-Script {
    $elsewhere = '[\\/](bin|obj|out|\.git)[\\/]|^[\\/]CompassOps\.psd1$'
    $scripts = @(Get-ChildItem $root -Include '*.ps1', '*.psm1', '*.psd1' -Recurse -File |
            Where-Object { $_.FullName.Substring($root.Length) -notmatch $elsewhere })
    $scripts += Get-Item (Join-Path $root 'out/CompassOps/CompassOps.psd1')
    if (-not (Test-Module PSScriptAnalyzer '1.21')) {
        return Skip-Part 'PSScriptAnalyzer' $scripts.Count 'not there: Install-Module PSScriptAnalyzer -Scope CurrentUser'
    }

    $count = Get-Count 0 0 0
    foreach ($script in $scripts) {
        $isTest = $script.FullName.StartsWith((Join-Path $root 'tests'))
        $place = if ($isTest) { Join-Path $root 'tests/Pester' } else { $root }
        $settings = Join-Path $place 'PSScriptAnalyzerSettings.psd1'
        $findings = @(Invoke-ScriptAnalyzer -Path $script.FullName -Settings $settings)
        if ($findings.Count -gt 0) {
            $count.Failed++
            $findings | ForEach-Object { Write-Host "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
        }
        else {
            $count.Passed++
        }
    }
    Write-Host ('{0,-40} {1}' -f 'PSScriptAnalyzer', (Format-Count $count))
    $count
}

# Whether the tool is there, or can be fetched within a minute.
function Restore-Tool([string] $Place) {
    $start = @{
        FilePath               = 'dotnet'
        ArgumentList           = 'tool', 'restore'
        WorkingDirectory       = $Place
        RedirectStandardOutput = Join-Path $results 'tools.log'
        RedirectStandardError  = Join-Path $results 'tools.err'
        NoNewWindow            = $true
        PassThru               = $true
    }
    $process = Start-Process @start
    $null = $process.Handle
    if (-not $process.WaitForExit(60000)) {
        $process.Kill()
        return $false
    }
    $process.ExitCode -eq 0
}

# Core is changed in two thousand small ways, one at a time; the tests have to notice most of them. That counts as one test. How
# many is most, and what is left as it is, stands in stryker-config.json beside the tests.
function Test-Mutation {
    $name = 'Mutation of CompassOps.Core'
    $place = Join-Path $root 'tests/CompassOps.Core.Tests'
    if (-not (Restore-Tool $place)) {
        return Skip-Part $name 1 "not there: 'dotnet tool restore' cannot fetch dotnet-stryker"
    }

    $log = Join-Path $results 'mutation.log'
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Push-Location $place
    try {
        & dotnet tool run dotnet-stryker --skip-version-check --concurrency $ThrottleLimit --output (Join-Path $root 'out/mutation') | Out-File $log
        $failed = [int] ($LASTEXITCODE -ne 0)
    }
    finally {
        Pop-Location
    }

    if ($failed) {
        Get-Content -LiteralPath $log | Out-Host
    }
    $score = Select-String -LiteralPath $log -Pattern 'mutation score is (\S+ %)' | Select-Object -First 1
    $words = if ($score) { $score.Matches[0].Groups[1].Value } else { 'no score' }
    $count = Get-Count (1 - $failed) $failed 0
    Write-Host ('{0,-40} {1} ({2}, {3:n1} s)' -f $name, (Format-Count $count), $words, $watch.Elapsed.TotalSeconds)
    $count
}

function Invoke-Test([string] $Filter, [string[]] $PesterFilter, [switch] $WithScripts, [switch] $WithMutation) {
    Invoke-Build 'CompassOps.PowerShell.sln'
    if (Test-Path -LiteralPath $results) {
        Remove-Item -LiteralPath $results -Recurse -Force
    }
    $null = New-Item -ItemType Directory -Path $results

    $suites = @(Get-XunitSuite $Filter)
    $pester = @(Get-PesterSuite $PesterFilter)
    $counts = @(
        if (Test-Module Pester '5.5') {
            $suites += $pester
        }
        else {
            Skip-Part 'Pester' $pester.Count 'not there: Install-Module Pester -MinimumVersion 5.5 -Scope CurrentUser'
        }
        Invoke-Suite $suites
        if ($WithScripts) {
            Test-Script
        }
        if ($WithMutation) {
            Test-Mutation
        }
    )

    $sum = Get-Count 0 0 0
    foreach ($count in $counts) {
        $sum.Passed += $count.Passed
        $sum.Failed += $count.Failed
        $sum.Skipped += $count.Skipped
    }
    Write-Host (Format-Count $sum)
    exit [int] ($sum.Failed -gt 0)
}

function Invoke-Demo {
    Invoke-Build 'src/CompassOps.PowerShell'
    $shell = Get-ShellCommand
    $arguments = @($shell | Select-Object -Skip 1) + @('-NoProfile', '-File', (Join-Path $root 'examples/first-steps.ps1'))
    & $shell[0] @arguments
    exit $LASTEXITCODE
}

function Invoke-Package {
    Invoke-Build 'src/CompassOps.PowerShell'
    & dotnet run --project (Join-Path $root 'tools/CompassOps.Packaging') --configuration $Configuration -- $root | Out-Host
    exit $LASTEXITCODE
}

# Always of the configuration that is shipped. Windows PowerShell leads, but is not measured.
function Invoke-Bench {
    $projects = 'bench/CompassOps.Bench', 'bench/CompassOps.Bench.Core'
    'src/CompassOps.PowerShell', $projects[0], $projects[1] | ForEach-Object { Invoke-Build $_ -As Release }
    $made = Join-Path $root 'out/bench'
    $null = New-Item -ItemType Directory -Path $made -Force
    $core = Join-Path $made 'core.md'
    $bench, $inside = $projects | ForEach-Object { Join-Path $root "$_/bin/Release/net8.0/$(Split-Path $_ -Leaf).dll" }

    $isLook = $Rounds -lt 20
    $mode = @(if ($isLook) { 'quick' })
    & dotnet $inside $core @mode | Out-Host
    if ($LASTEXITCODE -ne 0) {
        exit $LASTEXITCODE
    }

    $arguments = '--rounds', $Rounds, '--core', $core
    if ($PSVersionTable.PSVersion.Major -ge 7) {
        $arguments += Get-ShellCommand | ForEach-Object { '--shell', $_ }
        $arguments += '--module', (Join-Path $root 'out/CompassOps/CompassOps.psd1'), '--scripts', (Join-Path $root 'bench/shell')
    }
    else {
        Write-Host 'What needs PowerShell 7 is left out.'
        $isLook = $true
    }
    $arguments += '--report', (Join-Path $root $(if ($isLook) { 'out/bench/BENCHMARKS.md' } else { 'docs/BENCHMARKS.md' }))
    if ((Get-Command git -ErrorAction Ignore) -and ($commit = & git -C $root describe --always --dirty)) {
        $arguments += '--commit', $commit
    }
    & dotnet $bench @arguments | Out-Host
    exit $LASTEXITCODE
}

function Clear-Output {
    $projects = Get-ChildItem $root -Filter '*.csproj' -Recurse | ForEach-Object { $_.DirectoryName }
    $made = @(Join-Path $root 'out') + @($projects | ForEach-Object { (Join-Path $_ 'bin'), (Join-Path $_ 'obj') })
    $made | Where-Object { Test-Path -LiteralPath $_ } | Remove-Item -Recurse -Force
}

try {
    switch ($Task) {
        'Build' { Invoke-Build 'CompassOps.PowerShell.sln' }
        'Test' { Invoke-Test 'Category!=Soak' @('-ExcludeTag', 'Soak') -WithScripts }
        'Soak' { Invoke-Test 'Category=Soak' @('-Tag', 'Soak') -WithMutation }
        'Demo' { Invoke-Demo }
        'Bench' { Invoke-Bench }
        'Package' { Invoke-Package }
        'Clean' { Clear-Output }
    }
}
catch {
    Write-Host $_.Exception.Message
    if ($Task -in 'Test', 'Soak') {
        Write-Host (Format-Count (Get-Count 0 1 0))
    }
    exit 1
}
