#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps heartbeats and maintenance windows in a file in version control. Compares the file with the service, or applies the file.

.DESCRIPTION
    Run this script for each pull request: it shows the differences between the file and the service. Run it each day with -Apply: it changes
    the service as the file declares, and creates the maintenance windows of the next weeks.

    With -Sandbox and without -Path, the script demonstrates all steps: write the file, apply it, and find manual changes. It uses a
    temporary folder and a sandbox, which simulates the service in this process.

    Exit codes:
    0  The service matches the file.
    1  The service differs from the file, or a change failed.
    2  The file is not valid, or the connection failed.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Sandbox

    Demonstrates all steps in a sandbox.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Path ops.json -Site acme -Prune

    Compares the file with the service.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Path ops.json -Site acme -Prune -Apply

    Applies the file to the service, after the merge and each day.

.PARAMETER Path
    The path of the file with the heartbeats and windows. Required without -Sandbox.

.PARAMETER Apply
    Changes the service as the file declares. Without -Apply, the script only shows the differences.

.PARAMETER Prune
    With -Apply, removes the heartbeats that are in the service but not in the file, and the planned windows whose description is in the file,
    but whose start is not. Without -Apply, reports them as differences.

.PARAMETER Horizon
    The script creates the windows that start within this time from now. The default is 4w (four weeks).

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session, or connects
    with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Credential
    The e-mail address and the API token of the account.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process. The script sends nothing to other machines.
#>
[CmdletBinding()]
param(
    [string] $Path,

    [switch] $Apply,

    [switch] $Prune,

    [string] $Horizon = '4w',

    [string] $Site,

    [pscredential] $Credential,

    [switch] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Import the module from the build output of this repository. If there is no build output, import the installed module.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

# Shows all differences between the file and the service. Returns $true if Sync-CompassHeartbeat or Sync-CompassMaintenance would
# correct at least one difference.
function Test-Drift([string] $File) {
    $differences = @(Compare-CompassHeartbeat -LiteralPath $File -Prune:$Prune) + @(Compare-CompassMaintenance -LiteralPath $File -Horizon $Horizon -Prune:$Prune)
    $differences | ForEach-Object { "$_" } | Write-Host
    @($differences | Where-Object Action -NE 'Unmanaged').Count -gt 0
}

# Applies the file to the service. Returns $true if there were no errors.
function Invoke-Apply([string] $File) {
    $with = @{ LiteralPath = $File; Prune = $Prune; Force = $true; ThrottleLimit = 4; ErrorAction = 'Continue' }
    $results = @(Sync-CompassHeartbeat @with -ErrorVariable failed) + @(Sync-CompassMaintenance @with -Horizon $Horizon -ErrorVariable +failed)
    $results | ForEach-Object { "$_" } | Write-Host
    @($failed).Count -eq 0
}

try {
    $target = @{}
    foreach ($parameter in 'Site', 'Sandbox', 'Credential') {
        if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
    }
    # Without -Site, -Sandbox and -Credential, use the default connection of the session. If there is none, connect with the
    # COMPASS_ environment variables.
    $connection = if ($target.Count -gt 0) { Connect-Compass @target } else { Get-CompassConnection -Default }
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
        throw 'Specify -Path. To create the file with the heartbeats and windows, use Export-CompassHeartbeat and Export-CompassMaintenance.'
    }
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

# The following code runs only with -Sandbox and without -Path. It demonstrates all steps in a temporary folder.
$Prune = $true
$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "compassops-ops-$([guid]::NewGuid())")
try {
    $file = Join-Path $folder.FullName 'ops.json'
    $rules = @(@{ state = 'disabled'; entity = @{ type = 'integration'; id = '51e9e162-767b-47a6-a00a-4cd8b6f94829' } })
    $patch = @{ description = 'Patch night'; weekly = @('Sunday'); at = '02:00'; duration = '2h'; timeZone = 'UTC'; rules = $rules }

    Write-Host '== Write the existing heartbeats and a weekly window to a file'
    $null = Import-Csv (Join-Path $PSScriptRoot 'heartbeats.csv') | New-CompassHeartbeat
    Export-CompassHeartbeat $file
    $declaration = Get-Content $file -Raw | ConvertFrom-Json
    $declaration | Add-Member global @{ maintenance = @($patch) }
    $declaration | ConvertTo-Json -Depth 10 | Set-Content $file -Encoding utf8
    $before = Test-Drift $file

    Write-Host '== Apply the file: creates the windows of the next weeks'
    $applied = Invoke-Apply $file

    Write-Host '== Cancel a window, and disable a heartbeat: only the heartbeat counts as a difference'
    $null = Get-CompassMaintenance -Global -Status planned | Select-Object -First 1 | Stop-CompassMaintenance -Confirm:$false
    $null = Disable-CompassHeartbeat 'Till 1 Harbour Street'
    $drift = Test-Drift $file

    Write-Host '== Apply the file again: enables the heartbeat, and does not create the cancelled window again'
    $repaired = Invoke-Apply $file
    $after = Test-Drift $file
}
finally {
    Remove-Item -LiteralPath $folder.FullName -Recurse -Force
}

if (-not ($before -and $applied -and $drift -and $repaired) -or $after) {
    Write-Host 'The demonstration did not end as expected. See the differences above.' -ForegroundColor Red
    exit 1
}
Write-Host 'The service matches the file.'
exit 0
