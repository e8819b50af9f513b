# A shell with a prompt that can be told apart from everything else, for whoever types at it.
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
Set-Item Function:global:prompt { "prompt-$((++$shown.Prompts))> " }.GetNewClosure()

# Pings that are never answered, so many at once.
function global:hold([int] $AtOnce) { 1..1000 | Invoke-CompassHeartbeatPing -TeamId held -ThrottleLimit $AtOnce }
