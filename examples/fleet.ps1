#Requires -Version 7.4

<#
.SYNOPSIS
    Checks several hosts with PowerShell remoting and returns a report. Each healthy host pings its own heartbeat.

.DESCRIPTION
    The script creates missing heartbeats. Then it connects to all hosts at the same time over SSH. Each host checks its disk space and pings
    its own heartbeat. If a host is down, unreachable or short of disk space, it sends no ping, and the service raises an alert. The service
    also raises alerts if this script fails.

    Each host needs PowerShell 7.4, the module, and an SSH server with PowerShell as a subsystem. This machine needs an SSH key for the hosts.
    The SSH session encrypts the credentials of the service. The hosts do not store these credentials.

    With -Sandbox, the script uses a sandbox, which simulates the service in this process. Other machines cannot connect to a sandbox. Without
    -HostName, three processes on this machine simulate the hosts.

    Exit codes:
    0  All hosts are healthy.
    1  At least one host is unhealthy or unreachable.

.EXAMPLE
    ./examples/fleet.ps1 -Sandbox

    Demonstrates the script in a sandbox, with three simulated hosts.

.EXAMPLE
    ./examples/fleet.ps1 -HostName web-1, web-2, db-1 -UserName ops -Site acme -TeamId $team -Credential $credential

    Checks three hosts.

.PARAMETER HostName
    The SSH names of the hosts. Required without -Sandbox.

.PARAMETER UserName
    The user name for SSH on the hosts.

.PARAMETER KeyFilePath
    The path of the SSH key for the hosts. By default, SSH selects the key.

.PARAMETER Port
    The port of the SSH servers. The default is 22.

.PARAMETER SshOption
    A hashtable of SSH options, with the names that ssh_config uses: @{ ConfigFile = './ssh_config' } or @{ ConnectTimeout = '10' }.

.PARAMETER Module
    The name of the module on the hosts, or the path of its manifest there. Without -HostName, the script uses the module of this session.

.PARAMETER MinimumFreeGB
    The minimum free disk space of a healthy host, in GB. The default is 0.1.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session. If there is
    none, it connects with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process. The script sends nothing to other machines.

.PARAMETER TeamId
    The team of the heartbeats. The default is the team of the connection.

.PARAMETER Credential
    The e-mail address and the API token of the account. The default is COMPASS_EMAIL and COMPASS_API_TOKEN. The hosts connect with the same credentials.

.PARAMETER Product
    The product: Compass (the default) or JiraServiceManagement.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing')]
param(
    [string[]] $HostName,

    [string] $UserName,

    [string] $KeyFilePath,

    [int] $Port,

    [hashtable] $SshOption,

    [string] $Module = 'CompassOps',

    [double] $MinimumFreeGB = 0.1,

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

if (-not $HostName -and -not $Sandbox) {
    throw 'Specify -HostName. To try the script with simulated hosts, specify -Sandbox.'
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

# Each host connects to the service with these credentials.
$account = if ($Credential) { $Credential }
elseif ($Sandbox) {
    $server = @(Get-CompassSandbox)[-1]
    [pscredential]::new($server.Email, ([System.Net.NetworkCredential]::new('', $server.Token)).SecurePassword)
}
elseif ($env:COMPASS_EMAIL -and $env:COMPASS_API_TOKEN) {
    [pscredential]::new($env:COMPASS_EMAIL, (ConvertTo-SecureString $env:COMPASS_API_TOKEN -AsPlainText -Force))
}
else { throw 'The hosts need credentials for the service. Specify -Credential, or set COMPASS_EMAIL and COMPASS_API_TOKEN.' }
$team = if ($TeamId) { $TeamId } else { $connection.TeamId }
$settings = @{
    BaseUri = "$($connection.BaseUri)"
    CloudId = $connection.CloudId
    Product = "$($connection.Product)"
    TeamId  = $team
}

# This script block runs on each host and returns one object for the report.
$work = {
    param([string] $Name, [string] $Module, [hashtable] $Settings, [pscredential] $Account, [double] $Minimum)

    $ErrorActionPreference = 'Stop'
    $report = [ordered] @{ Host = $Name; Heartbeat = "host $Name"; FreeGB = $null; Pinged = $false; Problem = $null }
    try {
        Import-Module $Module
        $null = Connect-Compass @Settings -Credential $Account
        Use-CompassHeartbeat $report.Heartbeat -WarningVariable silent -WarningAction SilentlyContinue {
            $disk = [System.IO.DriveInfo]::new([Environment]::CurrentDirectory)
            $report.FreeGB = [Math]::Round($disk.AvailableFreeSpace / 1GB, 1)
            if ($report.FreeGB -lt $Minimum) {
                throw "Only $($report.FreeGB) GB are free"
            }
        }
        $report.Pinged = @($silent).Count -eq 0
        $report.Problem = "$silent"
    }
    catch {
        $report.Problem = "$_"
    }
    [pscustomobject] $report
}

$hosts = if ($HostName) { $HostName } else { 'web-1', 'web-2', 'db-1' }
$there = @(Get-CompassHeartbeat -TeamId $team | ForEach-Object Name)
$hosts | Where-Object { "host $_" -notin $there } |
    ForEach-Object { [pscustomobject] @{ Name = "host $_"; Period = '30m'; AlertTag = 'fleet'; AlertMessage = "$_ has not reported" } } |
    New-CompassHeartbeat -TeamId $team | Out-Null

if ($HostName) {
    $ssh = @{}
    if ($UserName) { $ssh.UserName = $UserName }
    if ($KeyFilePath) { $ssh.KeyFilePath = $KeyFilePath }
    if ($Port) { $ssh.Port = $Port }
    if ($SshOption) { $ssh.Options = $SshOption }
    $jobs = foreach ($name in $hosts) {
        Invoke-Command -HostName $name @ssh -ScriptBlock $work -ArgumentList $name, $Module, $settings, $account, $MinimumFreeGB -AsJob -JobName $name
    }
}
else {
    $Module = (Get-Module CompassOps).Path
    $jobs = foreach ($name in $hosts) {
        Start-Job -Name $name -ScriptBlock $work -ArgumentList $name, $Module, $settings, $account, $MinimumFreeGB
    }
}

# Collect the objects that the hosts return. An unreachable host returns no object, so create an object for this host here.
$reports = foreach ($job in $jobs) {
    $lines = @($job | Receive-Job -Wait -ErrorAction SilentlyContinue -ErrorVariable unreachable | Where-Object { $_.PSObject.Properties['Heartbeat'] })
    if ($lines.Count -gt 0) { $lines }
    else { [pscustomobject] @{ Host = $job.Name; Heartbeat = "host $($job.Name)"; FreeGB = $null; Pinged = $false; Problem = "$unreachable" } }
}
$jobs | Remove-Job -Force

$reports | Format-Table Host, Heartbeat, FreeGB, Pinged, Problem
Get-CompassHeartbeat 'host *' -TeamId $team | Format-Table Name, Status, Period

$ill = @($reports | Where-Object { -not $_.Pinged })
if ($ill.Count -gt 0) {
    Write-Host "Hosts with a problem: $($ill.Host -join ', '). The column Problem of the report shows the reasons." -ForegroundColor Red
    exit 1
}
Write-Host "All $(@($reports).Count) hosts pinged their heartbeats."
exit 0
