# Checks pipelines that remove, create or cancel objects while a Get cmdlet still reads the list of these objects.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'A list that is changed while it is read' {
    BeforeEach {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
        1..45 | ForEach-Object { [pscustomobject] @{ Name = "h$_"; Period = '5m' } } | New-CompassHeartbeat -ThrottleLimit 8 | Out-Null
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'is removed completely with -ThrottleLimit <_>' -ForEach 1, 16 {
        Get-CompassHeartbeat -PageSize 10 | Remove-CompassHeartbeat -Force -ThrottleLimit $_
        Get-CompassHeartbeat | Should -BeNullOrEmpty
    }

    It 'is removed completely by ForEach-Object' {
        Get-CompassHeartbeat -PageSize 10 | ForEach-Object { $_ | Remove-CompassHeartbeat -Force }
        Get-CompassHeartbeat | Should -BeNullOrEmpty
    }

    It 'is removed completely by parallel runspaces' {
        $module = $manifest
        $connection = Get-CompassConnection
        Get-CompassHeartbeat -PageSize 10 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $_ | Remove-CompassHeartbeat -Force -Connection $using:connection
        }
        Get-CompassHeartbeat | Should -BeNullOrEmpty
    }

    It 'does not return objects that its own pipeline created' {
        Get-CompassHeartbeat -PageSize 10 |
            ForEach-Object { New-CompassHeartbeat -Name "copy of $($_.Name)" -Period $_.Period } |
            Should -HaveCount 45
        Get-CompassHeartbeat | Should -HaveCount 90
    }

    It 'cancels every window of the list' {
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        1..25 | ForEach-Object { New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Description "w$_" } | Out-Null
        Get-CompassMaintenance -TeamId $team -Type NonExpired -PageSize 5 | Stop-CompassMaintenance -Force | Should -HaveCount 25
        Get-CompassMaintenance -TeamId $team -Type NonExpired | Should -BeNullOrEmpty
    }
}
