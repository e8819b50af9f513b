# An interactive shell whose prompts can be recognised: each sets the terminal's title.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module
)

. (Join-Path $PSScriptRoot 'Measures.ps1') -Root $Root
Import-Module $Module
Connect-Bench
$shown = @{ Prompts = 0 }
Set-Item Function:global:prompt {
    [Console]::Write("`e]0;prompt-$((++$shown.Prompts))`a")
    'bench> '
}.GetNewClosure()

# Sends pings that are never answered, so many at once.
function global:hold([int] $AtOnce) { 1..1000 | Invoke-CompassHeartbeatPing -TeamId held -ThrottleLimit $AtOnce }
