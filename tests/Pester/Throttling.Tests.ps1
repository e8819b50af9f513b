# Long waits before a retry: one warning, and none in the cmdlets that run a script.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $connection = Connect-Sandbox $server
    $null = New-CompassHeartbeat -Name beat -Period 5m

    # Responds to the next requests of an operation with a status that requires a wait.
    function Add-Throttle([string] $Operation, [int] $Count = 1, [int] $Status = 429, [hashtable] $Header = @{ 'Retry-After' = '6' }) {
        $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
        $Header.Keys | ForEach-Object { $headers[$_] = $Header[$_] }
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{
                Kind = 'Status'; Status = $Status; Count = $Count; Operation = $Operation; Headers = $headers
            })
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A wait of more than five seconds' {
    BeforeEach {
        $server.ClearFaults()
    }

    It 'causes one warning if the service throttles' {
        Add-Throttle ListHeartbeats
        $found = Get-CompassHeartbeat beat -WarningVariable warned -WarningAction SilentlyContinue
        $found.Name | Should -Be 'beat'
        $warned | Should -HaveCount 1
        "$warned" | Should -Match '^The service throttles this connection; next attempt in \d+ s\.$'
    }

    It 'causes one warning for many requests that wait at the same time' {
        Add-Throttle PingHeartbeat
        $pings = 1..12 | ForEach-Object { 'beat' } |
            Invoke-CompassHeartbeatPing -ThrottleLimit 4 -WarningVariable warned -WarningAction SilentlyContinue
        $pings | Should -HaveCount 12
        $warned | Should -HaveCount 1
    }

    It 'causes one warning before a retry' {
        Add-Throttle ListHeartbeats -Status 502
        $null = Get-CompassHeartbeat beat -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -HaveCount 1
        "$warned" | Should -Match '^ListHeartbeats failed \(502\); next attempt in 6 s\.$'
    }

    It 'shows a warning and a progress bar that disappears' {
        Add-Throttle ListHeartbeats
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $running = $shell.AddScript('Get-CompassHeartbeat beat -Connection $c').BeginInvoke()
            Wait-Until { $shell.Streams.Warning.Count -eq 1 } 'a warning'
            $running.IsCompleted | Should -BeFalse
            $running.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            @($shell.Streams.Progress.RecordType)[-1] | Should -Be 'Completed'
            @($shell.Streams.Progress)[0].StatusDescription | Should -BeLike '*next attempt in * s.'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'causes no warning in a cmdlet with a clean-up, even if warnings are terminating' {
        Add-Throttle PingHeartbeat
        $null = Use-CompassHeartbeat beat { 'done' } -WarningVariable warned -WarningAction Stop
        $warned | Should -BeNullOrEmpty
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        Add-Throttle CreateTeamMaintenance
        Add-Throttle CancelTeamMaintenance
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h { 'done' } -WarningAction Stop | Should -Be 'done'
        (Get-CompassMaintenance -TeamId $team).Status | Should -Not -Contain 'active'
    }

    It 'causes no warning if it is short' {
        Add-Throttle ListHeartbeats -Header @{ 'X-RateLimit-Reset' = '2' }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Get-CompassHeartbeat beat -WarningVariable warned -WarningAction SilentlyContinue
        $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 1.9
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'A service that does not end its responses' {
    It 'does not prolong -TimeoutSec of Use-CompassMaintenance' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'SlowDrip'; Delay = [timespan] '00:01:00'; Operation = 'GetTeamMaintenance' })
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Nulls'; Operation = 'CreateTeamMaintenance' })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Script { Use-CompassMaintenance -TeamId $team -Rule (New-CompassMaintenanceRule -IntegrationId $integration) -Duration 1h -TimeoutSec 1 { 'ran' } }
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        $run.Output | Should -BeNullOrEmpty
        $run.Id | Should -Be 'WindowNotActive'
        $server.ClearFaults()
        (Get-CompassMaintenance -TeamId $team).Status | Should -Not -Contain 'active'
    }

    It 'does not prolong -TimeoutSec of Wait-CompassHeartbeat that connects by the environment' {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = Open-Shell
        try {
            $null = $shell.AddScript({
                    param($port)
                    $env:COMPASS_BASE_URI = "http://127.0.0.1:$port/"
                    $env:COMPASS_SITE = $null
                    $env:COMPASS_CLOUD_ID = 'c'
                    $env:COMPASS_EMAIL = 'me@example.com'
                    $env:COMPASS_API_TOKEN = 'not a token'
                    try { Wait-CompassHeartbeat beat -TeamId 4b26961a-a837-49d2-a1fe-0973013e3c3b -TimeoutSec 1 -ErrorVariable e -ErrorAction SilentlyContinue; "$($e[0].FullyQualifiedErrorId)" }
                    catch { "$($_.FullyQualifiedErrorId)" }
                    finally { Remove-Item Env:COMPASS_* }
                }.ToString()).AddArgument($listener.LocalEndpoint.Port)
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Invoke() | Select-Object -Last 1 | Should -BeLike 'WaitTimeout*'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        }
        finally {
            $shell.Dispose()
            $listener.Stop()
        }
    }
}
