#!/usr/bin/env pwsh
#Requires -Version 5.1

<#
.SYNOPSIS
    Builds, tests and packages CompassOps.

.DESCRIPTION
    Needs the .NET 10 SDK and PowerShell. If you start it with build.sh or in Windows PowerShell 5.1, it restores PowerShell 7 and runs in it.

    Test and Soak print a line for each suite, and the full output of each failed suite. The last line is the total of all suites:
    'N passed, N failed, N skipped'.

.PARAMETER Task
    Build    the solution. The module is then in out/CompassOps.
    Test     everything except the slow tests: xunit, Pester against the built module, PSScriptAnalyzer.
    Soak     the slow tests: category Soak of xunit and Pester, and mutation testing of parts of Core.
    Demo     runs examples/first-steps.ps1 against the sandbox.
    Package  creates out/CompassOps.<version>.nupkg for the PowerShell Gallery.
    Bench    measures the module and writes docs/BENCHMARKS.md. Takes some minutes.
    Clean    removes all build output.

.PARAMETER Configuration
    Release (the default, which is shipped) or Debug.

.PARAMETER ThrottleLimit
    The maximum number of suites or mutants to test at the same time.

.PARAMETER Rounds
    The number of rounds of Bench. With fewer than 20, Bench writes its page to out/bench instead.
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

. (Join-Path $PSScriptRoot 'tests/Pester/Shell.ps1')
$solution = 'CompassOps.PowerShell.sln'
$results = Join-Path $PSScriptRoot 'out/TestResults'
$sum = @{ Passed = 0; Failed = 0; Skipped = 0 }

function Invoke-DotNet {
    & dotnet @args | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "'dotnet $args' failed with exit code $LASTEXITCODE."
    }
}

function Invoke-Build([string] $Project) {
    Invoke-DotNet build $Project --configuration $Configuration --nologo --verbosity minimal
}

# Compiles code of the first request ahead of time. The module works without it, so a failure (such as a missing package) is only a warning.
function Add-CompiledAssembly {
    try { Invoke-Build tools/CompassOps.Precompile }
    catch { Write-Warning "No code was compiled ahead of time, so the first request of a shell takes longer. $_" }
}

function Add-Result([string] $Name, [int] $Passed, [int] $Failed, [int] $Skipped, [string] $Note) {
    $sum.Passed += $Passed
    $sum.Failed += $Failed
    $sum.Skipped += $Skipped
    Write-Host ('{0,-40} {1} passed, {2} failed, {3} skipped {4}' -f $Name, $Passed, $Failed, $Skipped, $Note).TrimEnd()
}

# Each project writes a .trx file (see tests/Directory.Build.props). If a test host crashes, the file may be missing or contain no failed test.
function Test-Project([string] $Filter) {
    & dotnet test $solution --no-build --nologo --configuration $Configuration --filter $Filter "-maxcpucount:$ThrottleLimit" | Out-Host
    $exitCode = $LASTEXITCODE
    $failedBefore = $sum.Failed
    foreach ($project in Get-ChildItem tests/*/*.Tests.csproj) {
        $file = Join-Path $results "$($project.BaseName).trx"
        if (-not (Test-Path $file)) {
            Add-Result $project.BaseName 0 1 0 '(no result: the test host did not finish)'
            continue
        }

        $counters = ([xml] (Get-Content $file -Raw)).TestRun.ResultSummary.Counters
        $failed = [int] $counters.failed + [int] $counters.error + [int] $counters.timeout + [int] $counters.aborted
        Add-Result $project.BaseName $counters.passed $failed ([int] $counters.total - [int] $counters.executed)
    }

    if ($exitCode -ne 0 -and $sum.Failed -eq $failedBefore) {
        Add-Result 'dotnet test' 0 1 0 "(exit code $exitCode)"
    }
}

function Test-Suite([string[]] $Filter) {
    $command, $prefix = $shellCommand[0], @($shellCommand | Select-Object -Skip 1)
    Get-ChildItem tests/Pester/*.Tests.ps1 | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        $prefix, $filter, $watch = $using:prefix, $using:Filter, [System.Diagnostics.Stopwatch]::StartNew()
        $arguments = '-NoProfile', '-NonInteractive', '-File', 'tests/Pester/Invoke-Suite.ps1', '-Path', $_.FullName
        $output = @(& $using:command @prefix @arguments @filter 2>&1 | ForEach-Object { "$_" })
        [pscustomobject] @{
            Name     = $_.Name -replace '\.Tests\.ps1$'
            Output   = $output
            ExitCode = $LASTEXITCODE
            Note     = '({0:n1} s)' -f $watch.Elapsed.TotalSeconds
        }
    } | ForEach-Object {
        Set-Content (Join-Path $results "Pester.$($_.Name).log") $_.Output
        $line = @($_.Output -match '^\d+ passed, \d+ failed, \d+ skipped$') + '0 passed, 0 failed, 0 skipped' | Select-Object -First 1
        $passed, $failed, $skipped = [int[]] [regex]::Matches($line, '\d+').Value
        if ($_.ExitCode -ne 0) {
            $failed = [Math]::Max($failed, 1)
            $_.Output + "Exit code $($_.ExitCode)" | Out-Host
        }
        Add-Result "Pester $($_.Name)" $passed $failed $skipped $_.Note
    }
}

# If the analysis has no findings, it counts as one passed test. Each finding counts as a failed test.
function Test-Script {
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        Add-Result 'PSScriptAnalyzer' 0 0 1 '(not installed: Install-Module PSScriptAnalyzer -Scope CurrentUser)'
        return
    }

    $findings = @(Get-ChildItem $PSScriptRoot -Include '*.ps1', '*.psm1', '*.psd1' -Recurse -File |
            Where-Object { $_.FullName.Substring($PSScriptRoot.Length) -notmatch '[\\/](bin|obj|\.git|out[\\/](?!CompassOps))[\\/]' } |
            ForEach-Object {
                $settings = if ($_.FullName -match '[\\/]tests[\\/]') { 'tests/Pester' } else { '.' }
                Invoke-ScriptAnalyzer -Path $_.FullName -Settings (Join-Path $settings 'PSScriptAnalyzerSettings.psd1')
            })
    $findings | ForEach-Object { Write-Host "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
    Add-Result 'PSScriptAnalyzer' ([int] ($findings.Count -eq 0)) $findings.Count 0
}

# Mutation testing counts as one test. stryker-config.json contains the mutated folders of Core and the minimum score.
function Test-Mutation {
    Invoke-DotNet tool restore
    Push-Location tests/CompassOps.Core.Tests
    $log = @(& dotnet tool run dotnet-stryker --skip-version-check --concurrency $ThrottleLimit --output "$PSScriptRoot/out/mutation")
    $failed = [int] ($LASTEXITCODE -ne 0)
    Pop-Location
    Set-Content (Join-Path $results 'mutation.log') $log
    if ($failed) { $log | Out-Host }
    $score = "$($log | Select-String 'mutation score is (\S+ %)' | ForEach-Object { $_.Matches[0].Groups[1].Value })"
    Add-Result 'Mutation of CompassOps.Core' (1 - $failed) $failed 0 "($score)"
}

# Runs test suites. The last line of the output is the total of passed, failed and skipped tests, even if a step throws.
function Invoke-Test([scriptblock] $Suites) {
    try {
        Invoke-Build $solution
        Add-CompiledAssembly
        Remove-Item $results -Recurse -Force -ErrorAction Ignore
        $null = New-Item $results -ItemType Directory
        & $Suites
    }
    catch {
        Write-Host $_
        $sum.Failed++
    }
    Write-Host ('{0} passed, {1} failed, {2} skipped' -f $sum.Passed, $sum.Failed, $sum.Skipped)
    exit [int] ($sum.Failed -gt 0)
}

# Bench needs a PowerShell that starts as fast as an installed one. PowerShell as a dotnet tool is not compiled ahead of time.
function Publish-BenchShell {
    $folder = Join-Path $PSScriptRoot 'out/bench/pwsh'
    Invoke-DotNet publish bench/CompassOps.Bench.Shell --configuration Release --nologo --verbosity quiet --output $folder
    Copy-Item "$PSHOME/Modules", "$PSHOME/pwsh.runtimeconfig.json" $folder -Recurse -Force
    Join-Path $folder $(if ($IsWindows) { 'pwsh.exe' } else { 'pwsh' })
}

function Invoke-Bench {
    $Configuration = 'Release'
    'src/CompassOps.PowerShell', 'bench/CompassOps.Bench', 'tools/CompassOps.Precompile' | ForEach-Object { Invoke-Build $_ }
    $null = New-Item out/bench -ItemType Directory -Force
    $arguments = @('--rounds', $Rounds, '--scripts', "$PSScriptRoot/bench/shell")
    $arguments += '--shell', (Publish-BenchShell), '--module', "$PSScriptRoot/out/CompassOps/CompassOps.psd1"
    $arguments += '--report', $(if ($Rounds -lt 20) { 'out/bench/BENCHMARKS.md' } else { 'docs/BENCHMARKS.md' })
    if ((Get-Command git -ErrorAction Ignore) -and ($commit = & git describe --always --dirty)) {
        $arguments += '--commit', $commit
    }
    Invoke-DotNet bench/CompassOps.Bench/bin/Release/net10.0/CompassOps.Bench.dll @arguments
}

try {
    Push-Location $PSScriptRoot
    if ($PSVersionTable.PSEdition -eq 'Desktop') {
        Invoke-DotNet tool restore
        & dotnet tool run pwsh -NoProfile -File build.ps1 $Task -Configuration $Configuration -ThrottleLimit $ThrottleLimit -Rounds $Rounds
        exit $LASTEXITCODE
    }

    switch ($Task) {
        'Build' {
            Invoke-Build $solution
            Add-CompiledAssembly
            Write-Host 'Import the module with: Import-Module ./out/CompassOps'
        }
        'Test' { Invoke-Test { Test-Project 'Category!=Soak'; Test-Suite '-ExcludeTag', 'Soak'; Test-Script } }
        'Soak' { Invoke-Test { Test-Project 'Category=Soak'; Test-Suite '-Tag', 'Soak'; Test-Mutation } }
        'Demo' {
            Invoke-Build src/CompassOps.PowerShell
            Invoke-Shell -NoProfile -File examples/first-steps.ps1 -Sandbox
            exit $LASTEXITCODE
        }
        'Package' {
            Invoke-Build src/CompassOps.PowerShell
            Invoke-Build tools/CompassOps.Precompile
            Invoke-DotNet run --project tools/CompassOps.Packaging --configuration $Configuration '--' $PSScriptRoot
        }
        'Bench' { Invoke-Bench }
        'Clean' {
            @('out') + @(Get-ChildItem -Filter '*.csproj' -Recurse | ForEach-Object { "$($_.DirectoryName)/bin", "$($_.DirectoryName)/obj" }) |
                Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
        }
    }
}
finally {
    Pop-Location
}
