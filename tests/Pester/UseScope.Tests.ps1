# Checks the variable scope of the script block. Also checks that the Use- cmdlets still work after the script block closes the
# connection.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    . "$PSScriptRoot/UseScript.ps1"
    $connect = @{ RetryIntervalSec = 0.01 }
    $null = Connect-Sandbox $server $connect
    $null = New-CompassHeartbeat -Name nightly -Period 5m
    $rule = New-CompassMaintenanceRule -IntegrationId $integration
    $inside = @{ TeamId = $team; Rule = $rule; Duration = '2h' }
}

AfterAll {
    Import-Module $manifest
    $null = Connect-Sandbox $server
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'The scope of the script' {
    BeforeEach {
        $server.ClearRequests()
    }

    AfterEach {
        Get-Count PingHeartbeat | Should -BeGreaterThan 0
    }

    It 'reads and changes the variables of the calling function' {
        function Invoke-Job { $x = 1; Use-CompassHeartbeat nightly { $x = 2; $y = 3 }; "$x $y" }
        Invoke-Job | Should -Be '2 3'
    }

    It 'is the scope of the calling module' {
        $module = New-Module { $private = 'module'; function Invoke-Own { Use-CompassHeartbeat nightly { $private } }; function Invoke-Job($Job) { Use-CompassHeartbeat nightly $Job } }
        $private = 'caller'
        & $module { Invoke-Own } | Should -Be 'module'
        & $module.ExportedFunctions['Invoke-Job'] { $private } | Should -Be 'caller'
    }

    It 'supports param() with defaults, $_, $args of the caller and $PSScriptRoot' {
        Use-CompassHeartbeat nightly { param($p = 'default') $p } | Should -Be 'default'
        1, 2 | ForEach-Object { Use-CompassHeartbeat nightly { "item $_" } } | Should -Be 'item 1', 'item 2'
        function Invoke-Job { Use-CompassHeartbeat nightly { 'ran' }; "$args" }
        Invoke-Job a b | Should -Be 'ran', 'a b'
        Set-Content "$TestDrive/root.ps1" 'Use-CompassHeartbeat nightly { $PSScriptRoot }'
        & "$TestDrive/root.ps1" | Should -Be "$TestDrive"
        . "$TestDrive/root.ps1" | Should -Be "$TestDrive"
    }

    It 'works in strict mode, with begin, process and end blocks, and with positional splatting' {
        & { Set-StrictMode -Version Latest; Use-CompassHeartbeat nightly { 'strict' } } | Should -Be 'strict'
        Use-CompassHeartbeat nightly { begin { 'b' } end { 'e' } } | Should -Be 'b', 'e'
        $arguments = 'nightly', { 'splatted' }
        Use-CompassHeartbeat @arguments | Should -Be 'splatted'
    }

    It 'works with nested Use- cmdlets' {
        Use-CompassHeartbeat nightly { Use-CompassMaintenance @inside { 'inner' } } | Should -Be 'inner'
        Use-CompassMaintenance @inside { Use-CompassHeartbeat nightly { 'inner' } } | Should -Be 'inner'
        Get-Count PingHeartbeat | Should -Be 2
        Get-Count CancelTeamMaintenance | Should -Be 2
    }

    It 'works in ForEach-Object -Parallel, with $using:' {
        $connection, $suffix = (Get-CompassConnection)[0], '!'
        $output = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $inside = $using:inside
            Use-CompassMaintenance @inside -Connection $using:connection { Use-CompassHeartbeat nightly -Connection $using:connection { "$_$using:suffix" } }
        }
        $output | Sort-Object | Should -Be '1!', '2!', '3!', '4!'
        Get-Count PingHeartbeat | Should -Be 4
    }

    It 'works in a thread job and in a job' {
        $with = @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; Credential = Get-SandboxCredential $server; TeamId = $team }
        $work = { param($manifest, $with) Import-Module $manifest; $null = Connect-Compass @with; Use-CompassHeartbeat nightly { 'in a job' } }
        Start-ThreadJob $work -ArgumentList $manifest, $with | Receive-Job -Wait -AutoRemoveJob | Should -Be 'in a job'
        $with.BaseUri = "$($server.BaseUri)"
        Start-Job $work -ArgumentList $manifest, $with | Receive-Job -Wait -AutoRemoveJob | Should -Be 'in a job'
    }
}

Describe 'A script that closes the connection' {
    BeforeEach {
        $server.ClearRequests()
        Import-Module $manifest
        $null = Connect-Sandbox $server $connect
    }

    It 'still ends the window or pings after: <_>' -ForEach @(
        'Disconnect-Compass', 'Disconnect-Compass -All', 'Remove-Module CompassOps', 'Import-Module $manifest -Force', 'Import-Module $manifest -Force; Disconnect-Compass -All'
        'Get-CompassConnection | Disconnect-Compass; Remove-Module CompassOps -Force', 'Get-Module CompassOps | Remove-Module; Import-Module $manifest'
        '$null = Connect-Sandbox $server; Disconnect-Compass'
    ) {
        $block = [scriptblock]::Create("$_; 'done'")
        Use-CompassMaintenance @inside $block -WarningVariable warned -ErrorVariable failed | Should -Be 'done'
        @($warned) + @($failed) | Should -BeNullOrEmpty
        Get-Count CancelTeamMaintenance | Should -Be 1
        Import-Module $manifest
        $null = Connect-Sandbox $server $connect
        Use-CompassHeartbeat nightly $block -WarningVariable warned -ErrorVariable failed | Should -Be 'done'
        @($warned) + @($failed) | Should -BeNullOrEmpty
        Get-Count PingHeartbeat | Should -Be 1
    }

    It 'still extends the window and pings the heartbeat' {
        Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 3s -Extend {
            Disconnect-Compass
            Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 2 } 'two extensions'
        }
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'cannot use a closed connection' {
        $run = Invoke-Script { Use-CompassHeartbeat nightly { Disconnect-Compass; Invoke-CompassHeartbeatPing nightly } }
        $run.Id | Should -Be 'NotConnected'
        $held = Connect-Sandbox $server $connect
        $run = Invoke-Script { Use-CompassHeartbeat nightly -Connection $held { Disconnect-Compass $held; Invoke-CompassHeartbeatPing nightly -Connection $held } }
        $run.Id | Should -Be 'ConnectionClosed'
    }
}
