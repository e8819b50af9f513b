#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps the heartbeats of teams in a file in version control. Compares the file with the service, or applies the file.

.DESCRIPTION
    Create the file with Export-CompassHeartbeat. Run this script for each pull request: it shows the differences between the file and the
    service. After the merge, run the script with -Apply to change the service as the file declares.

    With -Sandbox and without -Path, the script demonstrates all steps: export, commit, manual change, check and repair. It uses a temporary
    folder and a sandbox, which simulates the service in this process. It sends nothing to other machines.

    Exit codes:
    0  The service matches the file.
    1  The service differs from the file, or a change failed.
    2  The file is not valid, or the connection failed.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1 -Sandbox

    Demonstrates all steps in a sandbox.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1 -Path ops.json -Site acme -Prune

    Compares the file with the service, for each pull request or each night.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1 -Path ops.json -Site acme -Prune -Apply

    Applies the file to the service, after the merge.

.PARAMETER Path
    The path of the file with the heartbeats. Required without -Sandbox.

.PARAMETER Apply
    Changes the service as the file declares. Without -Apply, the script only shows the differences.

.PARAMETER Prune
    With -Apply, removes the heartbeats that are in the service but not in the file. Without -Apply, reports them as
    differences.

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
[CmdletBinding(DefaultParameterSetName = 'Existing')]
param(
    [string] $Path,

    [switch] $Apply,

    [switch] $Prune,

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

# Shows all differences between the file and the service. Returns $true if Sync-CompassHeartbeat would correct at least one difference.
function Test-Drift([string] $File) {
    $differences = @(Compare-CompassHeartbeat -LiteralPath $File -Prune:$Prune)
    $differences | Format-Table Action, Name, Property, Desired, Actual | Out-String -Width 120 | Write-Host
    @($differences | Where-Object Action -NE 'Unmanaged').Count -gt 0
}

# Applies the file to the service. Returns $true if there were no errors.
function Invoke-Apply([string] $File) {
    $results = @(Sync-CompassHeartbeat -LiteralPath $File -Prune:$Prune -Force -ThrottleLimit 4 -ErrorAction Continue -ErrorVariable failed)
    $results | Format-Table Status, Action, Name, Property, Reason | Out-String -Width 120 | Write-Host
    @($failed).Count -eq 0
}

try {
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
    if ($Path -and $Apply) {
        exit $(if (Invoke-Apply $Path) { 0 } else { 1 })
    }
    if ($Path) {
        exit $(if (Test-Drift $Path) { 1 } else { 0 })
    }
    if (-not $Sandbox) {
        throw 'Specify -Path. To create the file with the heartbeats, use Export-CompassHeartbeat.'
    }
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

# The following code runs only with -Sandbox and without -Path. It demonstrates all steps in a temporary folder.
$Prune = $true
$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "compassops-git-$([guid]::NewGuid())")
try {
    $file = Join-Path $folder.FullName 'ops.json'
    $git = [bool] (Get-Command git -CommandType Application -ErrorAction Ignore)

    Write-Host '== Write the heartbeats to a file, and commit the file'
    $null = Import-Csv (Join-Path $PSScriptRoot 'heartbeats.csv') | New-CompassHeartbeat
    Export-CompassHeartbeat $file
    if ($git) {
        git -C $folder.FullName init --quiet
        git -C $folder.FullName add .
        git -C $folder.FullName -c user.name=ops -c user.email=ops@example.org commit --quiet --message 'Export the heartbeats'
        git -C $folder.FullName log --oneline
    }
    $first = Test-Drift $file

    Write-Host '== Change heartbeats in the service, and compare the file with the service'
    $null = Disable-CompassHeartbeat 'Till 1 Harbour Street'
    Remove-CompassHeartbeat 'Till 2 Harbour Street' -Force
    $null = New-CompassHeartbeat 'Only a test' -Period 5m
    $second = Test-Drift $file

    Write-Host '== Apply the file to the service with Sync-CompassHeartbeat, and compare again'
    $applied = Invoke-Apply $file
    $third = Test-Drift $file
}
finally {
    Remove-Item -LiteralPath $folder.FullName -Recurse -Force
}

if ($first -or -not $second -or -not $applied -or $third) {
    Write-Host 'The demonstration did not end as expected. See the differences above.' -ForegroundColor Red
    exit 1
}
Write-Host 'The service matches the file.'
exit 0
