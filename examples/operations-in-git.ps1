#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps heartbeats and maintenance windows in version control: checks for drift, or applies the file.

.DESCRIPTION
    Run this script for each pull request and each night. It shows the differences between the file and the service, and exits with 1 if
    there are any. With -Apply, it applies the file to the service. Run it daily with -Apply to create the windows of the coming weeks.

    With -Sandbox and without -Path, it rehearses all steps in a sandbox in this process: declare, apply, and find manual changes.

    Exit codes: 0, the service matches the file; 1, the service differs or could not be changed; 2, the file has mistakes, or the connection
    failed.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Sandbox

    Rehearses all steps in a sandbox.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Path ops.json -Site acme -Prune

    Checks for drift.

.EXAMPLE
    ./examples/operations-in-git.ps1 -Path ops.json -Site acme -Prune -Apply

    Applies the file, after the merge and each day.

.PARAMETER Path
    The file. Required, except with -Sandbox.

.PARAMETER Apply
    Applies the file to the service.

.PARAMETER Prune
    Also removes heartbeats and planned windows that are not in the file.

.PARAMETER Horizon
    The period from now for which windows are created.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script connects with the variables COMPASS_SITE, COMPASS_EMAIL,
    COMPASS_API_TOKEN and so on.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process. Nothing leaves this machine.
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

if (-not (Get-Module CompassOps)) {
    Import-Module (Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1')
}

# Shows the differences. Returns whether a synchronisation would correct any of them.
function Test-Drift([string] $File) {
    $differences = @(Compare-CompassHeartbeat -LiteralPath $File -Prune:$Prune) + @(Compare-CompassMaintenance -LiteralPath $File -Horizon $Horizon -Prune:$Prune)
    $differences | ForEach-Object { "$_" } | Write-Host
    @($differences | Where-Object Action -NE 'Unmanaged').Count -gt 0
}

# Applies the file. Returns whether every step succeeded.
function Invoke-Apply([string] $File) {
    $with = @{ LiteralPath = $File; Prune = $Prune; Force = $true; ThrottleLimit = 4; ErrorAction = 'Continue' }
    $results = @(Sync-CompassHeartbeat @with -ErrorVariable failed) + @(Sync-CompassMaintenance @with -Horizon $Horizon -ErrorVariable +failed)
    $results | ForEach-Object { "$_" } | Write-Host
    @($failed).Count -eq 0
}

try {
    if ($Sandbox) {
        Write-Host 'Connected to a sandbox: nothing leaves this machine.'
        $null = Connect-Compass -Sandbox
    }
    elseif ($Site) {
        $target = @{ Site = $Site }
        if ($Credential) { $target.Credential = $Credential }
        $null = Connect-Compass @target
    }
    if ($Path -and $Apply) {
        exit $(if (Invoke-Apply $Path) { 0 } else { 1 })
    }
    if ($Path) {
        exit $(if (Test-Drift $Path) { 1 } else { 0 })
    }
    if (-not $Sandbox) {
        throw 'Specify -Path, the file with the declaration. Export-CompassHeartbeat and Export-CompassMaintenance write one.'
    }
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

# -Sandbox without -Path: rehearse all steps in a sandbox.
$Prune = $true
$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "compassops-ops-$([guid]::NewGuid())")
try {
    $file = Join-Path $folder.FullName 'ops.json'
    $rules = @(@{ state = 'disabled'; entity = @{ type = 'integration'; id = '51e9e162-767b-47a6-a00a-4cd8b6f94829' } })
    $patch = @{ description = 'Patch night'; weekly = @('Sunday'); at = '02:00'; duration = '2h'; timeZone = 'UTC'; rules = $rules }

    Write-Host '== The file gets the present heartbeats and a routine'
    $null = Import-Csv (Join-Path $PSScriptRoot 'heartbeats.csv') | New-CompassHeartbeat
    Export-CompassHeartbeat $file
    $declaration = Get-Content $file -Raw | ConvertFrom-Json
    $declaration | Add-Member global @{ maintenance = @($patch) }
    $declaration | ConvertTo-Json -Depth 10 | Set-Content $file -Encoding utf8
    $before = Test-Drift $file

    Write-Host '== The daily run creates the windows of the coming weeks'
    $applied = Invoke-Apply $file

    Write-Host '== Somebody cancels a window, which is a decision, and disables a heartbeat, which is drift'
    $null = Get-CompassMaintenance -Global -Status planned | Select-Object -First 1 | Stop-CompassMaintenance -Confirm:$false
    $null = Disable-CompassHeartbeat 'Till 1 Harbour Street'
    $drift = Test-Drift $file

    Write-Host '== The next run corrects the heartbeat and leaves the cancelled window alone'
    $repaired = Invoke-Apply $file
    $after = Test-Drift $file
}
finally {
    Remove-Item -LiteralPath $folder.FullName -Recurse -Force
}

if (-not ($before -and $applied -and $drift -and $repaired) -or $after) {
    Write-Host 'The rehearsal did not end as expected. See the drift above.' -ForegroundColor Red
    exit 1
}
Write-Host 'The service matches the declaration.'
exit 0
