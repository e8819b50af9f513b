# Prepares an interactive shell. The prompt function changes the terminal's title, because the benchmark waits for this change.
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

# Sends pings to a team for which the server sends no responses.
function global:hold([int] $AtOnce) { 1..1000 | Invoke-CompassHeartbeatPing -TeamId 11111111-1111-4111-8111-111111111111 -ThrottleLimit $AtOnce }
