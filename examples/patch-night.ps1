#Requires -Version 5.1

<#
.SYNOPSIS
    Creates maintenance windows for patch nights, in which several teams patch their servers one after the other.

.DESCRIPTION
    Reads the teams and the local times from a CSV file. Creates the missing windows of the next Sundays, and does not change existing
    windows. Run the script every week. The times are also correct in a night in which daylight saving time begins or ends.

    With -Sandbox, the script uses a sandbox, which simulates the service in this process, and moves its clock through the first night. It
    sends nothing to other machines.

    Exit codes:
    0  All windows exist, or -WhatIf showed the missing windows.
    1  The script printed an error for at least one window.

.EXAMPLE
    ./examples/patch-night.ps1 -Sandbox

    Demonstrates the script in a sandbox, and shows at which time of the first night each window is active.

.EXAMPLE
    ./examples/patch-night.ps1 -Path ./patch-night.csv -Site acme -WhatIf

    Shows which windows the script would create.

.PARAMETER Path
    The path of the CSV file. The default is patch-night.csv beside the script. The columns are TeamId, Team, At (the local time of the start),
    Duration, and IntegrationId (the integration that the window disables).

.PARAMETER Week
    The number of Sundays for which the script creates windows. The default is 4.

.PARAMETER TimeZone
    The time zone of the times in the CSV file. The default is the time zone of Berlin.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session. If there is
    none, it connects with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process. The script sends nothing to other machines.

.PARAMETER Credential
    The e-mail address and the API token of the account.

.PARAMETER Product
    The product: Compass (the default) or JiraServiceManagement.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing', SupportsShouldProcess)]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'patch-night.csv'),

    [ValidateRange(1, 52)]
    [int] $Week = 4,

    # Windows PowerShell 5.1 supports only the time zone ids of Windows.
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

# Import the module from the build output of this repository. If there is no build output, import the installed module.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

$target = @{}
foreach ($parameter in 'Site', 'Sandbox', 'Credential', 'Product') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
}
# Without -Site and -Sandbox, use the default connection of the session. If there is none, connect with the COMPASS_
# environment variables.
$connection = if ($Site -or $Sandbox) { Connect-Compass @target } else { Get-CompassConnection -Default }
if (-not $connection) { $connection = Connect-Compass }
$place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
Write-Host "Connected to $place, $($connection.Product)."

$teams = @(Import-Csv -LiteralPath $Path)
if ($teams.Count -eq 0) {
    throw "'$Path' contains no teams. Add a row for each team."
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
    Write-Host "$(@($failed).Count) windows could not be created, or the outcome of their create requests is unknown. Correct the errors above, wait a minute and run the script again. The script skips windows that exist." -ForegroundColor Red
    exit 1
}
if ($WhatIfPreference) {
    Write-Host "$(@($planned).Count) windows are planned. Nothing was created (-WhatIf)."
    exit 0
}
Write-Host "$(@($planned).Count) windows exist."

if ($Sandbox) {
    Write-Host "Active windows of the first night, in the time zone ${TimeZone}:"
    foreach ($window in $planned | Sort-Object StartDate | Select-Object -First $teams.Count) {
        Step-CompassSandboxClock -To $window.StartDate.AddMinutes(1)
        $open = $teams | Where-Object { Get-CompassMaintenance -TeamId $_.TeamId -Status active }
        Write-Host ('  {0:HH:mm}  {1}' -f $window.StartDate, (@($open).Team -join ', '))
    }
}
exit 0
