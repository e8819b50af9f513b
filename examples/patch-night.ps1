#Requires -Version 5.1

<#
.SYNOPSIS
    Plans the patch nights of five teams, one after the other, by the clocks of one zone.

.DESCRIPTION
    Reads who patches when from a table, plans the windows of the coming Sundays, and creates those that are missing. Run it every week: what
    is there already is left alone. A night on which the clocks change is planned by them as well.

    Without -Site it runs against a sandbox in this process, goes through the first night by the sandbox's clock, and nothing leaves
    this machine.

    Exit codes: 0, all windows are there; 1, some are not, and the errors say which.

.EXAMPLE
    ./examples/patch-night.ps1

    Rehearses, and shows whose window is open at which time of the first night.

.EXAMPLE
    ./examples/patch-night.ps1 -Path ./patch-night.csv -Site acme -WhatIf

    Shows which windows would be created.

.PARAMETER Path
    The table: TeamId, Team, At (by the clocks of the zone), Duration, and IntegrationId, the integration that is switched off meanwhile.

.PARAMETER Week
    How many Sundays are planned ahead.

.PARAMETER TimeZone
    The zone whose clocks count.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it, a sandbox.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'patch-night.csv'),

    [ValidateRange(1, 52)]
    [int] $Week = 4,

    # Windows PowerShell 5.1 knows the names of Windows only.
    [string] $TimeZone = $(if ($PSEdition -eq 'Desktop') { 'W. Europe Standard Time' } else { 'Europe/Berlin' }),

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
$connection = Connect-Compass @target -Product $Product

$teams = @(Import-Csv -LiteralPath $Path)
$planned = foreach ($team in $teams) {
    $night = @{
        Weekly      = 'Sunday'
        At          = $team.At
        Duration    = $team.Duration
        TimeZone    = $TimeZone
        Count       = $Week
        TeamId      = $team.TeamId
        Rule        = New-CompassMaintenanceRule -IntegrationId $team.IntegrationId
        Description = "Patch night: $($team.Team)"
    }
    New-CompassMaintenanceSchedule @night
}

$planned | New-CompassMaintenance -SkipExisting -ErrorAction Continue -ErrorVariable failed |
    Sort-Object StartDate | Format-Table Description,
    @{ Name = 'Start'; Expression = { '{0:yyyy-MM-dd HH:mm zzz}' -f $_.StartDate } },
    @{ Name = 'End'; Expression = { '{0:yyyy-MM-dd HH:mm zzz}' -f $_.EndDate } }

if ($failed) {
    Write-Host "$(@($failed).Count) windows are missing. Run this again when the reason is gone: what is there is not created twice." -ForegroundColor Red
    exit 1
}
Write-Host "$(@($planned).Count) windows are there."

if ($connection.IsSandbox -and -not $WhatIfPreference) {
    Write-Host "The first night, by the clocks of ${TimeZone}:"
    foreach ($window in $planned | Sort-Object StartDate | Select-Object -First $teams.Count) {
        Step-CompassSandboxClock -To $window.StartDate.AddMinutes(1)
        $open = $teams | Where-Object { Get-CompassMaintenance -TeamId $_.TeamId -Status active }
        Write-Host ('  {0:HH:mm}  {1}' -f $window.StartDate, (@($open).Team -join ', '))
    }
}
exit 0
