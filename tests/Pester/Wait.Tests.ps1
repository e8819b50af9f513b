# Checks the cmdlets that wait for a status: the number of requests, and the time limit.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Runs a script in a separate runspace and, at the same time, an action in this runspace. Returns the output and the errors of
    # the script.
    function Invoke-Beside([string] $Script, [scriptblock] $Meanwhile) {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $shell.Runspace.SessionStateProxy.SetVariable('team', $team)
            $running = $shell.AddScript($Script).BeginInvoke()
            & $Meanwhile
            $running.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            @{ Output = @($shell.EndInvoke($running)); Errors = @($shell.Streams.Error) }
        }
        finally {
            $shell.Dispose()
        }
    }

    function Get-Count([string] $Operation) {
        @($server.Requests | Where-Object Operation -EQ $Operation).Count
    }
}

Describe 'Wait-CompassHeartbeat' {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $team = $server.Teams[0].TeamId
        $connection = Connect-Sandbox $server
        $all = 1..5 | ForEach-Object { New-CompassHeartbeat -Name "beat $_" -Period 5m }
        $all.Name | Invoke-CompassHeartbeatPing | Out-Null
    }

    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'returns items that already have the status immediately, with one list request' {
        ($all | Wait-CompassHeartbeat).Name | Should -Be $all.Name
        $server.Requests.Operation | Should -Be 'ListHeartbeats'
    }

    It 'returns an item when it reaches the status' {
        $run = Invoke-Beside 'Wait-CompassHeartbeat -Connection $c "beat 1", "beat 2" Unresponsive -IntervalSec 0.1' {
            Wait-Until { (Get-Count ListHeartbeats) -ge 2 } 'more list requests'
            $server.Step([timespan] '00:06:00')
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Name | Should -Be 'beat 1', 'beat 2'
        $run.Output.Status | Should -Be 'Unresponsive', 'Unresponsive'
        $all.Name | Invoke-CompassHeartbeatPing | Out-Null
    }

    It 'lists the missing items when the wait times out' {
        $null = New-CompassHeartbeat -Name never -Period 5m
        $run = Invoke-Script { 'never', 'beat 1' | Wait-CompassHeartbeat -Status Responsive -TimeoutSec 1 -IntervalSec 0.2 }
        $run.Output.Name | Should -Be 'beat 1'
        $run.Id | Should -Be 'WaitTimeout'
        $run.Text | Should -BeLike "*1 of 2*'never' (Pending)*"
    }

    It 'checks the status again shortly before -TimeoutSec ends, even if the interval is longer' {
        $null = New-CompassHeartbeat -Name late -Period 5m
        $run = Invoke-Beside 'Wait-CompassHeartbeat -Connection $c late -IntervalSec 60 -TimeoutSec 4' {
            Wait-Until { (Get-Count ListHeartbeats) -ge 1 } 'the first check'
            $null = Invoke-CompassHeartbeatPing late
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Name | Should -Be 'late'
        Get-Count ListHeartbeats | Should -Be 2
    }

    It 'does not wait for a missing item' {
        $run = Invoke-Script { 'nobody', 'beat 1' | Wait-CompassHeartbeat -IntervalSec 0.1 }
        $run.Output.Name | Should -Be 'beat 1'
        $run.Id | Should -Be 'NotFound'
        $run.Text | Should -BeLike "*'nobody'*"
    }

    It 'continues after temporary failures, and stops without permission to read' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Count = 2; Operation = 'ListHeartbeats' })
        $impatient = Connect-Sandbox $server @{ Name = 'impatient'; NoDefault = $true; MaximumRetryCount = 0 }
        $said, $found = ('beat 1' | Wait-CompassHeartbeat -Connection $impatient -IntervalSec 0.1 -Verbose 4>&1).Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')
        $found.Name | Should -Be 'beat 1'
        ($said -like '*continues to wait*') | Should -HaveCount 2
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'ListHeartbeats' })
        $run = Invoke-Script { 'beat 1' | Wait-CompassHeartbeat -IntervalSec 0.1 -Verbose 4>&1 }
        $run.Id | Should -Be 'Forbidden'
        "$($run.Output)" | Should -Not -BeLike '*continues to wait*'
    }

    It 'limits requests and waits by -TimeoutSec: <Kind>' -ForEach @{ Kind = 'SlowDrip' }, @{ Kind = 'Delay' } {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = $Kind; Delay = [timespan] '00:01:00'; Operation = 'ListHeartbeats' })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Script { 'beat 1' | Wait-CompassHeartbeat -TimeoutSec 1 }
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        $run.Id | Should -Be 'WaitTimeout'
        $run.Text | Should -BeLike "*'beat 1' (status unknown)*"
    }

    It 'does not include the time of earlier cmdlets in -TimeoutSec' {
        ('beat 1' | ForEach-Object { Start-Sleep -Milliseconds 1200; $_ } | Wait-CompassHeartbeat -TimeoutSec 1).Name | Should -Be 'beat 1'
    }

    It 'ends immediately if the status can no longer be reached' {
        $null = New-CompassHeartbeat -Name off -Period 5m -Enabled $false
        $run = Invoke-Script { 'off', 'beat 1' | Wait-CompassHeartbeat -Status Responsive -TimeoutSec 20 }
        $run.Output.Name | Should -Be 'beat 1'
        $run.Id | Should -Be 'StatusOutOfReach'
        $run.Text | Should -BeLike "*'off'*disabled*Enable-CompassHeartbeat*"
        $run = Invoke-Script { 'beat 2' | Wait-CompassHeartbeat -Status Pending -TimeoutSec 20 }
        $run.Id | Should -Be 'StatusOutOfReach'
        $run.Text | Should -BeLike "*'beat 2'*Responsive*can no longer become Pending*"
    }

    It 'warns of an unknown status' {
        $null = $all[0] | Wait-CompassHeartbeat -Status Responsiv, Responsive -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*'Responsiv'*Pending, Responsive, Unresponsive*"
        $null = $all[0] | Wait-CompassHeartbeat -Status responsive -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It 'ends when the user stops' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $null = $shell.AddScript('Wait-CompassHeartbeat -Connection $c "beat 1" Unresponsive -IntervalSec 600').BeginInvoke()
            Wait-Until { (Get-Count ListHeartbeats) -ge 1 } 'a list request'
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Wait-CompassMaintenance' {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset] '2030-01-01T00:00:00Z' }
        $team = $server.Teams[0].TeamId
        $connection = Connect-Sandbox $server
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
    }

    BeforeEach {
        $null = Get-CompassMaintenance -TeamId $team -Status active | Stop-CompassMaintenance
        Get-CompassMaintenance -TeamId $team | Remove-CompassMaintenance -Confirm:$false
        $start = $server.Now.AddHours(1)
        $windows = 1..3 | ForEach-Object { New-CompassMaintenance -TeamId $team -Rule $rule -StartDate $start -Duration 1h -Description "window $_" }
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'waits for many items with one list request for each interval' {
        $run = Invoke-Beside 'Get-CompassMaintenance -Connection $c -TeamId $team | Wait-CompassMaintenance -Connection $c -IntervalSec 0.1' {
            Wait-Until { (Get-Count ListTeamMaintenances) -ge 3 } 'more list requests'
            $server.Step([timespan] '01:01:00')
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Id | Sort-Object | Should -Be ($windows.Id | Sort-Object)
        $run.Output.Status | Select-Object -Unique | Should -Be 'active'
        Get-Count GetTeamMaintenance | Should -Be 0
    }

    It 'does not wait for a window that was cancelled' {
        $null = $windows[0] | Stop-CompassMaintenance -Force
        $run = Invoke-Script { $windows[0] | Wait-CompassMaintenance -IntervalSec 0.1 }
        $run.Id | Should -Be 'StatusOutOfReach'
        $run.Text | Should -BeLike '*cancelled*active*'
    }

    It 'does not wait for a status that a window can no longer have' {
        $null = $server.Step([timespan] '01:10:00')
        $run = Invoke-Script { $windows[0] | Wait-CompassMaintenance -Status planned -TimeoutSec 20 }
        $run.Id | Should -Be 'StatusOutOfReach'
        $run.Text | Should -BeLike '*the status is active and can no longer become planned*'
    }

    It 'finds past windows' {
        $null = $windows[0] | Stop-CompassMaintenance -Force
        ($windows[0, 1] | Wait-CompassMaintenance -Status planned, cancelled).Status | Sort-Object | Should -Be 'cancelled', 'planned'
    }
}
