# Invoke-CompassRequest: any path of the service through the same transport.

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

    It 'follows the pages of a list as it is read, and no further than needed' {
        (Invoke-CompassRequest $beats -FollowNext).Count | Should -Be 45
        $server.ClearRequests()
        (Invoke-CompassRequest $beats -FollowNext -Query @{ size = 5 } -First 7).name | Should -HaveCount 7
        $server.Requests.Count | Should -BeLessOrEqual 2
        (Invoke-CompassRequest $beats -FollowNext -Query @{ size = 5 } | Select-Object -First 3).name | Should -Be 'beat 01', 'beat 02', 'beat 03'
    }

    It 'sends a hashtable, an object and JSON text alike' {
        $object = [pscustomobject] $window
        foreach ($body in $window, $object, ($window | ConvertTo-Json -Depth 5)) {
            $made = Invoke-CompassRequest v1/maintenances -Method POST -Body $body
            $made.description | Should -Be 'Storage upgrade'
            $changed = Invoke-CompassRequest "v1/maintenances/$($made.id)" -Method patch -Body @{ endDate = [datetime]::new(2031, 1, 1, 12, 0, 0, [DateTimeKind]::Utc) }
            ([DateTimeOffset] $changed.endDate).UtcDateTime.Hour | Should -Be 12
            Invoke-CompassRequest "v1/maintenances/$($made.id)" -Method DELETE
        }
    }

    It 'refuses <_> before anything is sent' -ForEach @(
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
        @{ Call = { Invoke-CompassRequest v1/x -Method POST -Body '{' }; Says = '*not JSON*' }
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

    It 'changes nothing under -WhatIf, but still reads' {
        foreach ($method in 'POST', 'PUT', 'PATCH', 'DELETE') {
            Invoke-CompassRequest v1/maintenances -Method $method -WhatIf
        }
        $server.Requests | Should -HaveCount 0
        $null = Invoke-CompassRequest v1/maintenances -WhatIf
        $server.Requests | Should -HaveCount 1
    }

    It 'sends <Method> <Times> times if the response is lost, <Case>' -ForEach @(
        @{ Method = 'GET'; Times = 2; Case = 'because that does no harm'; With = @{} }
        @{ Method = 'DELETE'; Times = 2; Case = 'because that does no harm'; With = @{} }
        @{ Method = 'POST'; Times = 1; Case = 'because it may have arrived'; With = @{} }
        @{ Method = 'POST'; Times = 2; Case = 'with -Idempotent'; With = @{ Idempotent = $true } }
    ) {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'ResetBefore'; Count = 1 })
        $run = Invoke-Script { Invoke-CompassRequest v1/maintenances -Method $Method @With }
        $server.Requests | Should -HaveCount $Times
        if ($Times -eq 1) {
            $run.Id | Should -Be 'OutcomeUnknown'
            $run.Text | Should -BeLike 'POST v1/maintenances: *whether the request was carried out is unknown*'
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
