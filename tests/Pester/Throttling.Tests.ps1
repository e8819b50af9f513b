# Checks the warnings about long waits before a retry, and the time limits of cmdlets.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $connection = Connect-Sandbox $server
    $null = New-CompassHeartbeat -Name beat -Period 5m

    # Makes the service respond to the next requests of an operation with a status and a header that ask the client to wait.
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
        "$warned" | Should -Match '^The service throttles this connection\. The next attempt is in \d+ s\.$'
    }

    It 'causes one warning for many waiting requests' {
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
        "$warned" | Should -Match '^ListHeartbeats failed \(502\)\. The next attempt is in 6 s\.$'
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
            @($shell.Streams.Progress)[0].StatusDescription | Should -BeLike '*next attempt is in * s.'
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

    It 'does not prolong -TimeoutSec of Wait-CompassHeartbeat with environment variables' {
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
                    try { Wait-CompassHeartbeat beat -TeamId Payments -TimeoutSec 1 -ErrorVariable e -ErrorAction SilentlyContinue; "$($e[0].FullyQualifiedErrorId)" }
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

Describe 'A time limit' {
    BeforeAll {
        $late = Open-Sandbox
        $name = $late.Teams[0].TeamName
        $rule = New-CompassMaintenanceRule -IntegrationId $integration

        # Adds a fault to an operation: the service sends the responses very slowly, or throttles the requests for a minute.
        function Add-Trouble([string] $Kind, [string] $Operation) {
            $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
            $headers['Retry-After'] = '60'
            $fault = if ($Kind -eq 'drips') { @{ Kind = 'SlowDrip'; Delay = [timespan] '00:01:00' } } else { @{ Kind = 'Status'; Status = 429; Headers = $headers } }
            $null = $late.AddFault([CompassOps.Sandbox.SandboxFault] ($fault + @{ Operation = $Operation }))
        }

        function Measure-Script([scriptblock] $Script) {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $run = Invoke-Script $Script
            $run | Add-Member Seconds $watch.Elapsed.TotalSeconds -PassThru
        }

        # Runs a script in a new runspace that connects with environment variables. Returns the elapsed time, the errors and the
        # warnings.
        function Measure-Environment([hashtable] $Variables, [string] $Script) {
            $shell = Open-Shell
            $saved = Get-ChildItem Env: | Where-Object Name -Like 'COMPASS_*'
            try {
                foreach ($variable in $Variables.Keys) {
                    [Environment]::SetEnvironmentVariable($variable, $Variables[$variable])
                }
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $thrown = try { $null = $shell.AddScript($Script).Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
                [pscustomobject] @{ Seconds = $watch.Elapsed.TotalSeconds; Errors = @($shell.Streams.Error) + @($thrown | Where-Object { $_ }); Warnings = @($shell.Streams.Warning) }
            }
            finally {
                $shell.Dispose()
                Get-ChildItem Env: | Where-Object Name -Like 'COMPASS_*' | ForEach-Object { Remove-Item "Env:$($_.Name)" }
                $saved | ForEach-Object { Set-Item "Env:$($_.Name)" $_.Value }
            }
        }
    }

    BeforeEach {
        $late.ClearFaults()
        $late.ClearRequests()
        # Use a new connection for each test. The previous connection can still be throttled. If it has already read the list of teams,
        # it sends no team request.
        $null = Connect-Sandbox $late
    }

    AfterAll {
        $null = Connect-Sandbox $server
        $late.Dispose()
    }

    It 'limits the team request of <Cmdlet> when the service <Kind>' -ForEach @(
        foreach ($kind in 'drips', 'throttles') {
            @{ Kind = $kind; Cmdlet = 'Wait-CompassHeartbeat'; Script = { 'a', 'b' | Wait-CompassHeartbeat -TeamId $name -TimeoutSec 1 }; Id = "WaitTimeout`nWaitTimeout" }
            @{ Kind = $kind; Cmdlet = 'Wait-CompassMaintenance'; Script = { 'a' | Wait-CompassMaintenance -TeamId $name -TimeoutSec 1 }; Id = 'WaitTimeout' }
            @{ Kind = $kind; Cmdlet = 'Use-CompassMaintenance'; Script = { Use-CompassMaintenance -TeamId $name -Rule $rule -Duration 1h -TimeoutSec 1 { 'ran' } }; Id = 'WindowNotActive' }
            @{ Kind = $kind; Cmdlet = 'Watch-CompassHeartbeat'; Script = { Watch-CompassHeartbeat -TeamId $name -Initial -TimeoutSec 1 -WarningAction SilentlyContinue }; Id = '' }
            @{ Kind = $kind; Cmdlet = 'Watch-CompassHeartbeat -AllTeams'; Script = { Watch-CompassHeartbeat -AllTeams -Initial -TimeoutSec 1 -WarningAction SilentlyContinue }; Id = '' }
        }
    ) {
        Add-Trouble $Kind ListTeams
        $run = Measure-Script $Script
        $run.Seconds | Should -BeLessThan 5
        $run.Id | Should -Be $Id
        $run.Output | Should -BeNullOrEmpty
        $late.Requests.Operation | Should -Not -Contain 'ListHeartbeats'
    }

    It 'causes a warning if it passes before the first list was read' {
        Add-Trouble drips ListHeartbeats
        $run = Measure-Script { Watch-CompassHeartbeat -Initial -TimeoutSec 1 3>&1 }
        $run.Seconds | Should -BeLessThan 5
        $run.Errors | Should -BeNullOrEmpty
        "$($run.Output)" | Should -Match 'before the service returned the heartbeats'
    }

    It 'limits the creation of a window, and leaves no active window, when the service <_>' -ForEach 'drips', 'throttles' {
        Add-Trouble $_ CreateTeamMaintenance
        $run = Measure-Script { Use-CompassMaintenance -TeamId $late.Teams[0].TeamId -Rule $rule -Duration 1h -TimeoutSec 1 { 'ran' } }
        # Creating the window takes up to one second, and ending it up to five seconds.
        $run.Seconds | Should -BeLessThan 10
        $run.Output | Should -BeNullOrEmpty
        $run.Errors[-1].FullyQualifiedErrorId | Should -BeLike 'WindowNotActive,*'
        $run.Text | Should -Not -Match "''"
        $late.ClearFaults()
        $null = Connect-Sandbox $late
        @(Get-CompassMaintenance -TeamId $late.Teams[0].TeamId -Status active) | Should -BeNullOrEmpty
    }

    It 'limits connecting with environment variables: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Wait-CompassHeartbeat'; Script = 'Wait-CompassHeartbeat beat -TimeoutSec 1'; Id = 'WaitTimeout' }
        @{ Cmdlet = 'Wait-CompassMaintenance'; Script = 'Wait-CompassMaintenance m1 -TimeoutSec 1'; Id = 'WaitTimeout' }
        @{ Cmdlet = 'Watch-CompassHeartbeat'; Script = 'Watch-CompassHeartbeat -TimeoutSec 1'; Id = 'WaitTimeout' }
        @{ Cmdlet = 'Use-CompassMaintenance'; Script = "Use-CompassMaintenance -Global -Rule 'disabled integration x' -Duration 1h -TimeoutSec 1 { 'ran' }"; Id = 'WaitTimeout' }
    ) {
        $late.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'SlowDrip'; Delay = [timespan] '00:01:00'; PathPattern = '*tenant_info' })
        $run = Measure-Environment @{ COMPASS_BASE_URI = "$($late.BaseUri)"; COMPASS_SITE = 'acme'; COMPASS_EMAIL = $late.Email; COMPASS_API_TOKEN = $late.Token; COMPASS_TEAM_ID = 'x' } $Script
        $run.Seconds | Should -BeLessThan 5
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'includes connecting, the team request and the requests after it' {
        $null = $late.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:03'; PathPattern = '*tenant_info' })
        $null = $late.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:03'; Operation = 'ListTeams' })
        $null = $late.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:01:00'; Operation = 'ListHeartbeats' })
        $run = Measure-Environment @{ COMPASS_BASE_URI = "$($late.BaseUri)"; COMPASS_SITE = 'acme'; COMPASS_EMAIL = $late.Email; COMPASS_API_TOKEN = $late.Token; COMPASS_TEAM_ID = $name } 'Wait-CompassHeartbeat beat -TimeoutSec 7'
        $run.Seconds | Should -BeLessThan 11
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
    }

    It 'can be longer than a timer supports' {
        (New-CompassHeartbeat -Name long -Period 5m | Wait-CompassHeartbeat -Status Pending -TimeoutSec ([int]::MaxValue)).Name | Should -Be 'long'
        (Watch-CompassHeartbeat -Initial -TimeoutSec ([int]::MaxValue) | Select-Object -First 1).Name | Should -Be 'long'
    }

    It 'ends -KeepAlive after -MaximumDuration, also during a ping' {
        $null = New-CompassHeartbeat -Name alive -Period 1m
        $null = $late.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 503; Operation = 'PingHeartbeat' })
        $null = Connect-Sandbox $late @{ RetryIntervalSec = 0.1; MaximumRetryCount = 100 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Invoke-Script {
            Use-CompassHeartbeat alive -KeepAlive -MaximumDuration 00:00:01 -WarningAction SilentlyContinue {
                Start-Sleep -Seconds 2
                $late.ClearFaults()
                $late.ClearRequests()
                Start-Sleep -Seconds 3
                throw 'failed'
            }
        }
        @($late.Requests | Where-Object Operation -EQ PingHeartbeat) | Should -BeNullOrEmpty
    }
}
