# Checks the state file of the sandbox: saved objects, changes by a user, and damaged files.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'The state file' {
    BeforeEach {
        $path = Join-Path $TestDrive "$([guid]::NewGuid())/state.json"
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        Get-CompassSandbox | Stop-CompassSandbox
    }

    It 'keeps everything except the token after a restart' {
        $first = Start-CompassSandbox -Path $path -StartTime '2030-01-01T00:00:00Z' -ClockStopped
        $null = Connect-Compass -Sandbox
        $null = New-CompassHeartbeat -Name 'kept' -Period 10m -Enabled $true
        $null = Invoke-CompassHeartbeatPing kept
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -PolicyId p) -Duration 1h -Description 'kept too'
        Step-CompassSandboxClock -By 20m
        Get-CompassConnection | Disconnect-Compass
        Stop-CompassSandbox
        Get-Content $path -Raw | Should -Not -BeLike "*$($first.Token)*"

        $second = Start-CompassSandbox $path -ClockStopped
        $null = Connect-Compass -Sandbox
        $second.CloudId | Should -Be $first.CloudId
        $second.StatePath | Should -Be $path
        $second.Now | Should -Be ([DateTimeOffset] '2030-01-01T00:20:00Z')
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
        "$((Get-CompassHeartbeat).Status)" | Should -Be 'Unresponsive'
        (Get-CompassMaintenance).Id | Should -Be $window.Id
        (Get-CompassSandboxAlert).HeartbeatName | Should -Be 'kept'
    }

    It 'can be edited by hand' {
        $null = Start-CompassSandbox -Path $path | Stop-CompassSandbox
        $state = Get-Content $path -Raw | ConvertFrom-Json
        $state.teams[0].teamName = 'Renamed'
        $state | ConvertTo-Json -Depth 9 | Set-Content $path
        (Start-CompassSandbox -Path $path).Teams[0].TeamName | Should -Be 'Renamed'
    }

    It 'is rejected with its line if it is damaged, and stays unchanged' {
        $null = Start-CompassSandbox -Path $path | Stop-CompassSandbox
        $lines = @(Get-Content $path)
        $at = [array]::FindIndex($lines, [Predicate[string]] { $args[0] -like '*"email"*' })
        $lines[$at] = '  "email": no text,'
        Set-Content $path $lines
        $run = Invoke-Script { Start-CompassSandbox -Path $path }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'StateFileUnusable'
        $run.Text | Should -BeLike "*state.json, line $($at + 1):*"
        Get-CompassSandbox | Should -BeNullOrEmpty
        Get-Content $path | Should -Be $lines
    }

    It 'of a running sandbox cannot be used by a second sandbox' {
        $null = Start-CompassSandbox -Path $path
        $run = Invoke-Script { Start-CompassSandbox -Path $path }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'StateFileUnusable'
        Get-CompassSandbox | Should -HaveCount 1
    }

    It 'causes an error of the next change if it cannot be written, and the sandbox still stops' {
        $server = Start-CompassSandbox -Path $path
        # Replace the state file with a folder, so that the sandbox cannot write it.
        Remove-Item $path
        $null = New-Item -ItemType Directory $path
        $run = Invoke-Script { Step-CompassSandboxClock -By 1m }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'StateFileUnusable'
        $run.Text | Should -BeLike '*state.json:*'
        (Invoke-Script { Stop-CompassSandbox }).Errors | Should -BeNullOrEmpty
        $server.IsRunning | Should -BeFalse
    }

    It 'is refused outside the file system, for <_>' -ForEach 'env:CompassOpsState', 'variable:CompassOpsState' {
        { Start-CompassSandbox -Path $_ } | Should -Throw -ErrorId 'NotAFile*'
        Join-Path ([Environment]::CurrentDirectory) 'CompassOpsState' | Should -Not -Exist
    }

    It 'is relative to the current location of PowerShell, and not of the process' {
        $null = New-Item -ItemType Directory (Split-Path $path)
        Push-Location (Split-Path $path)
        try {
            (Start-CompassSandbox -Path state.json).StatePath | Should -Be $path
        }
        finally {
            Pop-Location
        }
    }
}
