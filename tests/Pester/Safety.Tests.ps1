# Checks the effect of -WhatIf and of the answers to confirmation prompts.

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

    It '<Name> respects $WhatIfPreference' -ForEach $changes {
        $WhatIfPreference = $true
        & $Name @With | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<_> -WhatIf sends nothing for piped objects' -ForEach 'Set-CompassMaintenance', 'Stop-CompassMaintenance', 'Remove-CompassMaintenance' {
        $with = if ($_ -like 'Set-*') { @{ Description = 'd' } } else { @{} }
        $window | & $_ @with -WhatIf | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }

    It '<Name> rejects objects without a name: one error for each, and no request' -ForEach @(
        @{ Name = 'Set-CompassHeartbeat'; With = @{ Description = 'd' } }
        @{ Name = 'Enable-CompassHeartbeat'; With = @{} }
        @{ Name = 'Disable-CompassHeartbeat'; With = @{} }
        @{ Name = 'Remove-CompassHeartbeat'; With = @{ Force = $true } }
        @{ Name = 'Invoke-CompassHeartbeatPing'; With = @{} }
        @{ Name = 'Set-CompassMaintenance'; With = @{ Description = 'd' } }
        @{ Name = 'Stop-CompassMaintenance'; With = @{} }
        @{ Name = 'Remove-CompassMaintenance'; With = @{ Force = $true } }
    ) {
        $things = [pscustomobject] @{ Color = 'blue' }, (Get-Date), [CompassOps.Team] @{ TeamId = $server.Teams[0].TeamId; TeamName = 'kept' }
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

    It 'removes nothing if PowerShell cannot prompt' {
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

    It 'read-only cmdlets send no change' {
        $null = Get-CompassHeartbeat
        $null = Get-CompassMaintenance
        $server.Requests.Method | Sort-Object -Unique | Should -Be 'GET'
    }
}

Describe 'A confirmation prompt' {
    # Runs each command four times: with -WhatIf, with the answer No, with the answer Yes, and with -Confirm:$false. Collects the
    # prompts and the results in $parts.
    BeforeAll {
        $script = @'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $args[0]
$null = Start-CompassSandbox -ClockStopped
$team = (Connect-Compass -Sandbox).TeamId
$rule = New-CompassMaintenanceRule -PolicyId p
$changes = [ordered] @{
    'New-CompassHeartbeat'        = @{ Name = 'new'; Period = '5m' }
    'Set-CompassHeartbeat'        = @{ Name = 'kept'; Description = 'd' }
    'Enable-CompassHeartbeat'     = @{ Name = 'kept' }
    'Disable-CompassHeartbeat'    = @{ Name = 'kept' }
    'Invoke-CompassHeartbeatPing' = @{ Name = 'kept' }
    'Use-CompassHeartbeat'        = @{ Name = 'kept'; ScriptBlock = { 'the script ran' } }
    'Remove-CompassHeartbeat'     = @{ Name = 'kept' }
    'New-CompassMaintenance'      = @{ Global = $true; Rule = $rule; Duration = '1h' }
    'Set-CompassMaintenance'      = @{ Id = 'ID'; TeamId = $team; Description = 'd' }
    'Stop-CompassMaintenance'     = @{ Id = 'ID'; TeamId = $team }
    'Remove-CompassMaintenance'   = @{ Id = 'ID'; TeamId = $team }
    'Use-CompassMaintenance'      = @{ TeamId = $team; Rule = $rule; Duration = '1h'; ScriptBlock = { 'the script ran' } }
    'Step-CompassSandboxClock'    = @{ By = '1m' }
    'Add-CompassSandboxFault'     = @{ Operation = 'ListTeams'; Status = 503 }
    'Clear-CompassSandboxFault'   = @{}
    'Start-CompassSandbox'        = @{}
    'Stop-CompassSandbox'         = @{}
}
foreach ($name in $changes.Keys) {
    foreach ($way in @{ WhatIf = $true }, @{ Confirm = $true }, @{ Confirm = $true }, @{ Confirm = $false }) {
        $with = $changes[$name].Clone()
        if ($with.Name -eq 'new') {
            $with.Name = "new $(New-Guid)"
        }
        if ($name -like '*Sandbox*') {
            $null = Start-CompassSandbox -Confirm:$false
            $null = Add-CompassSandboxFault ListTeams -Status 503 -Confirm:$false
        }
        elseif ($name -like '*Heartbeat*') {
            if ('kept' -notin (Get-CompassHeartbeat).Name) {
                $null = New-CompassHeartbeat -Name kept -Period 5m
            }
        }
        elseif ($with.Id) {
            # The window starts in the future, because an active window cannot be deleted, and its description cannot be changed.
            $with.Id = (New-CompassMaintenance -TeamId $team -Rule $rule -StartDate ([datetime]::Now.AddDays(1)) -Duration 1h).Id
        }
        function Get-State {
            $boxes = @(Get-CompassSandbox)
            $boxes.Id
            $boxes.Faults.Id
            $boxes | ForEach-Object { "$($_.Now.Minute)" }
        }
        $before = @(Get-CompassSandboxRequest -Sandbox sandbox-1 | Where-Object Method -NE GET).Count
        $state = "$(Get-State)"
        "BEGIN $name $(if ($way.WhatIf) { 'WhatIf' } else { $way.Confirm })"
        $output = @(& $name @with @way)
        $after = @(Get-CompassSandboxRequest -Sandbox sandbox-1 | Where-Object Method -NE GET).Count
        $changed = $name -like '*Sandbox*' -and $state -ne "$(Get-State)"
        "END sent $($after - $before) changed $changed output $($output.Count) $(@($output | Where-Object { $_ -is [string] }))"
    }
}
$null = Connect-Compass -Sandbox
'p1', 'p2', 'p3' | New-CompassHeartbeat -Period 5m | Out-Null
'BEGIN many'
'p1', 'p2', 'p3' | Remove-CompassHeartbeat
"END left $(@((Get-CompassHeartbeat).Name) -like 'p?')"
'@
        $file = Join-Path $TestDrive 'ask.ps1'
        Set-Content $file $script
        $answers = @(1..17 | ForEach-Object { 'N', 'Y' }) + 'A'
        $said = $answers | Invoke-Shell -NoProfile -File $file $manifest 2>&1 | Out-String -Width 400
        $parts = @{}
        foreach ($part in [regex]::Matches($said, '(?ms)^BEGIN (?<name>\S+) ?(?<way>\w*)\r?\n(?<asked>.*?)^END (?<end>.*?)\r?$')) {
            $key = "$($part.Groups['name']) $($part.Groups['way'])"
            $parts[$key] = @($parts[$key]) + [pscustomobject] @{
                # The console breaks long prompts into several lines, so join these lines.
                Asked = $part.Groups['asked'].Value -replace '\s+', ' '
                End   = $part.Groups['end'].Value
            } | Where-Object { $_ }
        }
    }

    It '<Name> describes the action, and performs it only after confirmation: <Says>' -ForEach @(
        @{ Name = 'New-CompassHeartbeat'; Says = "Create heartbeat 'new *' in team 77b933c9-* (5 min, enabled)." }
        @{ Name = 'Set-CompassHeartbeat'; Says = "Change heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'Enable-CompassHeartbeat'; Says = "Enable heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'Disable-CompassHeartbeat'; Says = "Disable heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'Invoke-CompassHeartbeatPing'; Says = "Ping heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'Use-CompassHeartbeat'; Says = "Run the script and ping heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'Remove-CompassHeartbeat'; Says = "Remove heartbeat 'kept' of team 77b933c9-*." }
        @{ Name = 'New-CompassMaintenance'; Says = 'Open a maintenance window for all teams (global), from ????-??-?? ??:?? ???:?? to *.' }
        @{ Name = 'Set-CompassMaintenance'; Says = 'Change maintenance window * of team 77b933c9-*.' }
        @{ Name = 'Stop-CompassMaintenance'; Says = 'Stop maintenance window * of team 77b933c9-*.' }
        @{ Name = 'Remove-CompassMaintenance'; Says = 'Remove maintenance window * of team 77b933c9-*.' }
        @{ Name = 'Use-CompassMaintenance'; Says = 'Run the script in a maintenance window of at most 1 h for team 77b933c9-*' }
        @{ Name = 'Step-CompassSandboxClock'; Says = 'Step the clock of sandbox sandbox-* by 1 min.' }
        @{ Name = 'Add-CompassSandboxFault'; Says = '*sandbox-*.' }
        @{ Name = 'Clear-CompassSandboxFault'; Says = 'Clear the faults of sandbox sandbox-*.' }
        @{ Name = 'Start-CompassSandbox'; Says = 'Start a sandbox*.' }
        @{ Name = 'Stop-CompassSandbox'; Says = 'Stop sandbox sandbox-*.' }
    ) {
        $idle = 'sent 0 changed False output 0 '
        $parts["$Name WhatIf"].Asked | Should -BeLike "What if: $Says*"
        $parts["$Name WhatIf"].End | Should -Be $idle

        $no, $yes = $parts["$Name True"]
        $no.End | Should -Be $idle
        # On Windows, the output does not contain the prompt, because PowerShell writes the prompt to the console.
        if (-not $IsWindows) {
            $no.Asked | Should -BeLike "*$Says Continue?*"
            $yes.Asked | Should -BeLike "*$Says Continue?*"
        }
        $done = if ($Name -like '*Sandbox*') { 'sent 0 changed True*' } else { 'sent [12] changed False*' }
        $yes.End | Should -BeLike $done

        $parts["$Name False"].Asked | Should -BeNullOrEmpty
        $parts["$Name False"].End | Should -BeLike $done
        if ($Name -like 'Use-*') {
            $yes.End | Should -BeLike '*the script ran'
            $parts["$Name False"].End | Should -BeLike '*the script ran'
        }
    }

    It 'prompts once if the answer is "yes to all"' {
        $parts['many '].End | Should -Be 'left '
        if (-not $IsWindows) {
            $parts['many '].Asked | Should -BeLike "*Remove heartbeat 'p1'*"
        }
        $parts['many '].Asked | Should -Not -BeLike "*'p2'*"
    }

    It 'only cmdlets that remove objects prompt by default' {
        $asks = Get-Command -Module CompassOps | Where-Object {
            $_.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact -eq 'High'
        }
        $asks.Name | Should -Be 'Remove-CompassHeartbeat', 'Remove-CompassMaintenance'
    }
}
