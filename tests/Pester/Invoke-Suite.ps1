<#
.SYNOPSIS
    Runs one file of Pester tests over the built module, in this process, and writes the counts to a file.

.DESCRIPTION
    build.ps1 starts it for every file, each in a fresh process.

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1 -Path tests/Pester/Heartbeat.Tests.ps1

.PARAMETER Path
    The file of tests.

.PARAMETER ResultPath
    Where to write the counts, as JSON.

.PARAMETER Tag
    Runs only the tests with these tags.

.PARAMETER ExcludeTag
    Leaves the tests with these tags out.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $ResultPath,

    [string[]] $Tag = @(),

    [string[]] $ExcludeTag = @()
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.5
. (Join-Path $PSScriptRoot 'Bootstrap.ps1')

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Filter.Tag = $Tag
$configuration.Filter.ExcludeTag = $ExcludeTag
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

# A file that cannot be read, or a block whose setup fails, may leave no failed test behind.
$failed = $run.FailedCount
if ($failed -eq 0 -and $run.Result -ne 'Passed') {
    $failed = 1
}

if ($ResultPath) {
    @{ Passed = $run.PassedCount; Failed = $failed; Skipped = $run.SkippedCount + $run.InconclusiveCount } |
        ConvertTo-Json | Set-Content -LiteralPath $ResultPath -Encoding UTF8
}
exit [int] ($failed -gt 0)
