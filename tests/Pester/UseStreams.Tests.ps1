# Checks that redirections of a Use- cmdlet apply to its script block, and that the cmdlet cleans up before it writes messages.

BeforeDiscovery {
    $bodies = @(
        '"out"; Write-Error e; "late"', 'Write-Warning w; "o"', 'Write-Host h; Write-Information i; "o"', 'Write-Verbose v -Verbose; Write-Debug d -Debug'
        'Get-Item /nowhere; "o"', '& { Write-Error inner } 2>&1; "o"', 'Write-Error e -ErrorAction Stop', 'throw "x"'
        'Write-Output ([System.Management.Automation.ErrorRecord]::new([System.Exception]::new("as output"), "id", 0, 1))'
    )
    $redirections = '2>&1', '3>&1', '4>&1', '5>&1', '6>&1', '*>&1', '2> $null', '*> $null', '3>&1 2>&1', "2> `$file", "*> `$file", '2>&1 > $file', ''
    $redirected = foreach ($body in $bodies) { foreach ($redirection in $redirections) { @{ Body = $body; Redirection = $redirection } } }
    $cmdlets = 'Use-CompassHeartbeat nightly', 'Use-CompassMaintenance @inside'
    $preferences = @(
        @{ Common = @{ WarningAction = 'Stop' } }, @{ Common = @{ Verbose = $true } }, @{ Common = @{ Debug = $true } }, @{ Common = @{ ErrorAction = 'Stop' } }
        @{ Common = @{ InformationAction = 'Stop' } }, @{ Common = @{ ProgressAction = 'Stop' } }
        @{ Common = @{}; Variable = 'WarningPreference' }, @{ Common = @{}; Variable = 'VerbosePreference' }, @{ Common = @{}; Variable = 'DebugPreference' }
        @{ Common = @{}; Variable = 'ErrorActionPreference' }, @{ Common = @{}; Variable = 'InformationPreference' }, @{ Common = @{}; Variable = 'ProgressPreference' }
    )
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/Shell.ps1"
    . "$PSScriptRoot/UseScript.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    $null = New-CompassHeartbeat -Name nightly -Period 5m
    $rule = New-CompassMaintenanceRule -IntegrationId $integration
    $inside = @{ TeamId = $team; Rule = $rule; Duration = '2h' }

    function Invoke-Redirected([string] $Call, [string] $Body, [string] $Redirection) {
        $file = Join-Path $TestDrive 'redirected.txt'
        Remove-Item $file -ErrorAction Ignore
        $ErrorActionPreference = 'Continue'
        $all = try { . ([scriptblock]::Create("$Call { $Body } $Redirection")) } catch { "thrown: $_" }
        $text = if (Test-Path $file) { (Get-Content $file) -replace '\e\[[\d;]*m' -notmatch '^\s*(\||\d* \|)|^\S+: /|^Line' -join '/' }
        @($all | ForEach-Object { "$($_.GetType().Name) $_" }) + "file: $text"
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'Redirection of the call' {
    BeforeEach {
        $server.ClearFaults()
        Get-CompassMaintenance -TeamId $team -Status active | Stop-CompassMaintenance
        $server.ClearRequests()
    }

    It 'returns the same as & { }, for { <Body> } <Redirection>' -ForEach $redirected {
        $expected = Invoke-Redirected '&' $Body $Redirection 2> $null 3> $null 4> $null 5> $null 6> $null
        Invoke-Redirected 'Use-CompassHeartbeat nightly' $Body $Redirection 2> $null 3> $null 4> $null 5> $null 6> $null | Should -Be $expected
        Invoke-Redirected 'Use-CompassMaintenance @inside' $Body $Redirection 2> $null 3> $null 4> $null 5> $null 6> $null | Should -Be $expected
    }

    It 'returns the lines that programs write to standard error, for <_>' -ForEach $cmdlets {
        foreach ($preference in 'Continue', 'Stop') {
            $ErrorActionPreference = $preference
            $all = . ([scriptblock]::Create("$_ { Write-ProgramError problem; 'after' } 2>&1"))
            $all | ForEach-Object { $_.GetType().Name } | Should -Be 'ErrorRecord', 'String'
            "$($all[0])" | Should -Be 'problem'
            $all = . ([scriptblock]::Create("$_ { Write-ProgramError problem; 'after' } *>&1"))
            "$all" | Should -Be 'problem after'
            . ([scriptblock]::Create("$_ { Write-ProgramError problem; 'after' } 2> `$null")) | Should -Be 'after'
        }
    }

    It 'redirects errors of nested calls: <_>' -ForEach @(
        'Use-CompassMaintenance @inside { Use-CompassHeartbeat nightly { Write-Error e } } 2>&1', '& { Use-CompassHeartbeat nightly { Write-Error e } } 2>&1'
        'Use-CompassMaintenance @inside { Use-CompassHeartbeat nightly { Write-Error e } 2>&1 }'
    ) {
        $ErrorActionPreference = 'Continue'
        $all = . ([scriptblock]::Create($_))
        $all | Should -HaveCount 1
        "$all" | Should -Be 'e'
    }

    It 'writes output immediately, and lets the pipeline stop early' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $ErrorActionPreference = 'Continue'
        Use-CompassHeartbeat nightly { $seen.Add('a'); 1; $seen.Add('b'); Write-Error e; $seen.Add('c') } 2>&1 | ForEach-Object { $seen.Add("out $_") }
        $seen | Should -Be 'a', 'out 1', 'b', 'out e', 'c'
        Use-CompassHeartbeat nightly { 1; Write-Error e; 2 } 2>&1 | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'fills the variables of the common parameters' {
        $ErrorActionPreference = 'Continue'
        $null = Use-CompassHeartbeat nightly { 'o'; Write-Error e; Write-Warning w } -OutVariable out -ErrorVariable failed -WarningVariable warned 2> $null 3> $null
        "$out $failed $warned" | Should -Be 'o e w'
    }

    It 'shows the same text in the console as & { }: <_>' -Skip:$IsWindows -ForEach @(
        '/bin/sh -c "echo problem >&2; echo fine"', 'Get-Item /nowhere', 'Write-Warning w', 'Write-Host h', '[System.Console]::Error.WriteLine("direct")'
        '/bin/sh -c "echo one >&2"; /bin/sh -c "echo two >&2"'
    ) {
        $body = $_
        $expected, $actual = '&', 'Use-CompassHeartbeat nightly' | ForEach-Object {
            $run = Invoke-ScriptProcess $server "`$ErrorActionPreference = 'Stop'`n`$null = 1`n$_ {`n`$ErrorActionPreference = 'Continue'`n$body`n}" -File
            $run.Output + "`n" + $run.Error -replace '(?m)[^\s]*\.ps1'
        }
        $actual | Should -Be $expected
        $expected | Should -Not -BeNullOrEmpty
    }
}

Describe 'Clean-up before messages' {
    BeforeEach {
        $server.ClearFaults()
        Get-CompassMaintenance -TeamId $team -Status active | Stop-CompassMaintenance
        $server.ClearRequests()
    }

    It 'closes the window with <Common.Keys><Variable> = Stop, after <Script>' -ForEach @(
        foreach ($preference in $preferences) {
            '"done"', 'throw "boom"', 'Exit-Program 1' | ForEach-Object { $preference + @{ Script = $_ } }
        }
    ) {
        Add-Fault @{ Kind = 'Status'; Status = 403; Count = 1; Operation = 'UpdateTeamMaintenance' }
        $block = [scriptblock]::Create("Wait-Until { (Get-Count UpdateTeamMaintenance) -ge 1 } 'an extension'; $Script")
        & {
            if ($Variable) { Set-Variable $Variable Stop }
            try { Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 3s -Extend @Common $block } catch { $caught = $_ }
        } *> $null
        Get-CompassMaintenance -TeamId $team -Status active, planned | Should -BeNullOrEmpty
    }

    It 'pings with <Common.Keys><Variable> = Stop' -ForEach $preferences {
        & {
            if ($Variable) { Set-Variable $Variable Stop }
            try { Use-CompassHeartbeat nightly { 'done' } @Common } catch { $null = $_ }
        } *> $null
        Get-Count PingHeartbeat | Should -Be 1
    }

    It 'closes the window when the script itself sets the preference <_>' -ForEach 'WarningPreference', 'VerbosePreference', 'DebugPreference', 'ErrorActionPreference' {
        $name = $_
        & { try { Use-CompassMaintenance @inside -Verbose { Set-Variable $name Stop; Exit-Program 1 } } catch { $null = $_ } } *> $null
        Get-CompassMaintenance -TeamId $team -Status active, planned | Should -BeNullOrEmpty
        Get-Count CancelTeamMaintenance | Should -Be 1
    }

    It 'keeps the error of the script if messages are terminating: <_>' -ForEach @(
        '-KeepOnFailure -WarningAction Stop', '-Verbose', '-Debug', '-Extend -WarningAction Stop'
    ) {
        $block = { $VerbosePreference = $DebugPreference = $WarningPreference = 'Stop'; throw 'boom' }
        { . ([scriptblock]::Create("Use-CompassMaintenance @inside $_ `$block *> `$null")) } | Should -Throw 'boom'
    }

    It 'keeps the error of the script and names the open window under ErrorActionPreference Stop' {
        $block = { Add-Fault @{ Kind = 'Status'; Status = 403; Count = 99; Operation = 'CancelTeamMaintenance' }; throw 'boom' }
        $ErrorActionPreference = 'Stop'
        { Use-CompassMaintenance @inside $block -WarningVariable script:warned 3> $null } | Should -Throw 'boom'
        "$warned" | Should -BeLike '*stays open until its end date*Stop-CompassMaintenance*'
    }

    It 'does not prompt because of -Debug' {
        $run = Invoke-ScriptProcess $server "Use-CompassHeartbeat nightly -Debug { 'ran' } 5> `$null; Get-CompassHeartbeat nightly -Debug 5> `$null | ForEach-Object Name"
        $run.Output -split '\s+' | Should -Be 'ran', 'nightly'
        $run.Error | Should -BeNullOrEmpty
    }

    It 'writes the error about an active window as the caller''s $ErrorActionPreference specifies' {
        $block = { Add-Fault @{ Kind = 'Status'; Status = 403; Count = 99; Operation = 'CancelTeamMaintenance' }; 'done' }
        { Use-CompassMaintenance @inside $block -ErrorAction Stop } | Should -Throw -ErrorId 'WindowLeftOpen,*'
    }
}
