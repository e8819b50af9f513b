#Requires -Version 5.1

<#
.SYNOPSIS
    Deploys inside a maintenance window, so that the restart raises no alerts.

.DESCRIPTION
    Opens a window for the team, waits until it is active, and runs the deployment. The script closes the window after success, an error,
    exit, Ctrl+C or SIGTERM. The window lasts 15 minutes, and the script extends it while the deployment runs. A slow deployment therefore
    keeps its window. After a crash, alerts stay muted for 15 minutes at most.

    With -Sandbox it rehearses in a sandbox in this process. Nothing leaves this machine.

    Exit codes: 0, the deployment succeeded; 1, it failed; 2, it did not start, because there is no script, no connection or no window.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Sandbox

    Rehearses with a deployment that only waits.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Script ./deploy.ps1 -Site acme -TeamId $team -IntegrationId $monitoring -Credential $credential

    Deploys. In a CI pipeline, set COMPASS_EMAIL and COMPASS_API_TOKEN instead of -Credential.

.PARAMETER Script
    The path of the deployment script. Required, except with -Sandbox. A terminating error, an exit code other than 0, or a non-zero
    $LASTEXITCODE is a failure.

.PARAMETER IntegrationId
    The integration whose alerts to mute. Required, except with -Sandbox.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session, or else the
    variables COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and so on.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process. Nothing leaves this machine.

.PARAMETER TeamId
    The team that will own the window. The default is the team of the connection.

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

# Imports the module that this repository built, or the installed one.
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
    # Without -Site and -Sandbox, uses the session's default connection, or connects with the COMPASS_ variables.
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
    # PowerShell does not treat the exit code of a program as an error, so throw one.
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
    Write-Host "$(if ($state.Begun) { 'The deployment has failed' } else { 'The deployment was not started' }): $_" -ForegroundColor Red
    exit $(if ($state.Begun) { 1 } else { 2 })
}

Write-Host 'The deployment has succeeded.'
if ($Sandbox) {
    Get-CompassMaintenance -TeamId $team | Select-Object -Last 1 | Format-List Description, Status, StartDate, EndDate
}
exit 0
