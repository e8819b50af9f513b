BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Invoke-CompassRequest' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.001; MaximumRetryCount = 2 }
        $null = 1..45 | ForEach-Object { 'beat {0:00}' -f $_ } | New-CompassHeartbeat -Period 5m
        $beats = "v1/teams/$team/heartbeats"
        $window = @{
            description = 'Storage upgrade'; startDate = '2031-01-01T10:00:00.000Z'; endDate = '2031-01-01T11:00:00.000Z'
            rules       = @(@{ state = 'disabled'; entity = @{ type = 'integration'; id = $integration } })
        }
    }

    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'returns objects as ConvertFrom-Json does, with dates as text' {
        $page = Invoke-CompassRequest $beats -Query @{ size = 2; offset = 1 }
        $page | Should -BeOfType ([System.Management.Automation.PSCustomObject])
        $page.values.name | Should -Be 'beat 02', 'beat 03'
        $page.values[0].interval | Should -BeOfType ([long])
        $made = Invoke-CompassRequest v1/maintenances -Method POST -Body $window
        $made.startDate | Should -BeOfType ([string])
        $made.rules[0].entity.id | Should -Be $integration
        Invoke-CompassRequest "v1/maintenances/$($made.id)" -Method DELETE | Should -BeNullOrEmpty
    }

    It 'returns the text with -Raw' {
        $text = Invoke-CompassRequest "$beats`?size=1" -Raw
        $text | Should -BeOfType ([string])
        ($text | ConvertFrom-Json).values | Should -HaveCount 1
    }

    It 'requests only the pages of a list that the pipeline needs' {
        (Invoke-CompassRequest $beats -FollowNext).Count | Should -Be 45
        $server.ClearRequests()
        (Invoke-CompassRequest $beats -FollowNext -Query @{ size = 5 } -First 7).name | Should -HaveCount 7
        $server.Requests.Count | Should -BeLessOrEqual 2
        (Invoke-CompassRequest $beats -FollowNext -Query @{ size = 5 } | Select-Object -First 3).name | Should -Be 'beat 01', 'beat 02', 'beat 03'
    }

    It 'sends the same body for a hashtable, an object and JSON text' {
        $object = [pscustomobject] $window
        foreach ($body in $window, $object, ($window | ConvertTo-Json -Depth 5)) {
            $made = Invoke-CompassRequest v1/maintenances -Method POST -Body $body
            $made.description | Should -Be 'Storage upgrade'
            $changed = Invoke-CompassRequest "v1/maintenances/$($made.id)" -Method patch -Body @{ endDate = [datetime]::new(2031, 1, 1, 12, 0, 0, [DateTimeKind]::Utc) }
            ([DateTimeOffset] $changed.endDate).UtcDateTime.Hour | Should -Be 12
            Invoke-CompassRequest "v1/maintenances/$($made.id)" -Method DELETE
        }
    }

    It 'rejects <_> before a request is sent' -ForEach @(
        '../v1/maintenances', 'v1/../../x', 'v1/%2e%2e/x', 'v1/%252e%252e/x', 'v1/a%2fb', 'v1\maintenances', '//127.0.0.1/v1', '/\127.0.0.1'
        'https://127.0.0.1/v1', 'http:v1', 'v1//x', "v1/a`r`nX-Evil: 1", 'v1/a#b', ''
    ) {
        $path = $_
        foreach ($method in 'GET', 'POST') {
            $run = Invoke-Script { Invoke-CompassRequest $path -Method $method -Confirm:$false }
            $run.Id | Should -Be 'InvalidArgument'
            $run.Text | Should -BeLike '*below the base address*'
        }
        (Invoke-Script { Invoke-CompassRequest $path -FollowNext }).Id | Should -Be 'InvalidArgument'
        $server.Requests | Should -HaveCount 0
    }

    It 'refuses contradicting parameters: <Says>' -ForEach @(
        @{ Call = { Invoke-CompassRequest v1/x -First 3 }; Says = '*-FollowNext*' }
        @{ Call = { Invoke-CompassRequest v1/x -FollowNext -Raw }; Says = '*-Raw*' }
        @{ Call = { Invoke-CompassRequest v1/x -FollowNext -Method POST }; Says = '*GET*' }
        @{ Call = { Invoke-CompassRequest v1/x -Body @{} }; Says = '*no body*' }
        @{ Call = { Invoke-CompassRequest v1/x -Method POST -Body '{' }; Says = '*not valid JSON*' }
        @{ Call = { Invoke-CompassRequest v1/x -Method TRACE }; Says = '*GET, HEAD, POST*' }
        @{ Call = { Invoke-CompassRequest v1/x -Query @{ status = $null } }; Says = "*'status'*null*" }
        @{ Call = { Invoke-CompassRequest v1/x -Method POST -Body @{ a = (ConvertTo-SecureString x -AsPlainText -Force) } }; Says = '*SecureString*' }
    ) {
        $run = Invoke-Script $Call
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike $Says
        $server.Requests | Should -HaveCount 0
    }

    It 'rejects a query with an invalid value: <Name>' -ForEach @(
        @{ Name = 'an empty list'; Query = @{ status = @() }; Says = "*'status'*empty list*" }
        @{ Name = 'a null in a list'; Query = @{ status = 'open', $null }; Says = "*'status'*null*" }
        @{ Name = 'DBNull'; Query = @{ status = [DBNull]::Value }; Says = "*'status'*null*" }
        @{ Name = 'an object'; Query = @{ status = [pscustomobject] @{ a = 1 } }; Says = "*'status'*object*" }
        @{ Name = 'a list of lists'; Query = @{ status = @(, @(1, 2)) + 3 }; Says = "*'status'*contains*another list*" }
        @{ Name = 'a script block'; Query = @{ status = { 1 } }; Says = '*ScriptBlock*' }
        @{ Name = 'a secret'; Query = @{ status = ConvertTo-SecureString x -AsPlainText -Force }; Says = '*SecureString*' }
        @{ Name = 'an empty name'; Query = @{ '' = 'x' }; Says = '*empty name*' }
    ) {
        $run = Invoke-Script { Invoke-CompassRequest v1/alerts -Query $Query }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike $Says
        $server.Requests | Should -HaveCount 0
    }

    It 'writes values of a query as the service reads them' {
        $query = [ordered] @{
            text = 'a&b=c #%+é'; list = 1, 2; flag = $true; off = $false; number = 1.5; big = [bigint]::Pow(10, 20); day = [DayOfWeek]::Friday
            at = [DateTimeOffset] '2030-01-01T10:00:00+02:00'; date = [DateOnly] '2030-01-02'; time = [TimeOnly] '10:30'; empty = ''
        }
        $null = Invoke-Script { Invoke-CompassRequest v1/alerts?size=5 -Query $query }
        $server.Requests[0].Query | Should -Be ('size=5&text=a%26b%3Dc%20%23%25%2B%C3%A9&list=1&list=2&flag=true&off=false&number=1.5&big=100000000000000000000&' +
            'day=Friday&at=2030-01-01T08%3A00%3A00.000Z&date=2030-01-02&time=10%3A30%3A00.0000000&empty=')
    }

    It 'writes values of a body as JSON: <Json>' -ForEach @(
        @{ Value = [float] 0.1; Json = '0.1' }
        @{ Value = 1.10d; Json = '1.10' }
        @{ Value = [ulong]::MaxValue; Json = '18446744073709551615' }
        @{ Value = [bigint]::Pow(10, 40); Json = '10000000000000000000000000000000000000000' }
        @{ Value = [DBNull]::Value; Json = 'null' }
        @{ Value = [DateOnly] '2030-01-02'; Json = '"2030-01-02"' }
        @{ Value = [ipaddress] '127.0.0.1'; Json = '"127.0.0.1"' }
        @{ Value = [System.Text.StringBuilder] 'text'; Json = '"text"' }
        @{ Value = [switch] $true; Json = 'true' }
        @{ Value = [DayOfWeek]::Friday; Json = '"Friday"' }
        @{ Value = 'a' | Add-Member -PassThru Extra 1; Json = '"a"' }
        @{ Value = [ordered] @{ z = 1; a = @(@(1), @()); n = $null }; Json = '{"z":1,"a":[[1],[]],"n":null}' }
    ) {
        $null = Invoke-Script { Invoke-CompassRequest v1/alerts -Method POST -Body @{ value = $Value } }
        $server.Requests[0].Body | Should -BeExactly "{""value"":$Json}"
    }

    It 'sends a response back unchanged' {
        $json = '{"id":"a","whole":12345678901234567890123,"long":9223372036854775807,"number":1.5,"at":"2030-01-01T10:00:00Z","list":[1,[],{}],"none":null}'
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 200; Body = $json; Count = 1 })
        $read = Invoke-CompassRequest v1/alerts/a
        $null = Invoke-Script { Invoke-CompassRequest v1/alerts/a -Method PUT -Body $read }
        $server.Requests[-1].Body | Should -BeExactly $json
    }

    It 'refuses a body that JSON cannot express: <Name>' -ForEach @(
        @{ Name = 'a script block'; Value = { 1 }; Says = '*ScriptBlock*' }
        @{ Name = 'a type'; Value = [string]; Says = '*RuntimeType*' }
        @{ Name = 'a file'; Value = Get-Item $PSCommandPath; Says = '*contains*' }
        @{ Name = 'an object that contains itself'; Value = & { $a = @{}; $a.self = $a; $a }; Says = '*more than 32 nested levels*' }
        @{ Name = 'half of a surrogate pair'; Value = "a$([char] 0xD83D)"; Says = '*incomplete Unicode character*' }
        @{ Name = 'NaN'; Value = [double]::NaN; Says = '*number*' }
    ) {
        $run = Invoke-Script { Invoke-CompassRequest v1/alerts -Method POST -Body @{ value = $Value } }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike $Says
        $server.Requests | Should -HaveCount 0
    }

    It 'reports a response that PowerShell cannot represent: <_>' -ForEach '{"a":1,"A":2}', '{"":1}', '{"psobject":1}', '{"x":{"PSBase":1}}' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 200; Body = $_ })
        (Invoke-Script { Invoke-CompassRequest v1/alerts }).Text | Should -BeLike '*accepted the request*-Raw*'
        Invoke-CompassRequest v1/alerts -Raw | Should -BeExactly $_
    }

    It 'follows no next page that leaves the base path: <_>' -ForEach @(
        '/v1/%252e%252e/%252e%252e/x', '/v1/..;/..;/x', '/../../../x', '//127.0.0.1/x', 'http://127.0.0.1:1/x', '\\127.0.0.1\x'
    ) {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'WrongLink'; Body = $_ })
        $run = Invoke-Script { Invoke-CompassRequest $beats -FollowNext }
        $run.Output | Should -HaveCount 20
        $run.Id | Should -Be 'PagingError'
        $server.Requests | Should -HaveCount 1
    }

    It 'sends only read requests with -WhatIf' {
        foreach ($method in 'POST', 'PUT', 'PATCH', 'DELETE') {
            Invoke-CompassRequest v1/maintenances -Method $method -WhatIf
        }
        $server.Requests | Should -HaveCount 0
        $null = Invoke-CompassRequest v1/maintenances -WhatIf
        $server.Requests | Should -HaveCount 1
    }

    It 'sends <Method> with <Times> attempt(s) if the response is lost, <Case>' -ForEach @(
        @{ Method = 'GET'; Times = 2; Case = 'because a retry does no harm'; With = @{} }
        @{ Method = 'DELETE'; Times = 2; Case = 'because a retry does no harm'; With = @{} }
        @{ Method = 'POST'; Times = 1; Case = 'because the service may have received the request'; With = @{} }
        @{ Method = 'POST'; Times = 2; Case = 'with -Idempotent'; With = @{ Idempotent = $true } }
    ) {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetBefore'; Count = 1 })
        $run = Invoke-Script { Invoke-CompassRequest v1/maintenances -Method $Method @With }
        $server.Requests | Should -HaveCount $Times
        if ($Times -eq 1) {
            $run.Id | Should -Be 'OutcomeUnknown'
            $run.Text | Should -BeLike 'POST v1/maintenances: *it is unknown whether the service carried out the request*'
        }
        else {
            $run.Id | Should -Not -Be 'OutcomeUnknown'
        }
    }

    It 'reports errors like the other cmdlets' {
        $run = Invoke-Script { Invoke-CompassRequest v1/nothing/here }
        $run.Id | Should -Be 'NotFound'
        $run.Text | Should -BeLike 'GET v1/nothing/here: *(404)*'
    }
}
