#Requires -Version 7.4

<#
.SYNOPSIS
    Copies heartbeats and planned maintenance windows from Compass to Jira Service Management.

.DESCRIPTION
    Reads the heartbeats of the teams from Compass, and creates or changes the same heartbeats in Jira Service Management. Also copies the
    active and planned maintenance windows that are missing there. The script removes nothing.

    Run the script each day until all jobs ping Jira Service Management. To change a job that uses this module, add
    -Product JiraServiceManagement to its Connect-Compass command.

    With -Sandbox, the script uses two sandboxes, which simulate both products in this process. It sends nothing to other machines.

    Exit codes:
    0  All objects exist, or -WhatIf showed the missing objects.
    1  An error occurred. For example, an object could not be created or changed.

.EXAMPLE
    ./examples/move-to-jira-service-management.ps1 -Sandbox

    Demonstrates the script with two sandboxes.

.EXAMPLE
    ./examples/move-to-jira-service-management.ps1 -Site acme -TeamId $teams -WhatIf

    Shows which objects the script would create or change.

.PARAMETER TeamId
    The teams whose objects to copy. The default is all teams that the account can see in Compass.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site, -From and -Sandbox, the script connects with COMPASS_SITE, COMPASS_EMAIL,
    COMPASS_API_TOKEN and other environment variables.

.PARAMETER From
    A connection to Compass, from Connect-Compass. Specify -From and -To together.

.PARAMETER To
    A connection to Jira Service Management, from Connect-Compass. Specify -From and -To together.

.PARAMETER Sandbox
    Uses two sandboxes, which simulate both products in this process. The script sends nothing to other machines.

.PARAMETER Credential
    The e-mail address and the API token of the account.
#>
[CmdletBinding(DefaultParameterSetName = 'Environment', SupportsShouldProcess)]
param(
    [ValidateNotNullOrEmpty()]
    [string[]] $TeamId,

    [Parameter(Mandatory, ParameterSetName = 'Site')]
    [string] $Site,

    [Parameter(Mandatory, ParameterSetName = 'Connection')]
    [object] $From,

    [Parameter(Mandatory, ParameterSetName = 'Connection')]
    [object] $To,

    [Parameter(Mandatory, ParameterSetName = 'Sandbox')]
    [switch] $Sandbox,

    [Parameter(ParameterSetName = 'Site')]
    [Parameter(ParameterSetName = 'Environment')]
    [pscredential] $Credential
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Import the module from the build output of this repository. If there is no build output, import the installed module.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

if ($Sandbox) {
    # Connect-Compass -Sandbox connects to the sandbox that was started last. So connect to each sandbox before you start the next one.
    $null = Start-CompassSandbox -WhatIf:$false
    $from = Connect-Compass -Sandbox -Product Compass -Name compass -NoDefault
    $null = Import-Csv (Join-Path $PSScriptRoot 'heartbeats.csv') | New-CompassHeartbeat -Connection $from -WhatIf:$false
    $window = @{
        Rule        = New-CompassMaintenanceRule -IntegrationId '51e9e162-767b-47a6-a00a-4cd8b6f94829'
        StartDate   = (Get-Date).AddDays(1)
        Duration    = '2h'
        Description = 'Core switch'
    }
    $null = New-CompassMaintenance @window -Global -Connection $from -WhatIf:$false
    $null = New-CompassMaintenance @window -TeamId $from.TeamId -Connection $from -WhatIf:$false
    $null = Start-CompassSandbox -WhatIf:$false
    $to = Connect-Compass -Sandbox -Product JiraServiceManagement -Name jsm -NoDefault
}
elseif (-not $From) {
    # Without -Site, connect with the COMPASS_ environment variables.
    $target = if ($Site) { @{ Site = $Site } }
    elseif ($env:COMPASS_CLOUD_ID) { @{ CloudId = $env:COMPASS_CLOUD_ID } }
    elseif ($env:COMPASS_SITE) { @{ Site = $env:COMPASS_SITE } }
    else { throw 'The script has no connection. Specify -Site, -Sandbox, or both -From and -To. Instead, you can also set COMPASS_SITE, COMPASS_EMAIL and COMPASS_API_TOKEN.' }
    if (-not $Site -and $env:COMPASS_BASE_URI) { $target.BaseUri = $env:COMPASS_BASE_URI }
    if ($Credential) { $target.Credential = $Credential }
    $from = Connect-Compass @target -Product Compass -Name compass -NoDefault
    $to = Connect-Compass @target -Product JiraServiceManagement -Name jsm -NoDefault
}
foreach ($one in $from, $to) {
    $place = if ($one.IsSandbox) { "a sandbox at $($one.BaseUri.Authority)" } elseif ($one.Site) { $one.Site } else { $one.CloudId }
    Write-Host "Connected to $place, $($one.Product)."
}

$teams = if ($TeamId) { $TeamId } else { @(Get-CompassTeam -Connection $from | ForEach-Object TeamId) }
if (@($teams).Count -eq 0) {
    throw 'Compass lists no teams for this account. Specify -TeamId.'
}
$failed = @()
$file = Join-Path ([System.IO.Path]::GetTempPath()) "compassops-move-$([guid]::NewGuid()).json"
try {
    Write-Host "== Copy the heartbeats of $(@($teams).Count) teams"
    Export-CompassHeartbeat $file -TeamId $teams -Connection $from -NoSchema -WhatIf:$false
    Sync-CompassHeartbeat -LiteralPath $file -Connection $to -ThrottleLimit 4 -ErrorAction Continue -ErrorVariable +failed |
        Group-Object Action, Status -NoElement | Format-Table Count, Name

    Write-Host '== Copy the active and planned windows: team windows and global windows'
    $windows = @(
        foreach ($team in $teams) {
            Get-CompassMaintenance -TeamId $team -Type NonExpired -Connection $from | Where-Object Status -NE cancelled
        }
        Get-CompassMaintenance -Global -Type NonExpired -Connection $from | Where-Object Status -NE cancelled
    )
    $windows | New-CompassMaintenance -SkipExisting -Connection $to -ErrorAction Continue -ErrorVariable +failed |
        Format-Table Status, Scope, Description, @{ Name = 'Start'; Expression = { '{0:yyyy-MM-dd HH:mm zzz}' -f $_.StartDate } }

    # With -WhatIf, the script changed nothing, so there is nothing to check.
    if (-not $WhatIfPreference) {
        Compare-CompassHeartbeat -LiteralPath $file -Connection $to -ErrorOnDifference -ErrorAction Continue -ErrorVariable +failed |
            Where-Object Action -NE Unmanaged | Format-Table Action, Name, Property
    }
}
finally {
    Remove-Item -LiteralPath $file -WhatIf:$false -ErrorAction Ignore
}

if (@($failed).Count -gt 0) {
    Write-Host "The move is not complete, because of the $(@($failed).Count) errors above. Correct the errors, and run the script again." -ForegroundColor Red
    if ($failed | Where-Object FullyQualifiedErrorId -Like 'OutcomeUnknown,*') {
        Write-Host 'The list of windows does not show a new window immediately. Wait a few minutes before you run the script again. Otherwise the script can create a window twice.' -ForegroundColor Red
    }
    exit 1
}
if ($WhatIfPreference) {
    Write-Host 'Nothing was created or changed (-WhatIf).'
    exit 0
}
Write-Host 'The move is complete. Now add -Product JiraServiceManagement to the Connect-Compass commands of your jobs.'
exit 0
