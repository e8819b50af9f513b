#Requires -Version 5.1

<#
.SYNOPSIS
    Plans maintenance windows for the patch nights of five teams, one after the other, in local time of one zone.

.DESCRIPTION
    Reads the teams and times from a table, plans the windows of the coming Sundays, and creates missing windows. Run it every week: it does
    not change existing windows. The times are also correct in nights when the clocks change.

    With -Sandbox, it rehearses in a sandbox in this process, and moves the sandbox's clock through the first night. It sends nothing to other
    machines.

    Exit codes: 0, all windows exist, or -WhatIf showed the missing windows; 1, some windows are missing, and the errors name them.

.EXAMPLE
    ./examples/patch-night.ps1 -Sandbox

    Rehearses, and shows which team's window is open at which time of the first night.

.EXAMPLE
    ./examples/patch-night.ps1 -Path ./patch-night.csv -Site acme -WhatIf

    Shows which windows would be created.

.PARAMETER Path
    The table: TeamId, Team, At (local time of the zone), Duration, and IntegrationId, the integration that the window disables.

.PARAMETER Week
    The number of Sundays to plan.

.PARAMETER TimeZone
    The time zone of the times.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session, or else the
    variables COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and so on.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process. Nothing leaves this machine.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing', SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'patch-night.csv'),

    [ValidateRange(1, 52)]
    [int] $Week = 4,

    # Windows PowerShell 5.1 has only the Windows names of time zones.
    [string] $TimeZone = $(if ($PSEdition -eq 'Desktop') { 'W. Europe Standard Time' } else { 'Europe/Berlin' }),

    [Parameter(Mandatory, ParameterSetName = 'Site')]
    [string] $Site,

    [Parameter(Mandatory, ParameterSetName = 'Sandbox')]
    [switch] $Sandbox,

    [Parameter(ParameterSetName = 'Site')]
    [pscredential] $Credential,

    [Parameter(ParameterSetName = 'Site')]
    [Parameter(ParameterSetName = 'Sandbox')]
    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'Compass'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Imports the module that this repository built, or the installed one.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

$target = @{}
foreach ($parameter in 'Site', 'Sandbox', 'Credential', 'Product') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
}
# Without -Site and -Sandbox, uses the session's default connection, or connects with the COMPASS_ variables.
$connection = if ($Site -or $Sandbox) { Connect-Compass @target } else { Get-CompassConnection -Default }
if (-not $connection) { $connection = Connect-Compass }
$place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
Write-Host "Connected to $place, $($connection.Product)."

$teams = @(Import-Csv -LiteralPath $Path)
if ($teams.Count -eq 0) {
    throw "There are no teams in '$Path'."
}
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
    Write-Host "$(@($failed).Count) windows are missing or unknown. Correct the errors above, wait a minute and run this again: existing windows are not created twice." -ForegroundColor Red
    exit 1
}
if ($WhatIfPreference) {
    Write-Host "$(@($planned).Count) windows are planned. Nothing was created (-WhatIf)."
    exit 0
}
Write-Host "$(@($planned).Count) windows exist."

if ($Sandbox) {
    Write-Host "The first night, in the time zone  ${TimeZone}:"
    foreach ($window in $planned | Sort-Object StartDate | Select-Object -First $teams.Count) {
        Step-CompassSandboxClock -To $window.StartDate.AddMinutes(1)
        $open = $teams | Where-Object { Get-CompassMaintenance -TeamId $_.TeamId -Status active }
        Write-Host ('  {0:HH:mm}  {1}' -f $window.StartDate, (@($open).Team -join ', '))
    }
}
exit 0
