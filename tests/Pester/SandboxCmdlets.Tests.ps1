BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'The sandbox cmdlets' {
    BeforeEach {
        $sandbox = Start-CompassSandbox -ClockStopped -StartTime '2030-01-01T00:00:00Z'
        $null = Connect-Compass -Sandbox
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        Get-CompassSandbox | Stop-CompassSandbox
    }

    It 'start a sandbox that Connect-Compass -Sandbox finds' {
        $sandbox.PSObject.TypeNames[0] | Should -Be 'CompassOps.Sandbox.SandboxServer'
        (Get-CompassConnection).CloudId | Should -Be $sandbox.CloudId
        (Get-CompassSandbox).Id | Should -Be $sandbox.Id
        (Get-CompassSandbox $sandbox.Id).Port | Should -Be $sandbox.Port
    }

    It 'start a sandbox with a behavior, and change the behavior while it runs' {
        $kept = Start-CompassSandbox -Behavior TrimText, 'lowercasetags,NoContent'
        "$($kept.Behavior)" | Should -Be 'TrimText, LowerCaseTags, NoContent'
        $null = Connect-Compass -Sandbox -Name kept
        (New-CompassHeartbeat backup -Period 1d -AlertTag 'Prod ').AlertTags | Should -Be 'prod'
        $kept.Behavior = 'LagLists', 'TrimText'
        "$($kept.Behavior)" | Should -Be 'TrimText, LagLists'
        Get-CompassHeartbeat | Should -HaveCount 1
    }

    It 'list the known behaviors if a behavior is unknown' {
        $run = Invoke-Script { Start-CompassSandbox -Behavior Sleep }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike "The behavior 'Sleep' is unknown.*TrimText*"
        Get-CompassSandbox | Should -HaveCount 1
        (Start-CompassSandbox -Behavior None).Behavior | Should -Be 'None'
    }

    It 'complete the names of behaviors' {
        $line = 'Start-CompassSandbox -Behavior Lag'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'LagLists', 'LagListsByMinute'
    }

    It 'report an unknown id' {
        $run = Invoke-Script { Get-CompassSandbox 'nobody' }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*nobody*'
    }

    It 'stop a sandbox' {
        Stop-CompassSandbox
        Get-CompassSandbox | Should -BeNullOrEmpty
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'start a sandbox on a port, and report a taken port' {
        $run = Invoke-Script { Start-CompassSandbox -Port $sandbox.Port }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'PortTaken'
        $run.Text | Should -BeLike "*$($sandbox.Port)*. Specify*"
    }

    It 'accept the sandbox by its id as a positional argument' {
        $null = Get-CompassHeartbeat
        Get-CompassSandboxRequest $sandbox.Id | Should -HaveCount 1
        Get-CompassSandboxAlert $sandbox.Id | Should -BeNullOrEmpty
        $null = Add-CompassSandboxFault ListHeartbeats $sandbox.Id -Status 400
        Clear-CompassSandboxFault -Sandbox $sandbox.Id
        (Step-CompassSandboxClock 1h $sandbox.Id -PassThru).Now | Should -Be ([DateTimeOffset] '2030-01-01T01:00:00Z')
        Stop-CompassSandbox $sandbox.Id
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'report a stopped sandbox by its id' {
        $sandbox | Stop-CompassSandbox
        (Invoke-Script { $sandbox | Step-CompassSandboxClock -By 1m }).Text | Should -Be "There is no running sandbox '$($sandbox.Id)'. To list the running sandboxes, run Get-CompassSandbox."
    }

    It 'keep the state in a file' {
        $file = Join-Path $TestDrive 'state.json'
        $first = Start-CompassSandbox $file
        $null = Connect-Compass -Sandbox
        $null = New-CompassHeartbeat -Name 'kept' -Period 5m
        $first | Stop-CompassSandbox
        $null = Start-CompassSandbox $file
        $null = Connect-Compass -Sandbox
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
        Get-Content $file -Raw | Should -Not -BeLike "*$($first.Token)*"
    }

    It 'move the clock, and return the alerts' {
        $null = New-CompassHeartbeat -Name 'silent' -Period 5m -AlertMessage 'It is silent' -AlertPriority P1
        $null = Invoke-CompassHeartbeatPing silent
        Step-CompassSandboxClock 4m
        Get-CompassSandboxAlert | Should -BeNullOrEmpty
        (Step-CompassSandboxClock 2m -PassThru).Now | Should -Be ([DateTimeOffset] '2030-01-01T00:06:00Z')
        $alert = Get-CompassSandboxAlert
        $alert.HeartbeatName, $alert.Priority, $alert.Silenced | Should -Be 'silent', 'P1', $false
        Step-CompassSandboxClock -To '2030-01-02T00:00:00Z'
        $sandbox.Now | Should -Be ([DateTimeOffset] '2030-01-02T00:00:00Z')
    }

    It 'do not move the clock backwards' {
        $run = Invoke-Script { Step-CompassSandboxClock -To '2029-01-01T00:00:00Z' }
        $run.Errors | Should -HaveCount 1
        $sandbox.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
    }

    It 'show which window muted an alert' {
        $null = New-CompassHeartbeat -Name 'silent' -Period 5m
        $null = Invoke-CompassHeartbeatPing silent
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -IntegrationId $integration) -Duration 1h
        Step-CompassSandboxClock 10m
        (Get-CompassSandboxAlert).SilencedBy | Should -Be $window.Id
    }

    It 'inject a fault that affects the response, and clear it' {
        $fault = Add-CompassSandboxFault ListHeartbeats -Kind Status -Status 400 -Count 5
        $fault.PSObject.TypeNames[0] | Should -Be 'CompassOps.Sandbox.SandboxFault'
        (Invoke-Script { Get-CompassHeartbeat }).Errors | Should -HaveCount 1
        (Get-CompassSandboxRequest)[-1].Fault | Should -Be $fault.Id
        Clear-CompassSandboxFault
        $sandbox.Faults | Should -BeNullOrEmpty
        (Invoke-Script { Get-CompassHeartbeat }).Errors | Should -BeNullOrEmpty
    }

    It 'inject a 503 response with Retry-After, after which a retry succeeds' {
        $null = Add-CompassSandboxFault ListHeartbeats -Status 503 -Header @{ 'Retry-After' = '0' } -Count 1
        (Invoke-Script { Get-CompassHeartbeat }).Errors | Should -BeNullOrEmpty
        (Get-CompassSandboxRequest).StatusCode | Should -Be 503, 200
    }

    It 'reject a contradictory fault' {
        $run = Invoke-Script { Add-CompassSandboxFault -Kind NoSuchKind }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*NoSuchKind*'
    }

    It '<Name> -WhatIf changes nothing' -ForEach @(
        @{ Name = 'Start-CompassSandbox'; With = @{} }
        @{ Name = 'Stop-CompassSandbox'; With = @{} }
        @{ Name = 'Step-CompassSandboxClock'; With = @{ By = '1h' } }
        @{ Name = 'Add-CompassSandboxFault'; With = @{ Status = 503 } }
    ) {
        & $Name @With -WhatIf | Should -BeNullOrEmpty
        Get-CompassSandbox | Should -HaveCount 1
        $sandbox.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:00:00Z')
        $sandbox.Faults | Should -BeNullOrEmpty
    }

    It 'return the teams with name and id' {
        $teams = Get-CompassTeam
        $teams.TeamId | Should -Be $sandbox.Teams.TeamId
        $teams[0].PSObject.TypeNames[0] | Should -Be 'CompassOps.Team'
        (Get-CompassTeam $teams[1].TeamName).TeamId | Should -Be $teams[1].TeamId
        (Get-CompassTeam $teams[1].TeamId).TeamName | Should -Be $teams[1].TeamName
        (Invoke-Script { Get-CompassTeam 'no such team' }).Text | Should -BeLike '*no such team*'
        Get-CompassTeam 'no such*' | Should -BeNullOrEmpty
    }
}
