<#
.SYNOPSIS
    Runs one file of Pester tests against the built module, in this process.

.DESCRIPTION
    build.ps1 runs each test file in a separate process. The build copies the required version of Pester to out/Pester. The last line
    of the output is 'N passed, N failed, N skipped'.

.EXAMPLE
    dotnet tool run pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1 -Path tests/Pester/Heartbeat.Tests.ps1

.PARAMETER Path
    The path of the test file.

.PARAMETER Tag
    Runs only the tests with these tags.

.PARAMETER ExcludeTag
    Skips the tests with these tags.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string[]] $Tag = @(),

    [string[]] $ExcludeTag = @()
)

$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'Bootstrap.ps1')
Import-Module (Join-Path $PSScriptRoot '../../out/Pester/Pester.psd1')

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Filter.Tag = $Tag
$configuration.Filter.ExcludeTag = $ExcludeTag
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

# If a test file has a syntax error or a failed BeforeAll block, the number of failed tests can be 0. So also check the result of the run.
$failed = $run.FailedCount
if ($failed -eq 0 -and $run.Result -ne 'Passed') {
    $failed = 1
}

'{0} passed, {1} failed, {2} skipped' -f $run.PassedCount, $failed, ($run.SkippedCount + $run.InconclusiveCount)
exit [int] ($failed -gt 0)
