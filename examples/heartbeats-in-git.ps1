#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps the heartbeats of teams in version control: checks for drift, or applies what the file says.

.DESCRIPTION
    A pull request is checked with this script as it stands: it shows where the service differs from the file and ends with 1. After the
    merge it is run with -Apply, and makes the service what the file says. Export-CompassHeartbeat writes the first file.

    Without -Site it tells the whole story against a sandbox in this process, in a folder of its own: export, commit, a change by hand,
    the check that finds it, and the repair. Nothing leaves this machine.

    Exit codes: 0, the service is as the file says; 1, it is not, or could not be made so; 2, the file has mistakes, or there is no connection.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1

    Tells the story.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1 -Path ops.json -Site acme -Prune

    Checks for drift, in a pipeline that runs each night or for each pull request.

.EXAMPLE
    ./examples/heartbeats-in-git.ps1 -Path ops.json -Site acme -Prune -Apply

    Applies the file, after the merge.

.PARAMETER Path
    The file.

.PARAMETER Apply
    Makes the service what the file says.

.PARAMETER Prune
    What the file does not have is to go as well.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without it, a sandbox.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    Compass or JiraServiceManagement.
#>
[CmdletBinding()]
param(
    [string] $Path,

    [switch] $Apply,

    [switch] $Prune,

    [string] $Site,

    [pscredential] $Credential,

    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'Compass'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module CompassOps)) {
    Import-Module (Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1')
}

# Shows the drift, and tells whether there is any that counts.
function Test-Drift([string] $File) {
    $differences = @(Compare-CompassHeartbeat -LiteralPath $File -Prune:$Prune)
    $differences | Format-Table Action, Name, Property, Desired, Actual | Out-String -Width 120 | Write-Host
    @($differences | Where-Object Action -NE 'Unmanaged').Count -gt 0
}

# Applies the file, and tells whether all of it is applied.
function Invoke-Apply([string] $File) {
    $results = @(Sync-CompassHeartbeat -LiteralPath $File -Prune:$Prune -Force -ThrottleLimit 4 -ErrorAction Continue -ErrorVariable failed)
    $results | Format-Table Status, Action, Name, Property, Reason | Out-String -Width 120 | Write-Host
    @($failed).Count -eq 0
}

try {
    $target = if ($Site) { @{ Site = $Site } } else { @{ Sandbox = $true } }
    if ($Credential) { $target.Credential = $Credential }
    $connection = Connect-Compass @target -Product $Product
    if ($Path -and $Apply) {
        exit $(if (Invoke-Apply $Path) { 0 } else { 1 })
    }
    if ($Path) {
        exit $(if (Test-Drift $Path) { 1 } else { 0 })
    }
    if (-not $connection.IsSandbox) {
        throw 'Give -Path, the file that declares the heartbeats. Export-CompassHeartbeat writes one.'
    }
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

# The story, for a sandbox without a file.
$Prune = $true
$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "compassops-git-$([guid]::NewGuid())")
try {
    $file = Join-Path $folder.FullName 'ops.json'
    $git = [bool] (Get-Command git -CommandType Application -ErrorAction Ignore)

    Write-Host '== The heartbeats go into a file, and the file into version control'
    $null = Import-Csv (Join-Path $PSScriptRoot 'heartbeats.csv') | New-CompassHeartbeat
    Export-CompassHeartbeat $file
    if ($git) {
        git -C $folder.FullName init --quiet
        git -C $folder.FullName add .
        git -C $folder.FullName -c user.name=ops -c user.email=ops@example.org commit --quiet --message 'The heartbeats as they are'
        git -C $folder.FullName log --oneline
    }
    $first = Test-Drift $file

    Write-Host '== Somebody changes something by hand'
    $null = Disable-CompassHeartbeat 'Till 1 Harbour Street'
    Remove-CompassHeartbeat 'Till 2 Harbour Street' -Force
    $null = New-CompassHeartbeat 'Only a test' -Period 5m
    $second = Test-Drift $file

    Write-Host '== What the file says is put back'
    $applied = Invoke-Apply $file
    $third = Test-Drift $file
}
finally {
    Remove-Item -LiteralPath $folder.FullName -Recurse -Force
}

if ($first -or -not $second -or -not $applied -or $third) {
    Write-Host 'The story came out otherwise than it should.' -ForegroundColor Red
    exit 1
}
Write-Host 'The service is as the file says.'
exit 0
