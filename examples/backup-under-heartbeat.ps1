#Requires -Version 5.1

<#
.SYNOPSIS
    Backs up a folder and pings a heartbeat, so that a night without a backup raises the alert.

.DESCRIPTION
    Packs the folder into an archive, checks that the archive contains every file, and only then pings the heartbeat. If the job fails,
    hangs or does not start, no ping arrives, and the service raises the alert. docs/guides/scheduling.md shows how to run the script each night.

    The script makes the backup even if the service is unreachable. The missing ping then raises the alert.

    With -Sandbox, the script rehearses in a sandbox in this process and creates the heartbeat there. It sends nothing to other machines.

    Exit codes: 0, the backup and the ping succeeded; 1, there is no backup; 2, there is a backup, but no ping.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Sandbox

    Rehearses a successful night.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Sandbox -Source /does/not/exist

    Rehearses a failed night and shows the alert.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Source /srv/shop -Destination /backup -Name nightly-backup -Site acme -TeamId $team

    Backs up. COMPASS_EMAIL and COMPASS_API_TOKEN supply the credentials.

.PARAMETER Source
    The folder to back up. Required, except with -Sandbox.

.PARAMETER Destination
    The folder for the archives. The script keeps the seven newest. Required, except with -Sandbox.

.PARAMETER Name
    The name of the heartbeat. Its period should be slightly longer than the time between two backups: 25 hours for a nightly one.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session, or else the
    variables COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and so on.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process. Nothing leaves this machine.

.PARAMETER TeamId
    The team of the heartbeat. The default is the team of the connection.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing')]
param(
    [string] $Source,

    [string] $Destination,

    [string] $Name = 'nightly-backup',

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

function Backup-Folder([string] $From, [string] $To) {
    $files = @(Get-ChildItem -LiteralPath $From -File -Recurse)
    if ($files.Count -eq 0) {
        throw "There are no files to back up in '$From'."
    }

    $null = New-Item -ItemType Directory -Path $To -Force
    $archive = Join-Path $To "$(Split-Path $From -Leaf)-$(Get-Date -Format 'yyyyMMdd-HHmmss-fff').zip"
    Compress-Archive -Path (Join-Path $From '*') -DestinationPath $archive

    # Check that the archive is complete and readable.
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $content = [System.IO.Compression.ZipFile]::OpenRead($archive)
    try {
        $packed = @($content.Entries | Where-Object Name).Count
    }
    finally {
        $content.Dispose()
    }
    if ($packed -lt $files.Count) {
        throw "'$archive' contains $packed of $($files.Count) files."
    }

    Get-ChildItem -LiteralPath $To -Filter '*.zip' | Sort-Object LastWriteTime -Descending | Select-Object -Skip 7 | Remove-Item
    Write-Host "$packed files are in '$archive'."
}

if (-not $Sandbox -and -not ($Source -and $Destination)) {
    Write-Host 'There is no backup: specify -Source and -Destination, or -Sandbox for a rehearsal.' -ForegroundColor Red
    exit 1
}
if (-not $Destination) {
    $Destination = Join-Path ([System.IO.Path]::GetTempPath()) 'compassops-backup'
}
if (-not $Source) {
    $Source = Join-Path ([System.IO.Path]::GetTempPath()) 'compassops-shop'
    $null = New-Item -ItemType Directory -Path $Source -Force
    1..3 | ForEach-Object { Set-Content -LiteralPath (Join-Path $Source "orders-$_.csv") -Value "order,amount`n$_,10" }
}

$connection = $null
try {
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
    if (-not $team) { throw 'the connection has no team. Specify -TeamId.' }
    if ($Sandbox) {
        $null = New-CompassHeartbeat $Name -TeamId $team -SkipExisting -Period 25h -AlertPriority P2 -AlertMessage 'There was no backup last night'
        $null = Invoke-CompassHeartbeatPing $Name -TeamId $team
    }
}
catch {
    $connection = $null
    Write-Warning "No connection, so the heartbeat '$Name' will not be pinged: $_"
}

$silent = @()
try {
    if ($connection) {
        Use-CompassHeartbeat $Name -TeamId $team { Backup-Folder $Source $Destination } -WarningVariable silent
    }
    else {
        Backup-Folder $Source $Destination
    }
}
catch {
    Write-Host "There is no backup: $_" -ForegroundColor Red
    if ($Sandbox -and $connection) {
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
