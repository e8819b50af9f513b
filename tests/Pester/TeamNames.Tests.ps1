# Checks that parameters accept the name of a team instead of its id, and that each connection requests the list of teams only once.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $server = Open-Sandbox @{
        Teams = [CompassOps.Sandbox.SandboxTeam[]] @(
            [CompassOps.Sandbox.SandboxTeam]::new('77b933c9-92bb-46e7-a73c-764b8d7c3c25', 'Shop')
            [CompassOps.Sandbox.SandboxTeam]::new('4b26961a-a837-49d2-a1fe-0973013e3c3b', 'Payments')
            [CompassOps.Sandbox.SandboxTeam]::new('9d1f5c6e-2f0b-4f43-8a57-5b8c1e0c7a12', 'Platform')
            [CompassOps.Sandbox.SandboxTeam]::new('c3e8a1b4-6d27-4c9e-b0f5-1f2a93d4e867', 'Platform')
        )
    }
    $shop, $payments, $null = $server.Teams.TeamId
    $rule = New-CompassMaintenanceRule -PolicyId p1
    $null = Connect-Sandbox $server
    $null = New-CompassHeartbeat -Name nightly -Period 1d -TeamId $payments
    $null = New-CompassMaintenance -TeamId $payments -Rule $rule -StartDate 2031-01-01 -Duration 1h -Description 'Patch night'

    function Get-LookUp {
        @($server.Requests | Where-Object Operation -EQ ListTeams).Count
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A team''s name instead of its id' {
    BeforeEach {
        $server.ClearFaults()
        # Use a new connection, because each connection requests the list of teams only once.
        $null = Connect-Sandbox $server
        $server.ClearRequests()
    }

    It 'is accepted for heartbeats and windows in any letter case, with one team request for each connection' {
        (Get-CompassHeartbeat -TeamId Payments).Name | Should -Be nightly
        (Get-CompassHeartbeat nightly -TeamId payments).TeamId | Should -Be $payments
        (Get-CompassMaintenance -TeamId Payments).Description | Should -Be 'Patch night'
        (Invoke-CompassHeartbeatPing nightly -TeamId Payments).TeamId | Should -Be $payments
        (Set-CompassHeartbeat nightly -TeamId Payments -Description x).TeamId | Should -Be $payments
        Get-LookUp | Should -Be 1
    }

    It 'is accepted in parameters and rows when objects are created' {
        (New-CompassHeartbeat -Name weekly -Period 7d -TeamId Payments).TeamId | Should -Be $payments
        ([pscustomobject] @{ Name = 'monthly'; Period = '30d'; TeamId = 'Payments' } | New-CompassHeartbeat).TeamId | Should -Be $payments
        $window = New-CompassMaintenance -TeamId Payments -Rule $rule -StartDate 2031-02-01 -Duration 1h
        $window.TeamId | Should -Be $payments
        { Remove-CompassMaintenance $window.Id -TeamId Payments -Confirm:$false -ErrorAction Stop } | Should -Not -Throw
        (Use-CompassMaintenance -TeamId Payments -Rule $rule -Duration 1h { 'done' }) | Should -Be 'done'
        Use-CompassHeartbeat nightly -TeamId Payments { 'done' } | Should -Be 'done'
    }

    It 'is accepted by Export-CompassHeartbeat for piped heartbeats' {
        $file = Join-Path $TestDrive named.json
        [pscustomobject] @{ Name = 'weekly'; Period = '7d' } | Export-CompassHeartbeat $file -TeamId Payments -NoSchema
        (Get-Content $file -Raw | ConvertFrom-Json).teams.teamId | Should -Be $payments
        { [pscustomobject] @{ Name = 'weekly'; Period = '7d' } | Export-CompassHeartbeat $file -TeamId Paymnts -NoSchema -ErrorAction Stop } | Should -Throw '*no team*Payments*'
    }

    It 'is accepted as the default team of a connection' {
        $null = Connect-Sandbox $server @{ TeamId = 'Payments' }
        (Get-CompassHeartbeat nightly).TeamId | Should -Be $payments
    }

    It 'is accepted by Export-CompassReport and Watch-CompassHeartbeat' {
        $file = Join-Path $TestDrive 'ops.html'
        Export-CompassReport $file -TeamId Payments
        Get-Content $file -Raw | Should -Match '<h3>Payments</h3>'
        (Watch-CompassHeartbeat -TeamId Payments -Initial | Select-Object -First 1).TeamName | Should -Be Payments
    }

    It 'causes no team request if the text is <Name>' -ForEach @(
        @{ Name = 'a GUID'; Text = '4b26961a-a837-49d2-a1fe-0973013e3c3b' }
        @{ Name = 'an ARI'; Text = 'ari:cloud:identity::team/4b26961a-a837-49d2-a1fe-0973013e3c3b' }
        @{ Name = 'an address'; Text = 'https://home.atlassian.com/o/1/people/team/4b26961a-a837-49d2-a1fe-0973013e3c3b' }
    ) {
        (Get-CompassHeartbeat nightly -TeamId $Text).Name | Should -Be nightly
        Get-LookUp | Should -Be 0
    }

    It 'causes no team request for an ARI or an object whose id is not a GUID' {
        $null = Invoke-Script { Get-CompassHeartbeat nightly -TeamId 'ari:cloud:identity::team/payments-1' }
        $null = Invoke-Script { Get-CompassHeartbeat nightly -TeamId ([CompassOps.Team] @{ TeamId = 'payments-1'; TeamName = 'Payments' }) }
        Get-LookUp | Should -Be 0
        $server.Requests[0].Path | Should -BeLike '*/payments-1/*'
    }

    It 'causes an error with similar names if no team has the name' {
        $run = Invoke-Script { Get-CompassHeartbeat -TeamId Paymets }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -Match "no team 'Paymets'.* most similar names are: 'Payments'\."
        $server.Requests.Operation | Should -Be 'ListTeams'
    }

    It 'causes an error if the service lists no team at all' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 200; Body = '{"platformTeams":[]}'; Operation = 'ListTeams' })
        foreach ($script in { Get-CompassHeartbeat -TeamId Payments }, { Invoke-CompassHeartbeatPing nightly -TeamId Payments }) {
            $run = Invoke-Script $script
            $run.Id | Should -Be 'InvalidArgument'
            $run.Text | Should -Match "no team 'Payments'.*cannot see any team"
            $run.Output | Should -BeNullOrEmpty
        }
        $server.Requests.Operation | Should -Be 'ListTeams'
    }

    It 'causes an error with the ids if several teams have the name' {
        $run = Invoke-Script { Get-CompassHeartbeat -TeamId Platform }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -Match '9d1f5c6e.*c3e8a1b4'
    }

    It 'is used as an id, with one warning, if the service returns <_>' -ForEach 403, 404, 405 {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = $_; Operation = 'ListTeams' })
        $all = Invoke-Script { Get-CompassHeartbeat -TeamId team-1 3>&1; Get-CompassHeartbeat -TeamId team-1 3>&1 }
        $warnings = @($all.Output | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match "did not list the teams \($_\).*'team-1' is used as the id"
        $server.Requests[-1].Path | Should -BeLike '*/team-1/heartbeats*'
    }

    It 'is not used as an id after a temporary failure of the team request (<_>)' -ForEach 401, 429, 500, 503 {
        $null = Connect-Sandbox $server @{ MaximumRetryCount = 0 }
        $server.ClearRequests()
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = $_; Operation = 'ListTeams' })
        foreach ($script in { Get-CompassHeartbeat -TeamId Payments }, { Invoke-CompassHeartbeatPing nightly -TeamId Payments }, { Stop-CompassMaintenance m1 -TeamId Payments },
            { Use-CompassHeartbeat nightly -TeamId Payments { 'ran' } }) {
            $run = Invoke-Script $script
            $run.Errors | Should -HaveCount 1
            $run.Output | Should -BeNullOrEmpty
        }
        $server.Requests.Operation | Select-Object -Unique | Should -Be 'ListTeams'
        $server.ClearFaults()
        (Get-CompassHeartbeat nightly -TeamId Payments).Name | Should -Be nightly
    }

    It 'is ignored if it is the id of another team' {
        $other = Open-Sandbox @{ Teams = [CompassOps.Sandbox.SandboxTeam[]] @([CompassOps.Sandbox.SandboxTeam]::new('ops', 'web'), [CompassOps.Sandbox.SandboxTeam]::new('web', 'ops')) }
        try {
            $null = Connect-Sandbox $other
            $null = New-CompassHeartbeat -Name of-ops -Period 1d -TeamId ops
            (Get-CompassHeartbeat of-ops -TeamId ops).TeamId | Should -Be 'ops'
            $other.Requests.Path | Where-Object { $_ -like '*heartbeats*' } | Should -BeLike '*/ops/*'
        }
        finally {
            $other.Dispose()
        }
    }
}
