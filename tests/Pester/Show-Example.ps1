<#
.SYNOPSIS
    Runs the examples of a help page in the sandbox, and shows their output.

.DESCRIPTION
    Use this script when you write a help page. An example is correct if it writes no error and its output matches the page. Ids, numbers,
    dates and column widths may differ. The suite Examples.Tests.ps1 checks all pages in this way.

.PARAMETER Name
    The cmdlets whose examples the script runs. Wildcards are allowed.

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Show-Example.ps1 Get-CompassHeartbeat
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Name
)

. (Join-Path $PSScriptRoot 'Bootstrap.ps1')
. (Join-Path $PSScriptRoot 'Examples.ps1')

$wrong = 0
foreach ($page in Get-ChildItem (Join-Path $pages "$Name.md") -Exclude 'about_*') {
    foreach ($example in Get-PageExample $page) {
        if ($example.NotRun) {
            "== $($example.Cmdlet), $($example.Title): not run, $($example.NotRun)"
            continue
        }

        $run = Invoke-PageExample $example
        $differs = $example.Output -and (Get-Shape $example.Output) -cne (Get-Shape $run.Output)
        $verdict = if ($run.Errors) { 'FAILED' } elseif ($differs) { 'OUTPUT DIFFERS' } else { 'ok' }
        $wrong += [int] ($verdict -ne 'ok')
        "== $($example.Cmdlet), $($example.Title): $verdict, $([int] $run.Elapsed.TotalMilliseconds) ms"
        $run.Output
        $run.Errors | ForEach-Object { "ERROR: $_" }
    }
}
exit [int] ($wrong -gt 0)
