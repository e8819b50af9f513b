# Checks the start and stop of sandboxes, the connections to them, and the request log.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Sends a request without the module. Returns the HTTP status of the response.
    function Get-AnswerStatus([object] $Server, [pscredential] $Credential = (Get-SandboxCredential $Server)) {
        $request = @{
            Uri                            = "$($Server.BaseUri)compass/cloud/$($Server.CloudId)/ops/v1/teams"
            Authentication                 = 'Basic'
            Credential                     = $Credential
            AllowUnencryptedAuthentication = $true
            SkipHttpErrorCheck             = $true
        }
        (Invoke-WebRequest @request).StatusCode
    }

    function Get-FreePort {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $listener.LocalEndpoint.Port
        }
        finally {
            $listener.Stop()
        }
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    Get-CompassSandbox | Stop-CompassSandbox
}

Describe 'Start-CompassSandbox' {
    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        Get-CompassSandbox | Stop-CompassSandbox
    }

    It 'starts a sandbox on loopback that accepts only its own credentials' {
        $server = Start-CompassSandbox
        $server.BaseUri.Host | Should -Be '127.0.0.1'
        $server.IsRunning | Should -BeTrue
        Get-AnswerStatus $server | Should -Be 200
        Get-AnswerStatus $server (Get-SandboxCredential $server 'another') | Should -Be 401
    }

    It 'accepts only -Credential' {
        $credential = [pscredential]::new('me@example.com', (ConvertTo-SecureString 'of my own choice' -AsPlainText -Force))
        $server = Start-CompassSandbox -Credential $credential
        $server.Email | Should -Be 'me@example.com'
        Get-AnswerStatus $server $credential | Should -Be 200
        $null = Connect-Compass -Sandbox
        (Get-CompassConnection).User | Should -Be 'me@example.com'
        Get-CompassTeam | Should -HaveCount 5
    }

    It '-CloudId sets the cloud id' {
        (Start-CompassSandbox -CloudId 'my-cloud').CloudId | Should -Be 'my-cloud'
        (Connect-Compass -Sandbox).CloudId | Should -Be 'my-cloud'
    }

    It '-Port sets the port, and a taken port is an error with its number' {
        $port = Get-FreePort
        $server = Start-CompassSandbox -Port $port
        $server.Port | Should -Be $port
        "$($server.BaseUri)" | Should -Be "http://127.0.0.1:$port/"
        $run = Invoke-Script { Start-CompassSandbox -Port $port }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'PortTaken'
        $run.Text | Should -BeLike "*$port*-Port*"
        Get-CompassSandbox | Should -HaveCount 1
    }

    It '-StartTime sets the clock, which runs' {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z'
        $server.Now | Should -BeGreaterOrEqual ([DateTimeOffset] '2030-01-01T00:00:00Z')
        $server.Now | Should -BeLessThan ([DateTimeOffset] '2030-01-01T01:00:00Z')
        $before = $server.Now
        Wait-Until { $server.Now -gt $before } 'the clock to run'
    }

    It '-ClockStopped: only steps move the clock' {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z' -ClockStopped
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Wait-Until { $watch.ElapsedMilliseconds -ge 50 } 'real time to pass'
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
        Step-CompassSandboxClock -By 1s
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:01Z')
    }

    It 'several sandboxes can run, and Connect-Compass -Sandbox connects to the sandbox that was started last' {
        $one = Start-CompassSandbox
        $toOne = Connect-Compass -Sandbox -Name one
        $two = Start-CompassSandbox
        $toTwo = Connect-Compass -Sandbox -Name two
        $two.Port | Should -Not -Be $one.Port
        $null = New-CompassHeartbeat -Name 'of one' -Period 5m -Connection $toOne
        $null = New-CompassHeartbeat -Name 'of two' -Period 5m -Connection $toTwo
        (Get-CompassHeartbeat -Connection $toOne).Name | Should -Be 'of one'
        (Get-CompassHeartbeat -Connection $toTwo).Name | Should -Be 'of two'
        (Get-CompassSandbox).Id | Should -Be $one.Id, $two.Id
        # Select the sandbox by object, by id or by connection. The default is the sandbox that was started last.
        ($one | Get-CompassSandboxRequest | Where-Object Method -EQ POST).Body | Should -BeLike '*of one*'
        (Get-CompassSandboxRequest -Sandbox $one.Id | Where-Object Method -EQ POST).Body | Should -BeLike '*of one*'
        (Get-CompassSandboxRequest -Sandbox $toOne | Where-Object Method -EQ POST).Body | Should -BeLike '*of one*'
        (Get-CompassSandboxRequest | Where-Object Method -EQ POST).Body | Should -BeLike '*of two*'
    }

    It 'continues to run after its runspace was closed' {
        $shell = Open-Shell
        try {
            $server = $shell.AddScript('Start-CompassSandbox').Invoke()[0]
        }
        finally {
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
        Get-AnswerStatus $server | Should -Be 200
        (Get-CompassSandbox).Id | Should -Be $server.Id
        Stop-CompassSandbox -Sandbox $server.Id
        Get-CompassSandbox | Should -BeNullOrEmpty
    }

    It 'does not show its token in any view' {
        $server = Start-CompassSandbox
        $shown = ($server | Format-Table | Out-String) + ($server | Format-List | Out-String) + ($server | Out-String)
        $shown | Should -BeLike "*$($server.Id)*"
        $shown | Should -Not -BeLike "*$($server.Token)*"
    }
}

Describe 'Stop-CompassSandbox and Get-CompassSandbox' {
    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        Get-CompassSandbox | Stop-CompassSandbox
    }

    It 'a stopped sandbox is not listed, and its port is free' {
        $server = Start-CompassSandbox
        $null = Connect-Compass -Sandbox -MaximumRetryCount 0
        Stop-CompassSandbox | Should -BeNullOrEmpty
        $server.IsRunning | Should -BeFalse
        Get-CompassSandbox | Should -BeNullOrEmpty
        (Invoke-Script { Get-CompassHeartbeat }).Id | Should -Be 'ConnectionFailed'
        (Start-CompassSandbox -Port $server.Port).Port | Should -Be $server.Port
    }

    It 'stops the specified sandbox, or all piped sandboxes' {
        $one, $two, $three = 1..3 | ForEach-Object { Start-CompassSandbox }
        Stop-CompassSandbox -Sandbox $two.Id
        (Get-CompassSandbox).Id | Should -Be $one.Id, $three.Id
        Get-CompassSandbox | Stop-CompassSandbox
        Get-CompassSandbox | Should -BeNullOrEmpty
    }

    It 'finds sandboxes by typed and piped ids, and reports an unknown id' {
        $server = Start-CompassSandbox
        $run = Invoke-Script { 'sandbox-none', $server.Id | Get-CompassSandbox }
        $run.Output.Id | Should -Be $server.Id
        $run.Id | Should -Be 'SandboxNotFound'
        $run.Text | Should -BeLike '*sandbox-none*'
    }

    It '<Name> reports that no sandbox runs' -ForEach @(
        @{ Name = 'Stop-CompassSandbox'; With = @{} }
        @{ Name = 'Step-CompassSandboxClock'; With = @{ By = '1m' } }
        @{ Name = 'Add-CompassSandboxFault'; With = @{ Status = 503 } }
        @{ Name = 'Clear-CompassSandboxFault'; With = @{} }
        @{ Name = 'Get-CompassSandboxRequest'; With = @{} }
        @{ Name = 'Get-CompassSandboxAlert'; With = @{} }
    ) {
        $run = Invoke-Script { & $Name @With }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'SandboxNotFound'
        $run.Text | Should -BeLike '*Start-CompassSandbox*'
    }

    It 'an unset variable does not select the sandbox started last' {
        $server = Start-CompassSandbox
        $run = Invoke-Script { Stop-CompassSandbox -Sandbox $null }
        $run.Id | Should -Be 'EmptyArgument'
        $server.IsRunning | Should -BeTrue
    }
}

Describe '-WhatIf of the sandbox cmdlets' {
    BeforeAll {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z' -ClockStopped
    }

    AfterAll {
        Stop-CompassSandbox -Sandbox $server
    }

    It 'changes nothing' {
        $null = Add-CompassSandboxFault -Status 503
        Start-CompassSandbox -WhatIf | Should -BeNullOrEmpty
        Stop-CompassSandbox -WhatIf
        Step-CompassSandboxClock -By 1h -PassThru -WhatIf | Should -BeNullOrEmpty
        Add-CompassSandboxFault -Status 500 -WhatIf | Should -BeNullOrEmpty
        Clear-CompassSandboxFault -WhatIf
        $server.Faults | Clear-CompassSandboxFault -WhatIf
        (Get-CompassSandbox).Id | Should -Be $server.Id
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
        $server.Faults.Status | Should -Be 503
    }
}

Describe 'A connection to a sandbox' {
    BeforeAll {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z' -ClockStopped
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
    }

    AfterAll {
        Stop-CompassSandbox -Sandbox $server
    }

    It 'with <_> shows Sandbox in every view, and uses the clock of the sandbox' -ForEach '-Sandbox', '-BaseUri' {
        $connection = if ($_ -eq '-Sandbox') { Connect-Compass -Sandbox } else { Connect-Sandbox $server }
        $connection.IsSandbox | Should -BeTrue
        $connection.Environment | Should -Be 'Sandbox'
        Get-CompassConnection | Out-String | Should -BeLike '*Sandbox*'
        $connection | Format-List | Out-String | Should -BeLike '*Environment*Sandbox*'
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -PolicyId p) -Duration 1h
        $window.EndDate | Should -Be ([DateTimeOffset] '2030-01-01T01:00:00Z')
    }
}

Describe 'Get-CompassSandboxRequest' {
    BeforeAll {
        $server = Start-CompassSandbox
        $null = Connect-Compass -Sandbox
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        Stop-CompassSandbox -Sandbox $server
    }

    It 'lists the requests in order, without the token' {
        $null = New-CompassHeartbeat -Name "named $($server.Token)" -Period 5m
        $null = Get-CompassHeartbeat
        $requests = Get-CompassSandboxRequest
        $requests.Operation | Should -Be 'CreateHeartbeat', 'ListHeartbeats'
        $requests.Method | Should -Be 'POST', 'GET'
        $requests.StatusCode | Should -Be 201, 200
        ($requests[0].Body | ConvertFrom-Json).interval | Should -Be 5
        $requests[0].Headers['Content-Type'] | Should -BeLike 'application/json*'
        $shown = ($requests | ConvertTo-Json -Depth 5) + ($requests | Format-List * -Force | Out-String)
        $basic = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("$($server.Email):$($server.Token)"))
        $server.Token, $basic, 'Authorization' | ForEach-Object { $shown | Should -Not -BeLike "*$_*" }
    }
}
