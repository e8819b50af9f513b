# Checks the sandbox's clock, and the alerts that the sandbox raises when the clock moves.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Step-CompassSandboxClock' {
    BeforeEach {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z' -ClockStopped
    }

    AfterEach {
        Stop-CompassSandbox -Sandbox $server
    }

    It '-By steps by <_>' -ForEach '90m', '1h30m', 'PT1H30M', '1:30' {
        Step-CompassSandboxClock -By $_ | Should -BeNullOrEmpty
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T01:30:00Z')
    }

    It '-To steps to an instant' {
        Step-CompassSandboxClock -To '2030-03-01T00:00:00+01:00'
        $server.Now | Should -Be ([DateTimeOffset] '2030-02-28T23:00:00Z')
    }

    It '-PassThru returns the sandbox' {
        $back = $server | Step-CompassSandboxClock -By 1m -PassThru
        $back.Id | Should -Be $server.Id
    }

    It 'rejects <Case>, and does not move the clock' -ForEach @(
        @{ Case = 'an instant that has passed'; With = @{ To = '2029-12-31T23:59:59Z' } }
        @{ Case = 'a step beyond the calendar'; With = @{ By = '3000000d' } }
    ) {
        $run = Invoke-Script { Step-CompassSandboxClock @With }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike "*$($server.Id)*2030-01-01T00:00:00*cannot be earlier*"
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
    }

    It 'rejects a step backwards, and does not move the clock' {
        (Invoke-Script { Step-CompassSandboxClock -By ([timespan] '-00:01:00') }).Errors | Should -HaveCount 1
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
    }

    It 'rejects a number without a unit and an empty value' {
        (Invoke-Script { Step-CompassSandboxClock -By 10 }).Text | Should -BeLike "*'10' has no unit. *"
        (Invoke-Script { Step-CompassSandboxClock -By '' }).Errors | Should -HaveCount 1
        (Invoke-Script { Step-CompassSandboxClock -To $null }).Errors | Should -HaveCount 1
        $server.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
    }

    It 'opens and closes windows' {
        $null = Connect-Compass -Sandbox
        $opens = [DateTimeOffset] '2030-01-01T01:00:00Z'
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -PolicyId p) -StartDate $opens -Duration 1h
        $states = foreach ($hour in 0..2) {
            "$((Get-CompassMaintenance -Id $window.Id).Status)"
            Step-CompassSandboxClock -By 1h
        }
        $states | Should -Be 'planned', 'active', 'past'
        Get-CompassConnection | Disconnect-Compass
    }
}

Describe 'Get-CompassSandboxAlert' {
    BeforeAll {
        $server = Start-CompassSandbox -StartTime '2030-01-01T00:00:00Z' -ClockStopped
        $null = Connect-Compass -Sandbox
        $null = New-CompassHeartbeat -Name 'backup' -Period 10m -Enabled $true -AlertMessage 'No backup' -AlertTag night -AlertPriority P1
        $null = Invoke-CompassHeartbeatPing backup
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        Stop-CompassSandbox -Sandbox $server
    }

    It 'lists the alerts of unresponsive heartbeats, which an active window mutes' {
        Step-CompassSandboxClock -By 9m
        Get-CompassSandboxAlert | Should -BeNullOrEmpty
        Step-CompassSandboxClock -By 2m
        $alert = Get-CompassSandboxAlert
        $alert | Should -HaveCount 1
        $alert.HeartbeatName | Should -Be 'backup'
        $alert.RaisedAt | Should -Be ([DateTimeOffset] '2030-01-01T00:10:00Z')
        $alert.Message | Should -Be 'No backup'
        $alert.Tags | Should -Be 'night'
        $alert.Priority | Should -Be 'P1'
        $alert.Silenced | Should -BeFalse

        $null = Invoke-CompassHeartbeatPing backup
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -IntegrationId $integration) -Duration 1h
        Step-CompassSandboxClock -By 30m
        $silent = @(Get-CompassSandboxAlert)[1]
        $silent.RaisedAt | Should -Be ([DateTimeOffset] '2030-01-01T00:21:00Z')
        $silent.Silenced | Should -BeTrue
        $silent.SilencedBy | Should -Be $window.Id
    }
}
