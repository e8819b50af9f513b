# Checks which problems Test-CompassConnection finds, and which remedy it reports for each problem.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Starts a server that responds to each request with the text that $Answer returns. If $Answer returns nothing, the server
    # does not respond.
    function Open-Listener([scriptblock] $Answer) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Listener, $Answer)
                while ($true) {
                    $client = $Listener.AcceptTcpClient()
                    $stream = $client.GetStream()
                    $buffer = [byte[]]::new(65536)
                    $read = $stream.Read($buffer, 0, $buffer.Length)
                    $asked = [System.Text.Encoding]::ASCII.GetString($buffer, 0, $read)
                    $text = & ([scriptblock]::Create($Answer)) $asked
                    if ($text) {
                        $bytes = [System.Text.Encoding]::ASCII.GetBytes($text)
                        $stream.Write($bytes, 0, $bytes.Length)
                        $client.Dispose()
                    }
                }
            }).AddArgument($listener).AddArgument("$Answer")
        $null = $shell.BeginInvoke()
        @{ Uri = [uri] "http://127.0.0.1:$($listener.LocalEndpoint.Port)/"; Port = $listener.LocalEndpoint.Port; Listener = $listener; Shell = $shell }
    }

    function Connect-Listener([object] $To, [hashtable] $With = @{}) {
        $parameters = @{
            BaseUri    = $To.Uri
            CloudId    = 'c'
            Credential = [pscredential]::new('ops@example.com', (ConvertTo-SecureString 'not a real one' -AsPlainText -Force))
            TimeoutSec = 5
        }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
        }
        Connect-Compass @parameters
    }

    function Format-Answer([int] $Status, [string] $Body, [string[]] $Header = 'Content-Type: application/json') {
        "HTTP/1.1 $Status X`r`n$($Header -join "`r`n")`r`nContent-Length: $($Body.Length)`r`nConnection: close`r`n`r`n$Body"
    }
}

Describe 'Test-CompassConnection' {
    BeforeAll {
        $server = Open-Sandbox
        $opened = [System.Collections.Generic.List[object]]::new()
    }

    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        foreach ($one in $opened) {
            $one.Listener.Stop()
            $null = $one.Shell.BeginStop($null, $null)
        }
        $opened.Clear()
    }

    AfterAll {
        $server.Dispose()
    }

    It 'reports success with two requests' {
        $null = Connect-Sandbox $server @{ Name = 'shop' }
        $test = Test-CompassConnection
        $test.Succeeded | Should -BeTrue
        "$($test.Problem)" | Should -Be 'None'
        $test.Name | Should -Be 'shop'
        $test.StatusCode | Should -Be 200
        $test.Remedy | Should -BeNullOrEmpty
        $test.Latency | Should -BeGreaterThan ([timespan]::Zero)
        $test.ClockSkew.Duration() | Should -BeLessThan ([timespan] '00:00:30')
        $server.Requests.Operation | Should -Be 'ListGlobalMaintenances', 'ListHeartbeats'
        Test-CompassConnection -Quiet | Should -BeExactly $true
    }

    It 'tests every piped connection, with or without a default connection' {
        $null = Connect-Sandbox $server @{ Name = 'one'; NoDefault = $true }
        $null = Connect-Sandbox $server @{ Name = 'two'; NoDefault = $true }
        (Get-CompassConnection | Test-CompassConnection).Name | Should -Be 'one', 'two'
    }

    It 'reports <Problem> for <Status>, without retries' -ForEach @(
        @{ Status = 401; Problem = 'Unauthorized'; Says = '*API token*' }
        @{ Status = 403; Problem = 'Forbidden'; Says = '*administrator*' }
        @{ Status = 429; Problem = 'ServiceUnavailable'; Says = '*later*' }
        @{ Status = 503; Problem = 'ServiceUnavailable'; Says = '*later*' }
    ) {
        $null = Connect-Sandbox $server
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = $Status; Count = 1 })
        $test = Test-CompassConnection
        $test.Succeeded | Should -BeFalse
        "$($test.Problem)" | Should -Be $Problem
        $test.StatusCode | Should -Be $Status
        $test.Remedy | Should -BeLike $Says
        $server.Requests | Should -HaveCount 1
    }

    It 'reports a wrong token' {
        $null = Connect-Sandbox $server @{ Credential = Get-SandboxCredential $server 'wrong' }
        "$((Test-CompassConnection).Problem)" | Should -Be 'Unauthorized'
        Test-CompassConnection -Quiet | Should -BeExactly $false
    }

    It 'reports a proxy that refuses connections' {
        $closed = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $closed.Start()
        $proxy = "$($closed.LocalEndpoint)"
        $closed.Stop()
        $null = Connect-Listener @{ Uri = [uri] 'https://service.example.com/' } @{ Proxy = "http://$proxy" }
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'Refused'
        $test.Remedy | Should -BeLike "*service.example.com*$proxy*"
    }

    It 'reports a wrong cloudId' {
        $null = Connect-Sandbox $server @{ CloudId = 'nobody' }
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'WrongCloudId'
        $test.Remedy | Should -BeLike '*-Site*'
    }

    It 'reports a wrong team' {
        $null = Connect-Sandbox $server @{ TeamId = 'nobody' }
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'WrongTeam'
        $test.Remedy | Should -BeLike '*Get-CompassTeam*'
    }

    It 'detects the wrong product if the other product responds' {
        $opened.Add(($there = Open-Listener {
                    param($Asked)
                    $status, $body = if ($Asked -match '/jsm/ops/api/c/') { 200, '{"values":[]}' } else { 404, '{"message":"no"}' }
                    "HTTP/1.1 $status X`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n$body"
                }))
        $null = Connect-Listener $there
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'WrongProduct'
        $test.Remedy | Should -BeLike '*-Product JiraServiceManagement*'
    }

    It 'reports a response of a proxy: <Case>' -ForEach @(
        @{ Case = 'a login page'; Status = 200; Body = '<html>log in</html>'; Header = 'Content-Type: text/html' }
        @{ Case = 'a block page'; Status = 403; Body = '<html>blocked</html>'; Header = 'Content-Type: text/html' }
        @{ Case = 'a redirect'; Status = 302; Body = ''; Header = 'Location: https://login.example.com/' }
        @{ Case = 'a proxy that requires credentials'; Status = 407; Body = ''; Header = 'Proxy-Authenticate: Basic' }
    ) {
        $text = Format-Answer $Status $Body $Header
        $opened.Add(($there = Open-Listener ([scriptblock]::Create("'$text'"))))
        $null = Connect-Listener $there
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'ProxyInBetween'
        $test.Remedy | Should -BeLike '*-Proxy*'
    }

    It 'reports that the clock of this machine is wrong' {
        $date = [DateTimeOffset]::UtcNow.AddMinutes(-10).ToString('r')
        $text = Format-Answer 200 '{"values":[]}' 'Content-Type: application/json', "Date: $date"
        $opened.Add(($there = Open-Listener ([scriptblock]::Create("'$text'"))))
        $null = Connect-Listener $there
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'ClockSkew'
        $test.Message | Should -BeLike '*ahead of*'
        $test.ClockSkew.TotalMinutes | Should -BeGreaterThan 9
    }

    It 'detects a closed port' {
        $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $free.Start()
        $port = $free.LocalEndpoint.Port
        $free.Stop()
        $null = Connect-Listener @{ Uri = [uri] "http://127.0.0.1:$port/" }
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'Refused'
        $test.StatusCode | Should -BeNullOrEmpty
    }

    It 'reports a host name that cannot be resolved' {
        $null = Connect-Listener @{ Uri = [uri] 'https://nowhere.invalid/' } @{ NoProxy = $true }
        "$((Test-CompassConnection).Problem)" | Should -Be 'NameNotResolved'
    }

    It 'reports missing TLS' {
        $opened.Add(($there = Open-Listener { "HTTP/1.1 400 Bad Request`r`nContent-Length: 0`r`n`r`n" }))
        $null = Connect-Listener @{ Uri = [uri] "https://127.0.0.1:$($there.Port)/" } @{ NoProxy = $true }
        $test = Test-CompassConnection
        "$($test.Problem)" | Should -Be 'Tls'
        $test.Remedy | Should -BeLike '*clock*'
    }

    It 'detects a missing response' {
        $opened.Add(($there = Open-Listener { }))
        $null = Connect-Listener $there @{ TimeoutSec = 0.3 }
        "$((Test-CompassConnection).Problem)" | Should -Be 'Timeout'
    }
}
