#Requires -Version 5.1

<#
.SYNOPSIS
    Deploys inside a maintenance window, so that nobody is woken by the restart.

.DESCRIPTION
    Opens a window for the team, waits until it is active, runs the deployment, and ends the window however the deployment ends: success,
    error, exit, Ctrl+C or SIGTERM. A quarter of an hour is planned, and extended while the deployment runs, so that a machine that dies
    mutes nobody for long, and a slow deployment is not un-muted half way.

    With -Sandbox it rehearses in a sandbox in this process, and nothing leaves this machine.

    Exit codes: 0, the deployment has succeeded; 1, it has failed; 2, it was not begun, because there is no script, no connection or no window.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Sandbox

    Rehearses with a deployment that only waits.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Script ./deploy.ps1 -Site acme -TeamId $team -IntegrationId $monitoring -Credential $credential

    Deploys. In a pipeline COMPASS_EMAIL and COMPASS_API_TOKEN take the place of -Credential.

.PARAMETER Script
    The deployment, as the path of a script. Only -Sandbox works without it. A terminating error in it, an exit other than 0, or a non-zero $LASTEXITCODE is a failure.

.PARAMETER IntegrationId
    The integration that raises the alerts which are not wanted meanwhile. Only -Sandbox works without it.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it and -Sandbox, the default connection of the shell is used, or else the variables COMPASS_SITE,
    COMPASS_EMAIL, COMPASS_API_TOKEN and so on.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process. Nothing leaves this machine.

.PARAMETER TeamId
    The team whose window it is. Without it, the connection's team.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing')]
param(
    [string] $Script,

    [string] $IntegrationId,

    [Parameter(Mandatory, ParameterSetName = 'Site')]
    [string] $Site,

    [Parameter(Mandatory, ParameterSetName = 'Sandbox')]
    [switch] $Sandbox,

    [ValidateNotNullOrEmpty()]
    [string] $TeamId,

    [Parameter(ParameterSetName = 'Site')]
    [pscredential] $Credential,

    [Parameter(ParameterSetName = 'Site')]
    [Parameter(ParameterSetName = 'Sandbox')]
    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'Compass'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The module as this repository built it, or as it is installed.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

$state = @{ Begun = $false }
try {
    if ($Script) {
        $Script = (Resolve-Path -LiteralPath $Script).Path
    }
    elseif (-not $Sandbox) {
        throw 'Specify -Script, or -Sandbox for a rehearsal.'
    }
    if (-not $IntegrationId) {
        if (-not $Sandbox) { throw 'Specify -IntegrationId.' }
        $IntegrationId = '51e9e162-767b-47a6-a00a-4cd8b6f94829'
    }

    $target = @{}
    foreach ($parameter in 'Site', 'Sandbox', 'Credential', 'Product', 'TeamId') {
        if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
    }
    # Without -Site and -Sandbox: the shell's default connection, or the COMPASS_ variables.
    $connection = if ($Site -or $Sandbox) { Connect-Compass @target } else { Get-CompassConnection -Default }
    if (-not $connection) { $connection = Connect-Compass }
    $place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
    Write-Host "Connected to $place, $($connection.Product)."

    $team = if ($TeamId) { $TeamId } else { $connection.TeamId }
    $window = @{
        TeamId      = $team
        Rule        = New-CompassMaintenanceRule -IntegrationId $IntegrationId
        Duration    = '15m'
        Extend      = $true
        Description = "Deployment from $([Environment]::MachineName)"
    }
    # An exit code is no error to the shell, but here it is one.
    Use-CompassMaintenance @window -ErrorOnExitCode {
        $state.Begun = $true
        if ($Script) {
            & $Script
        }
        else {
            foreach ($step in 'stop the service', 'copy the files', 'start the service') {
                Write-Host "Deployment: $step"
                Start-Sleep -Milliseconds 200
            }
        }
    }
}
catch {
    Write-Host "$(if ($state.Begun) { 'The deployment has failed' } else { 'The deployment was not begun' }): $_" -ForegroundColor Red
    exit $(if ($state.Begun) { 1 } else { 2 })
}

Write-Host 'The deployment has succeeded.'
if ($Sandbox) {
    Get-CompassMaintenance -TeamId $team | Select-Object -Last 1 | Format-List Description, Status, StartDate, EndDate
}
exit 0
