#Requires -Version 5.1

<#
.SYNOPSIS
    Deploys inside a maintenance window, so that nobody is woken by the restart.

.DESCRIPTION
    Opens a window for the team, waits until it is active, runs the deployment, and ends the window however the deployment ends: success,
    error, exit, Ctrl+C or SIGTERM. A quarter of an hour is planned, and extended while the deployment runs, so that a machine that dies
    mutes nobody for long, and a slow deployment is not un-muted half way.

    Without -Site it runs against a sandbox in this process, and nothing leaves this machine.

    Exit codes: 0, the deployment has succeeded; 1, it has failed; 2, it was not begun, because there is no connection or no window.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1

    Rehearses with a deployment that only waits.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Script ./deploy.ps1 -Site acme -TeamId $team -IntegrationId $monitoring -Credential $credential

    Deploys. In a pipeline COMPASS_EMAIL and COMPASS_API_TOKEN take the place of -Credential.

.PARAMETER Script
    The deployment, as the path of a script. A terminating error in it, an exit other than 0, or a non-zero $LASTEXITCODE is a failure.

.PARAMETER IntegrationId
    The integration that raises the alerts which are not wanted meanwhile.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it, a sandbox.

.PARAMETER TeamId
    The team whose window it is. Without it, the sandbox's first team.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding()]
param(
    [string] $Script,

    [string] $IntegrationId = '51e9e162-767b-47a6-a00a-4cd8b6f94829',

    [string] $Site,

    [string] $TeamId,

    [pscredential] $Credential,

    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'Compass'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module CompassOps)) {
    Import-Module (Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1')
}

$state = @{ Begun = $false }
try {
    $target = if ($Site) { @{ Site = $Site } } else { @{ Sandbox = $true } }
    if ($Credential) { $target.Credential = $Credential }
    if ($TeamId) { $target.TeamId = $TeamId }
    $connection = Connect-Compass @target -Product $Product

    $window = @{
        TeamId      = $connection.TeamId
        Rule        = New-CompassMaintenanceRule -IntegrationId $IntegrationId
        Duration    = '15m'
        Extend      = $true
        Description = "Deployment from $([Environment]::MachineName)"
    }
    Use-CompassMaintenance @window {
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

# An exit code is no error to the shell, but it is one to the window and to us.
$code = Get-Variable LASTEXITCODE -ValueOnly -ErrorAction Ignore
if ($code) {
    Write-Host "The deployment has failed: it ended with $code." -ForegroundColor Red
    exit 1
}

Write-Host 'The deployment has succeeded.'
Get-CompassMaintenance -TeamId $connection.TeamId | Select-Object -Last 1 | Format-List Description, Status, StartDate, EndDate
exit 0
