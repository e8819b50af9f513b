#Requires -Version 5.1

<#
.SYNOPSIS
    Shows the first steps with CompassOps. The example uses the heartbeats of a small shop.

.DESCRIPTION
    Connects to a sandbox, which simulates the service in this process. Creates the heartbeats in heartbeats.json and lists them. Pings some
    heartbeats, and finds the heartbeats that received no ping. Creates a maintenance window for the team and a global window, and cancels one
    of the two windows.

    The script checks the result of every step, and throws an error if a result is unexpected. It sends nothing to other machines.

.EXAMPLE
    ./examples/first-steps.ps1 -Sandbox

    Runs all steps.

.PARAMETER Sandbox
    Required. Confirms that the script uses a sandbox. The script cannot run in a real account, because it moves the clock of the service.
#>
[CmdletBinding()]
param(
    [switch] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $Sandbox) {
    throw 'The script runs only in a sandbox. Specify -Sandbox.'
}

function Write-Step([string] $Text) {
    Write-Host "== $Text" -ForegroundColor Cyan
}

# Prints the pipeline input as a table.
function Show-Table {
    $input | Format-Table | Out-String -Width 120 -Stream | ForEach-Object { Write-Host $_.TrimEnd() }
}

# Ends the script if a step has an unexpected result.
function Assert-Equal([string] $What, [object] $Expected, [object] $Actual) {
    if ("$Expected" -cne "$Actual") {
        throw "${What}: expected '$Expected', got '$Actual'."
    }
}

# Import the module from the build output of this repository. If there is no build output, import the installed module.
if (-not (Get-Module CompassOps)) {
    $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
    Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
}

Write-Step 'Connect to a sandbox'
$connection = Connect-Compass -Sandbox
$connection | Show-Table
Assert-Equal 'Is a sandbox' $true $connection.IsSandbox
# The steps need an empty sandbox. If an earlier script of this session created heartbeats in the sandbox, the script ends here.
Assert-Equal 'Heartbeats in the sandbox (if there are any, start a new session)' 0 @(Get-CompassHeartbeat).Count

Write-Step "Create the shop's heartbeats from heartbeats.json"
$wanted = Get-Content (Join-Path $PSScriptRoot 'heartbeats.json') -Raw | ConvertFrom-Json
$created = @($wanted | New-CompassHeartbeat)
$created | Show-Table
Assert-Equal 'Heartbeats in the file' 22 $wanted.Count
Assert-Equal 'Heartbeats created' ($wanted.name -join ', ') ($created.Name -join ', ')

Write-Step 'List all heartbeats, and the heartbeats of priority P1'
$all = @(Get-CompassHeartbeat)
$urgent = @($all | Where-Object AlertPriority -EQ 'P1')
$urgent | Show-Table
Assert-Equal 'Heartbeats listed' 22 $all.Count
Assert-Equal 'Heartbeats of priority P1' 6 $urgent.Count

Write-Step 'Ping the heartbeats of the jobs that run several times a day'
$often = @($all | Where-Object { $_.Enabled -and $_.Period -lt '1.00:00:00' })
$pings = @($often | Invoke-CompassHeartbeatPing)
$pings | Show-Table
Assert-Equal 'Pings' 15 $pings.Count
Assert-Equal 'Heartbeats that are responsive' 15 @(Get-CompassHeartbeat -Status Responsive).Count

Write-Step 'Move the clock by 40 minutes, during which two jobs do not ping'
$broken = 'Parcel labels', 'Cold store sensor'
$healthy = @($often | Where-Object Name -NotIn $broken)
foreach ($round in 1..10) {
    Write-Verbose "Round $round of 10"
    Step-CompassSandboxClock -By 4m
    $null = $healthy | Invoke-CompassHeartbeatPing
}
$silent = @(Get-CompassHeartbeat -Status Unresponsive)
$silent | Show-Table
Assert-Equal 'Unresponsive heartbeats' ($broken -join ', ') ($silent.Name -join ', ')

Write-Step 'List the alerts that the service raised'
$alerts = @(Get-CompassSandboxAlert)
$alerts | Show-Table
Assert-Equal 'Alerts' ($broken -join ', ') ($alerts.HeartbeatName -join ', ')

Write-Step 'Create a maintenance window for the team, which mutes alerts during the repair'
$monitoring = New-CompassMaintenanceRule -IntegrationId '51e9e162-767b-47a6-a00a-4cd8b6f94829'
$mending = New-CompassMaintenance -TeamId $connection.TeamId -Rule $monitoring -Duration 2h -Description 'Mend cold store'
$mending | Show-Table
Assert-Equal "The team's window" 'Team active 02:00:00' "$($mending.Scope) $($mending.Status) $($mending.Duration)"

Write-Step 'Plan a global window for tonight, which applies to all teams'
$onCall = New-CompassMaintenanceRule -PolicyId '258bec1f-bae6-4190-bcc6-56c42990131c' -State Enabled
$switching = @{
    Global      = $true
    Rule        = $monitoring, $onCall
    StartDate   = $mending.StartDate.AddHours(6)
    Duration    = '2h'
    Description = 'New core switch'
}
$tonight = New-CompassMaintenance @switching
$tonight | Show-Table
Assert-Equal 'The global window' 'Global planned 02:00:00' "$($tonight.Scope) $($tonight.Status) $($tonight.Duration)"

Write-Step "Cancel the team's window after 30 minutes"
Step-CompassSandboxClock -By 30m
$stopped = $mending | Stop-CompassMaintenance
$stopped | Show-Table
Assert-Equal 'The cancelled window' "$($mending.Id) cancelled" "$($stopped.Id) $($stopped.Status)"

Write-Step 'List the active and planned windows'
$open = @(Get-CompassMaintenance -TeamId $connection.TeamId -Type NonExpired) + @(Get-CompassMaintenance -Type NonExpired)
$open | Show-Table
Assert-Equal 'Active and planned windows' 'New core switch' ($open.Description -join ', ')

Write-Step 'Write an HTML report and a calendar file'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) 'compassops-first-steps'
$null = New-Item -ItemType Directory -Path $folder -Force
$page = Join-Path $folder 'ops.html'
$calendar = Join-Path $folder 'windows.ics'
Export-CompassReport $page -AllTeams
Get-CompassMaintenance -AllTeams | ConvertTo-CompassCalendar $calendar
Assert-Equal 'Windows in the calendar' 2 @(Select-String -LiteralPath $calendar -Pattern '^BEGIN:VEVENT').Count
Write-Host "The report:   $page"
Write-Host "The calendar: $calendar"

Write-Host 'Done: every step had the expected result.'
exit 0
