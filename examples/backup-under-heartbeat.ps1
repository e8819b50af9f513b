#Requires -Version 5.1

<#
.SYNOPSIS
    Backs up a folder, and pings a heartbeat if the backup succeeded.

.DESCRIPTION
    Creates an archive of the folder and checks that the archive contains every file. Then pings the heartbeat. If the script fails, hangs or
    does not start, it sends no ping, and the service raises an alert. docs/guides/scheduling.md shows how to run the script each night.

    If the service is unreachable, the script still creates the backup. The service receives no ping and raises an alert.

    With -Sandbox, the script creates the heartbeat in a sandbox, which simulates the service in this process. It sends nothing to other
    machines.

    Exit codes:
    0  The backup and the ping succeeded.
    1  The backup failed.
    2  The backup succeeded, but the ping failed or was not sent.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Sandbox

    Demonstrates a successful backup in a sandbox.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Sandbox -Source /does/not/exist

    Demonstrates a failed backup in a sandbox, and shows the alert.

.EXAMPLE
    ./examples/backup-under-heartbeat.ps1 -Source /srv/shop -Destination /backup -Name nightly-backup -Site acme -TeamId $team

    Creates a backup. The environment variables COMPASS_EMAIL and COMPASS_API_TOKEN contain the credentials.

.PARAMETER Source
    The folder to back up. Required without -Sandbox.

.PARAMETER Destination
    The folder for the archives. The script keeps the seven newest archives. Required without -Sandbox.

.PARAMETER Name
    The name of the heartbeat. Its period must be longer than the time between two backups: for example, 25 hours for a nightly backup.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session. If there is
    none, it connects with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process. The script sends nothing to other machines.

.PARAMETER TeamId
    The team of the heartbeat. The default is the team of the connection.

.PARAMETER Credential
    The e-mail address and the API token of the account.

.PARAMETER Product
    The product: Compass (the default) or JiraServiceManagement.
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

# Import the module from the build output of this repository. If there is no build output, import the installed module.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

function Backup-Folder([string] $From, [string] $To) {
    $files = @(Get-ChildItem -LiteralPath $From -File -Recurse)
    if ($files.Count -eq 0) {
        throw "'$From' contains no files to back up. Check -Source."
    }

    $null = New-Item -ItemType Directory -Path $To -Force
    $archive = Join-Path $To "$(Split-Path $From -Leaf)-$(Get-Date -Format 'yyyyMMdd-HHmmss-fff').zip"
    Compress-Archive -Path (Join-Path $From '*') -DestinationPath $archive

    # Open the archive to check that it contains all files.
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $content = [System.IO.Compression.ZipFile]::OpenRead($archive)
    try {
        $packed = @($content.Entries | Where-Object Name).Count
    }
    finally {
        $content.Dispose()
    }
    if ($packed -lt $files.Count) {
        throw "'$archive' contains only $packed of $($files.Count) files. Run the script again."
    }

    Get-ChildItem -LiteralPath $To -Filter '*.zip' | Sort-Object LastWriteTime -Descending | Select-Object -Skip 7 | Remove-Item
    Write-Host "'$archive' contains $packed files."
}

if (-not $Sandbox -and -not ($Source -and $Destination)) {
    Write-Host 'The backup did not start: -Source or -Destination is missing. Specify both. To try the script, specify -Sandbox instead.' -ForegroundColor Red
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
    # Without -Site and -Sandbox, use the default connection of the session. If there is none, connect with the COMPASS_
    # environment variables.
    $connection = if ($Site -or $Sandbox) { Connect-Compass @target } else { Get-CompassConnection -Default }
    if (-not $connection) { $connection = Connect-Compass }
    $place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
    Write-Host "Connected to $place, $($connection.Product)."
    $team = if ($TeamId) { $TeamId } else { $connection.TeamId }
    if (-not $team) { throw 'The connection has no default team. Specify -TeamId.' }
    if ($Sandbox) {
        $null = New-CompassHeartbeat $Name -TeamId $team -SkipExisting -Period 25h -AlertPriority P2 -AlertMessage 'There was no backup last night'
        $null = Invoke-CompassHeartbeatPing $Name -TeamId $team
    }
}
catch {
    $connection = $null
    Write-Warning "The script will not ping the heartbeat '$Name', and continues with the backup. The reason: $_"
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
    Write-Host "The backup failed: $_" -ForegroundColor Red
    if ($Sandbox -and $connection) {
        Step-CompassSandboxClock -By 26h
        Get-CompassSandboxAlert | Format-Table HeartbeatName, Message, Priority
    }
    exit 1
}

if ($connection -and @($silent).Count -eq 0) {
    Write-Host "The script sent a ping for the heartbeat '$Name'."
    exit 0
}
exit 2
