# Lists heartbeats without storing them. Then prints the peak memory of the process in bytes.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module,

    [Parameter(Mandatory)]
    [int] $Count
)

. (Join-Path $PSScriptRoot 'Measures.ps1') -Root $Root
Import-Module $Module
Connect-Bench
$null = Measure-CmdletList $Root $Count
$self = [System.Diagnostics.Process]::GetCurrentProcess()
"= $($self.PeakWorkingSet64)"
