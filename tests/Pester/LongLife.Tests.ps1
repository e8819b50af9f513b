# Checks that memory, handles and threads do not grow in a session with more than 100,000 requests.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function Measure-Process {
        # Free unused memory before the measurement.
        1..3 | ForEach-Object {
            [GC]::Collect()
            [GC]::WaitForPendingFinalizers()
        }
        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        try {
            [pscustomobject] @{ Memory = [GC]::GetTotalMemory($true); Handles = $process.HandleCount; Threads = $process.Threads.Count }
        }
        finally {
            $process.Dispose()
        }
    }
}

Describe 'A session with many requests' -Tag Soak {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.001; MaximumRetryCount = 20 }
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $null = New-CompassHeartbeat beat -Period 5m
        # Some requests must fail, because the code that handles errors can also leak memory or handles.
        $faults = [CompassOps.Sandbox.SandboxFault[]] @(
            @{ Operation = 'PingHeartbeat'; Every = 97; Status = 503 }
            @{ Operation = 'PingHeartbeat'; Every = 499; Kind = 'ResetAfter' }
            @{ Operation = 'UpdateHeartbeat'; Every = 101; Kind = 'Truncate' }
            @{ Operation = 'ListHeartbeats'; Every = 103; Kind = 'ResetBefore' }
        )
        $faults | ForEach-Object { $null = $server.AddFault($_) }

        # Sends at least $Thousands thousand requests of different kinds.
        function Invoke-Call([int] $Thousands) {
            for ($i = 0; $i -lt $Thousands; $i++) {
                for ($j = 0; $j -lt 400; $j++) {
                    $null = Invoke-CompassHeartbeatPing beat
                }
                $null = 1..400 | ForEach-Object { 'beat' } | Invoke-CompassHeartbeatPing
                for ($j = 0; $j -lt 80; $j++) {
                    $null = Get-CompassHeartbeat beat
                    $null = Set-CompassHeartbeat beat -Description "$i $j"
                }
                for ($j = 0; $j -lt 10; $j++) {
                    $window = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h
                    $null = $window | Stop-CompassMaintenance -Force
                    $window | Remove-CompassMaintenance -Force
                }
                for ($j = 0; $j -lt 10; $j++) {
                    Get-CompassMaintenance -Id nothing -ErrorAction SilentlyContinue
                }
                $global:Error.Clear()
            }
        }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'uses no more memory after 100,000 requests' {
        # At first, memory grows, because the sandbox fills its log with 10,000 requests and the runtime compiles code. So measure
        # only after 15,000 requests.
        Invoke-Call 15
        $before = Measure-Process
        $sent = $server.Requests[-1].Number
        Invoke-Call 100
        $after = Measure-Process

        $server.Requests[-1].Number - $sent | Should -BeGreaterThan 100000
        $grown = [math]::Round(($after.Memory - $before.Memory) / 1MB, 1)
        Write-Host ("Memory: {0:n1} MB, growth {1:n1} MB. Handles: {2}, then {3}. Threads: {4}, then {5}." -f
            ($before.Memory / 1MB), $grown, $before.Handles, $after.Handles, $before.Threads, $after.Threads)
        $grown | Should -BeLessThan 5
        $after.Handles - $before.Handles | Should -BeLessThan 20
        $after.Threads - $before.Threads | Should -BeLessThan 20
        (Get-CompassHeartbeat beat).Description | Should -Be '99 79'
    }

    It 'releases closed connections' {
        $open = { 1..50 | ForEach-Object { Connect-Sandbox $server @{ Name = 'short'; NoDefault = $true } | ForEach-Object { $null = Get-CompassTeam -Connection $_; $_ | Disconnect-Compass } } }
        & $open
        $before = Measure-Process
        1..10 | ForEach-Object { & $open }
        $after = Measure-Process

        ($after.Memory - $before.Memory) / 1MB | Should -BeLessThan 3
        $after.Handles - $before.Handles | Should -BeLessThan 20
        $after.Threads - $before.Threads | Should -BeLessThan 20
    }
}
