# Checks -Extend of Use-CompassMaintenance, -KeepAlive of Use-CompassHeartbeat, and windows that end before the script block ends.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Shell.ps1"
    . "$PSScriptRoot/UseScript.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    $null = New-CompassHeartbeat -Name nightly -Period 1m
    $rule = New-CompassMaintenanceRule -IntegrationId $integration
    Add-Type -TypeDefinition @'
public static class BlockedPool
{
    private static readonly System.Threading.ManualResetEvent Gate = new(false);
    private static int blocked;
    public static int Block(int count)
    {
        Gate.Reset();
        for (int i = 0; i < count; i++)
        {
            System.Threading.ThreadPool.QueueUserWorkItem(_ => { System.Threading.Interlocked.Increment(ref blocked); Gate.WaitOne(); });
        }
        return blocked;
    }
    public static void Release() => Gate.Set();
}
'@
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A window that ends before its script' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'causes no error, and a warning with the time after which alerts were not muted' {
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1s { Wait-Until { -not (Get-CompassMaintenance -TeamId $team -Status active) } 'the end of the window'; 'done' } `
            -WarningVariable warned -ErrorVariable failed 3> $null | Should -Be 'done'
        $failed | Should -BeNullOrEmpty
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike "*ended at $(Get-Date -Format yyyy-MM-dd)*before the script ended*not been muted*-Extend*"
    }

    It 'causes a warning even if the service is no longer reachable' {
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1s {
            Wait-Until { -not (Get-CompassMaintenance -TeamId $team -Status active) } 'the end of the window'
            Add-Fault @{ Kind = 'Status'; Status = 403; Count = 99; Operation = '*TeamMaintenance*' }
            'done'
        } -WarningVariable warned -ErrorVariable failed 3> $null | Should -Be 'done'
        $failed | Should -BeNullOrEmpty
        "$warned" | Should -BeLike '*before the script ended*'
    }

    It 'does not replace the error of the script' {
        { Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1s {
                Wait-Until { -not (Get-CompassMaintenance -TeamId $team -Status active) } 'the end of the window'
                throw 'boom'
            } -WarningAction Stop } | Should -Throw 'boom'
    }

    It 'causes no warning if the script removed or cancelled it' {
        $all = Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h { Get-CompassMaintenance -TeamId $team -Status active | Stop-CompassMaintenance | Out-Null; 'done' } *>&1
        $all | Should -Be 'done'
    }

    It 'causes an error without running the script if the new window has already ended' {
        $ahead = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset]::UtcNow.AddHours(3) }
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $run = Invoke-ScriptProcess $ahead "Use-CompassMaintenance -TeamId $($ahead.Teams[0].TeamId) -Rule @{ state = 'disabled'; entity = @{ type = 'integration'; id = 'x' } } -Duration 1h { 'ran' }" -File
            $run.Output | Should -Not -BeLike '*ran*'
            $run.Error -replace '[\s|]+', ' ' | Should -BeLike '*is past and cannot become active*'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 40
        }
        finally {
            $ahead.Dispose()
        }
    }
}

Describe '-Extend' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'moves the end by the elapsed time' {
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 3s -Extend {
            $first = (Get-CompassMaintenance -TeamId $team -Status active)
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 3 } 'three extensions'
        }
        $ends = Get-SentBody $server UpdateTeamMaintenance | ForEach-Object { [DateTimeOffset] $_.endDate }
        for ($i = 0; $i -lt 3; $i++) {
            ($ends[$i] - $first.EndDate).TotalSeconds | Should -BeGreaterThan ($i + 0.9)
            ($ends[$i] - $first.EndDate).TotalSeconds | Should -BeLessThan ($i + 4)
        }
    }

    It 'follows the clock of a sandbox' {
        $clock = Open-Sandbox
        try {
            $null = Connect-Sandbox $clock @{ Name = 'rehearsal'; NoDefault = $true }
            $end = Use-CompassMaintenance -Connection rehearsal -TeamId $clock.Teams[0].TeamId -Rule $rule -Duration 3s -Extend {
                $clock.Step([timespan]::FromSeconds(1.5))
                Wait-Until { @($clock.Requests | Where-Object Operation -EQ UpdateTeamMaintenance).Count -ge 1 } 'an extension'
                (Get-CompassMaintenance -Connection rehearsal -TeamId $clock.Teams[0].TeamId -Status active).EndDate
            }
            ($end - $clock.Now).TotalSeconds | Should -BeGreaterThan 0
        }
        finally {
            $clock.Dispose()
        }
    }

    It 'extends the window although the thread pool is blocked' {
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 12s -Extend {
            $null = [BlockedPool]::Block(300)
            try {
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                while ($server.Requests.Operation -notcontains 'UpdateTeamMaintenance' -and $watch.Elapsed.TotalSeconds -lt 12) { Start-Sleep -Milliseconds 50 }
                $seconds = $watch.Elapsed.TotalSeconds
            }
            finally {
                [BlockedPool]::Release()
            }
        }
        $seconds | Should -BeLessThan 11
    }

    It 'warns of a failed extension while the script runs, in the order of its output' {
        Add-Fault @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'UpdateTeamMaintenance' }
        $all = Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 6s -Extend {
            'begin'
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 1 } 'the rejected extension'
            foreach ($i in 1..100) { Start-Sleep -Milliseconds 10 }
            'middle'
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 2 } 'the next extension'
            foreach ($i in 1..100) { Start-Sleep -Milliseconds 10 }
        } 3>&1
        $all | ForEach-Object { "$_" } | Should -HaveCount 4
        $all[0] | Should -Be 'begin'
        "$($all[1])" | Should -BeLike '*could not be extended*403*the window ends at*'
        $all[2] | Should -Be 'middle'
        "$($all[3])" | Should -BeLike '*was extended until*'
    }

    It 'warns of a failed extension after the clean-up if warnings are terminating' {
        Add-Fault @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'UpdateTeamMaintenance' }
        $state = @{}
        { Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 3s -Extend -WarningAction Stop {
                Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 2 } 'the extension after the rejected one'
                $state.Ran = $true
            } } | Should -Throw '*could not be extended*'
        $state.Ran | Should -BeTrue
        Get-Count CancelTeamMaintenance | Should -Be 1
    }
}

Describe '-KeepAlive' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'pings although the thread pool is blocked' {
        Use-CompassHeartbeat nightly -KeepAlive {
            $null = [BlockedPool]::Block(300)
            try {
                Wait-Until { (Get-Count PingHeartbeat) -ge 1 } 'a ping'
            }
            finally {
                [BlockedPool]::Release()
            }
        }
    }

    It 'warns of a failed ping while the script runs' {
        Add-Fault @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'PingHeartbeat' }
        $all = Use-CompassHeartbeat nightly -KeepAlive {
            Wait-Until { (Get-Count PingHeartbeat) -ge 1 } 'the rejected ping'
            foreach ($i in 1..100) { Start-Sleep -Milliseconds 10 }
            'middle'
        } 3>&1
        "$($all[0])" | Should -BeLike "*heartbeat 'nightly' could not be pinged*403*"
        $all[1] | Should -Be 'middle'
    }

    It 'suggests New-CompassHeartbeat while the script runs if the heartbeat does not exist' {
        $all = Use-CompassHeartbeat nobody -KeepAlive {
            Wait-Until { (Get-Count ListHeartbeats) -ge 1 } 'the search for the heartbeat'
            foreach ($i in 1..100) { Start-Sleep -Milliseconds 10 }
            'middle'
        } 3>&1
        "$($all[0])" | Should -BeLike "*no heartbeat 'nobody'*New-CompassHeartbeat*"
        $all[1] | Should -Be 'middle'
    }
}
