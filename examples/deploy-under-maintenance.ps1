#Requires -Version 5.1

<#
.SYNOPSIS
    Runs a deployment in a maintenance window, which mutes alerts.

.DESCRIPTION
    Creates a maintenance window for the team, waits until the window is active, and runs the deployment. The script ends the window when the
    deployment ends, and also after an error, exit, Ctrl+C or SIGTERM. At the start, the window lasts 15 minutes. While the deployment runs,
    the script extends the window repeatedly. If the script crashes, the window mutes alerts for at most 15 more minutes.

    With -Sandbox, the script uses a sandbox, which simulates the service in this process. It sends nothing to other machines.

    Exit codes:
    0  The deployment succeeded.
    1  The deployment failed.
    2  The deployment did not start, because there is no deployment script, no connection or no maintenance window.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Sandbox

    Demonstrates the script in a sandbox, with a deployment that only waits.

.EXAMPLE
    ./examples/deploy-under-maintenance.ps1 -Script ./deploy.ps1 -Site acme -TeamId $team -IntegrationId $monitoring -Credential $credential

    Runs deploy.ps1. In a CI pipeline, set the environment variables COMPASS_EMAIL and COMPASS_API_TOKEN instead of -Credential.

.PARAMETER Script
    The path of the deployment script. Required without -Sandbox. The deployment fails if the script
    throws an error, exits with a code other than 0, or leaves a non-zero $LASTEXITCODE.

.PARAMETER IntegrationId
    The id of the integration that the window disables. Required without -Sandbox.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session. If there is
    none, it connects with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process. The script sends nothing to other machines.

.PARAMETER TeamId
    The team of the window. The default is the team of the connection.

.PARAMETER Credential
    The e-mail address and the API token of the account.

.PARAMETER Product
    The product: Compass (the default) or JiraServiceManagement.
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

# Import the module from the build output of this repository. If there is no build output, import the installed module.
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
        throw 'Specify -Script. To try this example without a deployment script, specify -Sandbox.'
    }
    if (-not $IntegrationId) {
        if (-not $Sandbox) { throw 'Specify -IntegrationId. To try this example without an integration, specify -Sandbox.' }
        $IntegrationId = '51e9e162-767b-47a6-a00a-4cd8b6f94829'
    }

    $target = @{}
    foreach ($parameter in 'Site', 'Sandbox', 'Credential', 'Product', 'TeamId') {
        if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
    }
    # Without -Site and -Sandbox, use the default connection of the session. If there is none, connect with the COMPASS_
    # environment variables.
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
    # By default, PowerShell does not treat a non-zero exit code of a program as an error. With -ErrorOnExitCode, such an exit code
    # is an error.
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
    Write-Host "$(if ($state.Begun) { 'The deployment failed' } else { 'The deployment did not start' }): $_" -ForegroundColor Red
    exit $(if ($state.Begun) { 1 } else { 2 })
}

Write-Host 'The deployment succeeded.'
if ($Sandbox) {
    Get-CompassMaintenance -TeamId $team | Select-Object -Last 1 | Format-List Description, Status, StartDate, EndDate
}
exit 0
