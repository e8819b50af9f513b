#Requires -Version 5.1

<#
.SYNOPSIS
    Moves heartbeats from Opsgenie: what its API lists is created in Compass or Jira Service Management.

.DESCRIPTION
    Reads what Opsgenie's API answers to "list heartbeats", and creates each heartbeat in the team that has the name of its owner, with
    interval, alert, tags and priority. What is there already is left alone, so that the move can be done in parts and run again. A
    heartbeat that was disabled is created disabled.

    The file is made with

        Invoke-RestMethod 'https://api.opsgenie.com/v2/heartbeats' -Headers @{ Authorization = "GenieKey $key" } |
            ConvertTo-Json -Depth 5 | Set-Content opsgenie-heartbeats.json

    Without -Site it runs against a sandbox in this process, with a file beside it, and nothing leaves this machine.

    Exit codes: 0, all heartbeats are there; 1, some are not, and the errors say which.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1

    Rehearses with four heartbeats.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Path ./opsgenie-heartbeats.json -Site acme -TeamId $team -WhatIf

    Shows what would be created.

.PARAMETER Path
    The file with Opsgenie's answer.

.PARAMETER TeamName
    What teams are called here that Opsgenie calls otherwise, by their name there: @{ 'pay' = 'Payments' }.

.PARAMETER TeamId
    The team for heartbeats without an owner, or with one that is not found here.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it, a sandbox.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'opsgenie-heartbeats.json'),

    [hashtable] $TeamName = @{},

    [string] $TeamId,

    [string] $Site,

    [pscredential] $Credential,

    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'Compass'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module CompassOps)) {
    Import-Module (Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1')
}

$target = if ($Site) { @{ Site = $Site } } else { @{ Sandbox = $true } }
if ($Credential) { $target.Credential = $Credential }
if ($TeamId) { $target.TeamId = $TeamId }
$connection = Connect-Compass @target -Product $Product

$idOf = @{}
Get-CompassTeam | ForEach-Object { $idOf[$_.TeamName] = $_.TeamId }

# The team here for a heartbeat from there.
function Get-NewTeam([object] $Heartbeat) {
    $owner = if ($Heartbeat.PSObject.Properties['ownerTeam'] -and $Heartbeat.ownerTeam) { $Heartbeat.ownerTeam.name }
    $name = if ($owner -and $TeamName.ContainsKey($owner)) { $TeamName[$owner] } else { $owner }
    if ($name -and $idOf.ContainsKey($name)) { $idOf[$name] } else { $connection.TeamId }
}

$failed = @()
$answer = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json
foreach ($team in $answer.data.heartbeats | Group-Object { Get-NewTeam $_ }) {
    $there = @(Get-CompassHeartbeat -TeamId $team.Name | ForEach-Object Name)
    $kept, $missing = $team.Group.Where({ $_.name -in $there }, 'Split')
    $kept | ForEach-Object { Write-Host "'$($_.name)' is there already." }

    # What Opsgenie calls a heartbeat has the properties of one here: nothing needs to be translated.
    Write-Host "Team $($team.Name):"
    $missing | New-CompassHeartbeat -TeamId $team.Name -ErrorAction Continue -ErrorVariable +failed | Format-Table Name, Period, Enabled, AlertPriority
}

if (@($failed).Count -gt 0) {
    Write-Host "$(@($failed).Count) heartbeats are missing." -ForegroundColor Red
    exit 1
}
Write-Host "All $(@($answer.data.heartbeats).Count) heartbeats are there. Let the jobs ping them (Invoke-CompassHeartbeatPing), and remove them from Opsgenie."
exit 0
