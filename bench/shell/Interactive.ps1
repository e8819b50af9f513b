# Prepares an interactive shell. Its prompt sets the terminal's title, so that the benchmark can detect the prompt.
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

# Sends pings that get no response, with this number of concurrent requests.
function global:hold([int] $AtOnce) { 1..1000 | Invoke-CompassHeartbeatPing -TeamId 11111111-1111-4111-8111-111111111111 -ThrottleLimit $AtOnce }
