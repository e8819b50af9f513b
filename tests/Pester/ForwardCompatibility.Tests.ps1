# Checks that objects keep unknown fields and values of a later version of the service, and that no request contains them.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $null = Connect-Sandbox $server
    $null = New-CompassHeartbeat beat -Period 5m
    $rule = New-CompassMaintenanceRule -IntegrationId $integration
    $id = (New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h).Id
    $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'NewWords' })

    function Copy-ByClixml([object] $Value) {
        $file = Join-Path $TestDrive "$(New-Guid).xml"
        $Value | Export-Clixml -LiteralPath $file
        Import-Clixml -LiteralPath $file
    }
}

AfterAll {
    Disconnect-Compass
    $server.Dispose()
}

Describe 'An unknown field' {
    It 'of a heartbeat is kept: <_>' -ForEach 'original object', 'Clixml copy' {
        $heartbeat = Get-CompassHeartbeat beat
        if ($_ -eq 'Clixml copy') {
            $heartbeat = Copy-ByClixml $heartbeat
        }
        $heartbeat.Status | Should -Be 'Rehearsed'
        $heartbeat.AdditionalProperties['addedLater']['since'] | Should -Be 2031
        $heartbeat.AdditionalProperties['addedLater']['by'][0] | Should -Be 'someone'
    }

    It 'of a window, its rules and their entities is kept: <_>' -ForEach 'original object', 'Clixml copy' {
        $window = Get-CompassMaintenance -Id $id -TeamId $team
        if ($_ -eq 'Clixml copy') {
            $window = Copy-ByClixml $window
        }
        $window.Status | Should -Be 'Rehearsed'
        $window.AdditionalProperties['addedLater']['since'] | Should -Be 2031
        $window.Rules[0].AdditionalProperties['addedLater']['since'] | Should -Be 2031
        $window.Rules[0].AdditionalProperties['entity']['addedLater']['since'] | Should -Be 2031
    }

    It 'is not sent: <_>' -ForEach 'original object', 'Clixml copy' {
        $window = Get-CompassMaintenance -Id $id -TeamId $team
        $heartbeat = Get-CompassHeartbeat beat
        if ($_ -eq 'Clixml copy') {
            $window, $heartbeat = (Copy-ByClixml $window), (Copy-ByClixml $heartbeat)
        }
        $already = $server.Requests.Count
        $null = $window | Set-CompassMaintenance -Rule $window.Rules
        $null = $heartbeat | Set-CompassHeartbeat -Description 'changed'
        $bodies = @($server.Requests | Select-Object -Skip $already | Where-Object Body).Body
        $bodies | Should -HaveCount 2
        $bodies | Should -Not -BeLike '*addedLater*'
        $bodies | Should -Not -BeLike '*Rehearsed*'
    }
}
