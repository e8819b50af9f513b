# What must not happen by accident: -WhatIf sends nothing, and what removes asks.

BeforeDiscovery {
    $rule = @{ State = 'disabled'; EntityType = 'policy'; EntityId = 'p' }
    $changes = @(
        @{ Name = 'New-CompassHeartbeat'; With = @{ Name = 'x'; Period = '5m' } }
        @{ Name = 'Set-CompassHeartbeat'; With = @{ Name = 'kept'; Description = 'd' } }
        @{ Name = 'Enable-CompassHeartbeat'; With = @{ Name = 'kept' } }
        @{ Name = 'Disable-CompassHeartbeat'; With = @{ Name = 'kept' } }
        @{ Name = 'Remove-CompassHeartbeat'; With = @{ Name = 'kept' } }
        @{ Name = 'Invoke-CompassHeartbeatPing'; With = @{ Name = 'kept' } }
        @{ Name = 'New-CompassMaintenance'; With = @{ Global = $true; Rule = $rule; Duration = '1h' } }
        @{ Name = 'Set-CompassMaintenance'; With = @{ Id = 'x'; Global = $true; Description = 'd' } }
        @{ Name = 'Stop-CompassMaintenance'; With = @{ Id = 'x'; Global = $true } }
        @{ Name = 'Remove-CompassMaintenance'; With = @{ Id = 'x'; Global = $true } }
    )
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Safety' {
    BeforeAll {
        # The one that Connect-Compass -Sandbox starts: found in this process.
        $null = Connect-Compass -Sandbox
        $server = [CompassOps.Sandbox.SandboxServer]::Running[-1]
        $null = New-CompassHeartbeat -Name 'kept' -Period 5m
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -PolicyId p) -Duration 1h
    }

    BeforeEach {
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It '<Name> -WhatIf sends nothing' -ForEach $changes {
        & $Name @With -WhatIf | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<Name> obeys $WhatIfPreference' -ForEach $changes {
        $WhatIfPreference = $true
        & $Name @With | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<_> -WhatIf of what is piped sends nothing' -ForEach 'Set-CompassMaintenance', 'Stop-CompassMaintenance', 'Remove-CompassMaintenance' {
        $with = if ($_ -like 'Set-*') { @{ Description = 'd' } } else { @{} }
        $window | & $_ @with -WhatIf | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<Name> takes no object for a name that has none: one error each, and nothing is sent' -ForEach @(
        @{ Name = 'Set-CompassHeartbeat'; With = @{ Description = 'd' } }
        @{ Name = 'Enable-CompassHeartbeat'; With = @{} }
        @{ Name = 'Disable-CompassHeartbeat'; With = @{} }
        @{ Name = 'Remove-CompassHeartbeat'; With = @{ Force = $true } }
        @{ Name = 'Invoke-CompassHeartbeatPing'; With = @{} }
        @{ Name = 'Set-CompassMaintenance'; With = @{ Description = 'd' } }
        @{ Name = 'Stop-CompassMaintenance'; With = @{} }
        @{ Name = 'Remove-CompassMaintenance'; With = @{ Force = $true } }
    ) {
        $things = [pscustomobject] @{ Colour = 'blue' }, (Get-Date), [CompassOps.Team] @{ TeamId = $server.Teams[0].TeamId; TeamName = 'kept' }
        $run = Invoke-Script { $things | & $Name @With }
        $run.Errors | Should -HaveCount 3
        $run.Output | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '-Force does not overrule -WhatIf' {
        $null = New-CompassHeartbeat -Name 'forced' -Period 5m
        $server.ClearRequests()
        Remove-CompassHeartbeat forced -Force -WhatIf
        $server.Requests | Should -BeNullOrEmpty
        (Get-CompassHeartbeat forced).Name | Should -Be 'forced'
    }

    It '<_> names what it would do it to' -ForEach 'Remove-CompassHeartbeat', 'Disable-CompassHeartbeat' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('connection', (Get-CompassConnection)[0])
            $transcript = Join-Path $TestDrive "$_.txt"
            $null = $shell.AddScript("Start-Transcript '$transcript'; $_ kept -Connection `$connection -WhatIf; Stop-Transcript").Invoke()
            Get-Content $transcript -Raw | Should -BeLike '*What if:*kept*'
        }
        finally {
            $shell.Dispose()
        }
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<_> asks before it does it' -ForEach 'Remove-CompassHeartbeat', 'Remove-CompassMaintenance' {
        $attribute = (Get-Command $_).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.SupportsShouldProcess | Should -BeTrue
        "$($attribute.ConfirmImpact)" | Should -Be 'High'
    }

    It 'where nobody can be asked, nothing is removed' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('connection', (Get-CompassConnection)[0])
            $null = $shell.AddScript('try { Remove-CompassHeartbeat kept -Connection $connection } catch { }').Invoke()
        }
        finally {
            $shell.Dispose()
        }
        $server.Requests | Where-Object Method -EQ DELETE | Should -BeNullOrEmpty
    }

    It 'sends nothing that only reads as a change' {
        $null = Get-CompassHeartbeat
        $null = Get-CompassMaintenance
        $server.Requests.Method | Sort-Object -Unique | Should -Be 'GET'
    }
}
