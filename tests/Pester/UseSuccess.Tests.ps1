# Checks which errors in the script block count as a failure, for several values of $ErrorActionPreference.

BeforeDiscovery {
    $failures = @(
        'throw "disk full"', '1/0', './missing.ps1', 'no-such-command', '[System.IO.File]::ReadAllText("/no/such/file")', '[int] "x"'
        'Get-Item /nowhere -ErrorAction Stop', 'Fail-Always', '& { & { throw "deep" } }', '& $script', '. $script', '$null.Method()'
        'trap { break }; throw "trapped"', 'try { throw "a" } finally { $null = 1 }', 'try { throw "a" } catch { throw "b" }'
        '$args = 1; throw "args"', '1 | ForEach-Object { throw "in a pipeline" }', 'Fail-Always | Out-Null', 'throw [System.OperationCanceledException]::new()'
        'switch (1) { 1 { throw "in a switch" } }', 'Invoke-Expression "throw 1"', '& (Get-Command Fail-Advanced) -ErrorAction Stop'
    )
    $cases = foreach ($failure in $failures) {
        foreach ($preference in 'Continue', 'SilentlyContinue', 'Ignore', 'Stop') {
            @{ Failure = $failure; Preference = $preference; Place = 'before' }
            @{ Failure = $failure; Preference = $preference; Place = 'inside' }
        }
    }
    $successes = @(
        '"fine"', 'Write-Error soft -ErrorAction Continue', 'Get-Item /nowhere -ErrorAction Continue', '"early"; return; throw "late"', 'trap { continue }; throw "handled"'
        'try { throw "handled" } catch { "handled" }', 'Exit-Program 0', 'Write-ProgramError note', '& { return }', '1..3 | Select-Object -First 1', '$args = 1'
        'foreach ($i in 1, 2) { break }', 'Write-Warning w', '$global:Error.Clear()', ''
    )
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    . "$PSScriptRoot/UseScript.ps1"
    $server = Open-Sandbox
    $team = $server.Teams[0].TeamId
    $null = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }
    $null = New-CompassHeartbeat -Name nightly -Period 5m
    $inside = @{ TeamId = $team; Rule = New-CompassMaintenanceRule -IntegrationId $integration; Duration = '2h' }
    $script = Join-Path $TestDrive 'failing.ps1'
    Set-Content $script '1/0; "after"'

    function Fail-Always { throw 'from a function' }
    function Fail-Advanced { [CmdletBinding()] param() Write-Error 'from an advanced function'; 'after' }

    # Runs $Call with a script block that contains $Text. Ignores all errors and output. If $Place is 'before', sets
    # $ErrorActionPreference before the call. If $Place is 'inside', sets it inside the script block.
    function Invoke-With([string] $Preference, [string] $Place, [string] $Text, [scriptblock] $Call) {
        $block = [scriptblock]::Create($(if ($Place -eq 'inside') { "`$ErrorActionPreference = '$Preference'; $Text" } else { $Text }))
        & {
            if ($Place -eq 'before') { $ErrorActionPreference = $Preference }
            try { & $Call $block } catch { $null = $_ }
        } *> $null
    }
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A script that fails' {
    BeforeEach {
        $server.ClearRequests()
    }

    It 'causes no ping: <Failure>, with <Preference> set <Place>' -ForEach $cases {
        Invoke-With $Preference $Place $Failure { Use-CompassHeartbeat nightly $args[0] }
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'leaves the window open with -KeepOnFailure: <Failure>, with <Preference> set <Place>' -ForEach ($cases | Where-Object Preference -In SilentlyContinue, Ignore) {
        Invoke-With $Preference $Place $Failure { Use-CompassMaintenance @inside -KeepOnFailure $args[0] }
        $window = Get-CompassMaintenance -TeamId $team -Status active
        $window | Stop-CompassMaintenance
        $window | Should -HaveCount 1
    }

    It 'causes no ping if the error is not caught and $ErrorActionPreference lets the caller continue' {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('connection', (Get-CompassConnection)[0])
            $text = '$ErrorActionPreference = "SilentlyContinue"; Use-CompassHeartbeat nightly -Connection $connection { throw "disk full" }; "after"'
            $shell.AddScript($text).Invoke() | Should -Be 'after'
        }
        finally {
            $shell.Dispose()
        }
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'passes the error to its caller, even if the preference is SilentlyContinue' {
        foreach ($preference in 'SilentlyContinue', 'Ignore') {
            $caught = try { & { $ErrorActionPreference = $preference; Use-CompassHeartbeat nightly { throw 'disk full' } } } catch { $_ }
            $caught.FullyQualifiedErrorId | Should -Be 'disk full'
        }
    }

    It 'causes no ping if a module calls it: <_>' -ForEach 'SilentlyContinue', 'Ignore', 'Continue' {
        $module = New-Module -ArgumentList $_ {
            param($preference)
            $ErrorActionPreference = $preference
            function Invoke-Job([scriptblock] $Job) { Use-CompassHeartbeat nightly $Job }
            function Invoke-OwnJob { Use-CompassHeartbeat nightly { throw 'from the module' } }
        }
        try { & $module { Invoke-Job { throw 'from outside' } } } catch { $null = $_ }
        try { & $module { Invoke-OwnJob } } catch { $null = $_ }
        Get-Count PingHeartbeat | Should -Be 0
    }

    It 'also makes the outer cmdlet fail' {
        foreach ($preference in 'SilentlyContinue', 'Ignore', 'Continue') {
            try {
                & { $ErrorActionPreference = $preference; Use-CompassMaintenance @inside -KeepOnFailure { Use-CompassHeartbeat nightly { 1/0 } } } 3> $null
            }
            catch { $null = $_ }
            (Get-CompassMaintenance -TeamId $team -Status active | Stop-CompassMaintenance) | Should -HaveCount 1
        }
        Get-Count PingHeartbeat | Should -Be 0
    }
}

Describe 'A script that succeeds' {
    BeforeEach {
        $server.ClearRequests()
    }

    It 'causes one ping: <_>' -ForEach $successes {
        $text = $_
        foreach ($preference in 'Continue', 'SilentlyContinue', 'Ignore') {
            $server.ClearRequests()
            Invoke-With $preference before $text { Use-CompassHeartbeat nightly $args[0] }
            Get-Count PingHeartbeat | Should -Be 1
        }
    }
}
