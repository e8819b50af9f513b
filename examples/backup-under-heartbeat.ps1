#Requires -Version 5.1

<#
.SYNOPSIS
    Backs a folder up under a heartbeat, a dead man's switch: a night without a backup raises the alert.

.DESCRIPTION
    Packs the folder into an archive, looks whether the archive holds every file, and only then pings the heartbeat. A night on which the
    job fails, hangs or is not started at all is a night without a ping, and the service raises the alert. docs/guides/scheduling.md
    has the lines that start it each night.

    A backup is made even where the service cannot be reached: the missing ping then says enough.

    Without -Site it runs against a sandbox in this process, with a heartbeat and a folder of its own, and nothing leaves this machine.

    Exit codes: 0, the backup is made and the heartbeat pinged; 1, there is no backup; 2, there is a backup, but no ping.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1

    Rehearses a night that goes well.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Source /does/not/exist

    Rehearses a night that fails, and shows the alert that comes of it.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Source /srv/shop -Destination /backup -Name nightly-backup -Site acme -TeamId $team

    Backs up. COMPASS_EMAIL and COMPASS_API_TOKEN say who pings.

.PARAMETER Source
    The folder to back up.

.PARAMETER Destination
    The folder for the archives. The seven newest are kept.

.PARAMETER Name
    The heartbeat. Its period should be a little longer than the time between two backups: 25 hours for a nightly one.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it, a sandbox.

.PARAMETER TeamId
    The team of the heartbeat.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding()]
param(
    [string] $Source,

    [string] $Destination = (Join-Path ([System.IO.Path]::GetTempPath()) 'compassops-backup'),

    [string] $Name = 'nightly-backup',

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

function Backup-Folder([string] $From, [string] $To) {
    $files = @(Get-ChildItem -LiteralPath $From -File -Recurse)
    if ($files.Count -eq 0) {
        throw "There is nothing to back up in '$From'."
    }

    $null = New-Item -ItemType Directory -Path $To -Force
    $archive = Join-Path $To "$(Split-Path $From -Leaf)-$(Get-Date -Format 'yyyyMMdd-HHmmss-fff').zip"
    Compress-Archive -Path (Join-Path $From '*') -DestinationPath $archive

    # A backup that nobody has looked into is a hope.
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $content = [System.IO.Compression.ZipFile]::OpenRead($archive)
    try {
        $packed = @($content.Entries | Where-Object Name).Count
    }
    finally {
        $content.Dispose()
    }
    if ($packed -lt $files.Count) {
        throw "'$archive' holds $packed of $($files.Count) files."
    }

    Get-ChildItem -LiteralPath $To -Filter '*.zip' | Sort-Object LastWriteTime -Descending | Select-Object -Skip 7 | Remove-Item
    Write-Host "$packed files are in '$archive'."
}

if (-not $Source) {
    $Source = Join-Path ([System.IO.Path]::GetTempPath()) 'compassops-shop'
    $null = New-Item -ItemType Directory -Path $Source -Force
    1..3 | ForEach-Object { Set-Content -LiteralPath (Join-Path $Source "orders-$_.csv") -Value "order,amount`n$_,10" }
}

$connection = $null
try {
    $target = if ($Site) { @{ Site = $Site } } else { @{ Sandbox = $true } }
    if ($Credential) { $target.Credential = $Credential }
    if ($TeamId) { $target.TeamId = $TeamId }
    $connection = Connect-Compass @target -Product $Product
    if ($connection.IsSandbox) {
        $null = New-CompassHeartbeat $Name -Period 25h -AlertPriority P2 -AlertMessage 'There was no backup last night'
        $null = Invoke-CompassHeartbeatPing $Name
    }
}
catch {
    Write-Warning "No connection, so the heartbeat '$Name' will not be pinged: $_"
}

$silent = @()
try {
    if ($connection) {
        Use-CompassHeartbeat $Name { Backup-Folder $Source $Destination } -WarningVariable silent
    }
    else {
        Backup-Folder $Source $Destination
    }
}
catch {
    Write-Host "There is no backup: $_" -ForegroundColor Red
    if ($connection -and $connection.IsSandbox) {
        Step-CompassSandboxClock -By 26h
        Get-CompassSandboxAlert | Format-Table HeartbeatName, Message, Priority
    }
    exit 1
}

if ($connection -and @($silent).Count -eq 0) {
    Write-Host "The heartbeat '$Name' is pinged."
    exit 0
}
exit 2
