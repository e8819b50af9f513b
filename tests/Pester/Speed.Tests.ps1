# Checks the speed of large pipelines, of lists that are not read to their end, and of the import of the module.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $server = Open-Sandbox
    $connection = Connect-Sandbox $server @{ RetryIntervalSec = 0.01 }

    # Delays requests of an operation. -Count limits the number of delayed requests.
    function Add-Delay([timespan] $Delay, [int] $Count, [string] $Operation = 'PingHeartbeat', [int] $Skip = 0) {
        $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Operation = $Operation; Delay = $Delay; Count = $Count; Skip = $Skip })
    }

    function Get-Ping { $server.Requests | Where-Object Operation -EQ PingHeartbeat }
}

AfterAll {
    $connection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A pipeline with many items' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'reads only as many items as the requests in progress need' {
        $fault = Add-Delay '00:01:00' 1
        $shell = Open-Shell
        try {
            $taken = [System.Collections.Generic.List[int]]::new()
            'connection', 'taken' | ForEach-Object { $shell.Runspace.SessionStateProxy.SetVariable($_, (Get-Variable $_ -ValueOnly)) }
            $null = $shell.AddScript(
                '1..100000 | ForEach-Object { $taken.Add($_); "p$_" } | Invoke-CompassHeartbeatPing -ThrottleLimit 4 -Connection $connection').BeginInvoke()
            # The sandbox delays one of the first four pings. Until this ping ends, the cmdlet reads at most 63 items after the
            # delayed item. Together, these are 64 items, which is 16 times the throttle limit.
            Wait-Until { $server.Faults.Id -notcontains $fault.Id -and @(Get-Ping | Where-Object StatusCode -EQ 200).Count -ge 63 } '63 pings'

            # Send 20 pings outside the pipeline. If the cmdlet in the pipeline does not stop reading its input, it reads too many items
            # during these pings.
            foreach ($name in 1..20) { $null = Invoke-CompassHeartbeatPing "other $name" }
            $taken.Count | Should -BeLessOrEqual 68
            $shell.Streams.Error.Count | Should -Be 0
        }
        finally {
            $shell.Stop()
            $shell.Dispose()
        }
    }

    It 'ends if the next cmdlet stops, although the input is endless' {
        $pings = & { for ($i = 0; ; $i++) { "p$i" } } | Invoke-CompassHeartbeatPing -ThrottleLimit 4 | Select-Object -First 3
        $pings.Name | Should -Be 'p0', 'p1', 'p2'
    }

    It 'waits for requests in flight if <Case>' -ForEach @(
        @{ Case = 'the next cmdlet stops the pipeline'; Script = { 'a', 'b', 'c', 'd', 'e' | Invoke-CompassHeartbeatPing -ThrottleLimit 3 | Select-Object -First 1 } }
        @{ Case = 'the previous command throws'; Script = { & { 'a', 'b', 'c'; throw 'broken' } | Invoke-CompassHeartbeatPing -ThrottleLimit 3 } }
        @{ Case = 'an error is terminating'; Script = { 'a', '', 'b', 'c' | Invoke-CompassHeartbeatPing -ThrottleLimit 3 -ErrorAction Stop } }
        @{ Case = 'the surrounding loop ends'; Script = { foreach ($once in 1) { 'a', 'b', 'c' | ForEach-Object { $_; if ($_ -eq 'c') { break } } | Invoke-CompassHeartbeatPing -ThrottleLimit 3 } } }
    ) {
        $null = Add-Delay '00:00:00.2' 100
        $null = Invoke-Script $Script
        $sent = @(Get-Ping)
        $sent.Count | Should -BeGreaterThan 0
        $sent | Where-Object StatusCode -NE 200 | Should -BeNullOrEmpty
    }

    It 'sends no further requests if the next cmdlet stops' {
        $null = Add-Delay '00:00:00.2' 100
        1..14 | ForEach-Object { "p$_" } | Invoke-CompassHeartbeatPing -ThrottleLimit 2 | Select-Object -First 1 | Should -HaveCount 1
        @(Get-Ping).Count | Should -BeLessOrEqual 5
    }

    It 'prompts for each item before it sends a request' {
        $null = 'a', 'b' | Invoke-CompassHeartbeatPing -ThrottleLimit 8 -WhatIf
        Get-Ping | Should -BeNullOrEmpty
    }

    It 'writes errors in the order of the input as well' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Status'; Status = 400; PathPattern = '*ping*'; Every = 3 })
        $script = { 1..12 | ForEach-Object { "p$_" } | Invoke-CompassHeartbeatPing -ThrottleLimit 4 -ErrorAction Continue 2>&1 }
        $names = & $script | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.Name } }
        $names | Should -Be (1..12 | ForEach-Object { "p$_" })
    }
}

Describe 'A single ping' {
    It 'ends when the user stops it during a request' {
        $server.ClearFaults()
        $server.ClearRequests()
        $fault = Add-Delay '00:01:00' 1
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('connection', $connection)
            $run = $shell.AddScript('Invoke-CompassHeartbeatPing held -Connection $connection').BeginInvoke()
            Wait-Until { $server.Faults.Id -notcontains $fault.Id } 'the delayed request'
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $run.IsCompleted | Should -BeTrue
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'A list that is not read to its end' {
    It 'does not wait for the page that is being requested' {
        1..12 | ForEach-Object { [pscustomobject] @{ Name = "beat $_"; Period = '5m' } } | New-CompassHeartbeat | Should -HaveCount 12
        $server.ClearRequests()
        $null = Add-Delay '00:01:00' 1 'ListHeartbeats' 1
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-CompassHeartbeat -PageSize 5 | Select-Object -First 1 | Should -HaveCount 1
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
        @($server.Requests).Count | Should -BeLessOrEqual 2
    }
}

Describe 'Importing the module' {
    It 'loads the cmdlets and public types, and no assembly for the network' {
        $script = @"
            `$before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module '$manifest'
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_ -notin `$before }.ForEach{ `$_.GetName().Name }
            '-'
            `$credential = [pscredential]::new('a@b.example', [System.Net.NetworkCredential]::new('', 'token').SecurePassword)
            `$null = Connect-Compass -CloudId c -Credential `$credential
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -like 'CompassOps.*' }.ForEach{ `$_.GetName().Name }
"@
        # Prevent the runtime from loading assemblies in the background, because the test expects only the assemblies that the
        # module needs.
        $env:DOTNET_MultiCoreJitMinNumCpus = '1000'
        try {
            $imported, $connected = ((Invoke-Shell -NoProfile -NonInteractive -Command $script) -join ' ') -split ' - '
        }
        finally {
            $env:DOTNET_MultiCoreJitMinNumCpus = $null
        }
        $imported.Split(' ') | Where-Object { $_ -like 'CompassOps.*' } | Sort-Object | Should -Be 'CompassOps.Core', "CompassOps.ImportGuard.$((Get-Module CompassOps).Version)", 'CompassOps.PowerShell'
        $imported.Split(' ') | Where-Object { $_ -like 'System.Net.*' -or $_ -like 'System.Text.Json*' } | Should -BeNullOrEmpty
        $connected.Split(' ') | Should -Not -Contain 'CompassOps.Sandbox'
    }

    It 'loads the assemblies that are compiled for this platform, and the portable sandbox' {
        $folder = Split-Path $manifest
        $platform = if ($IsWindows) { 'win-x64' } elseif ($IsLinux) { 'linux-x64' } else { 'none' }
        $isX64 = [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64'
        $isUsed = $isX64 -and [Environment]::Version.Major -ge 10 -and (Test-Path (Join-Path $folder $platform 'CompassOps.Core.dll'))
        $expected = if ($isUsed) { $platform } else { 'net8.0' }
        [CompassOps.Heartbeat].Assembly.Location | Should -Be ([System.IO.Path]::GetFullPath((Join-Path $folder $expected 'CompassOps.Core.dll')))
        (Get-Command Get-CompassHeartbeat).DLL | Should -Be ([System.IO.Path]::GetFullPath((Join-Path $folder $expected 'CompassOps.PowerShell.dll')))

        $script = "Import-Module '$manifest'; `$null = Start-CompassSandbox; [CompassOps.Sandbox.SandboxServer].Assembly.Location"
        Invoke-Shell -NoProfile -NonInteractive -Command $script |
            Should -Be ([System.IO.Path]::GetFullPath((Join-Path $folder 'net8.0/CompassOps.Sandbox.dll')))
    }

    It 'does not load the sandbox to ping a service on loopback' {
        $script = @"
            Import-Module '$manifest'
            `$credential = [pscredential]::new('a@b.example', [System.Net.NetworkCredential]::new('', 'token').SecurePassword)
            `$null = Connect-Compass -BaseUri http://127.0.0.1:9 -CloudId c -Credential `$credential
            [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -eq 'CompassOps.Sandbox' }.Count
"@
        # Prevent the runtime from loading assemblies in the background, because the test expects only the assemblies that the
        # module needs.
        $env:DOTNET_MultiCoreJitMinNumCpus = '1000'
        try {
            Invoke-Shell -NoProfile -NonInteractive -Command $script | Should -Be 0
        }
        finally {
            $env:DOTNET_MultiCoreJitMinNumCpus = $null
        }
    }
}

Describe 'The bench' -Tag Soak {
    It 'completes a round with a hundredth of the requests' {
        $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
        $page = Join-Path $TestDrive 'page.md'
        $arguments = '--rounds', 1, '--warm', 20, '--share', 1, '--report', $page, '--module', $manifest, '--scripts', "$root/bench/shell"
        $said = & dotnet "$root/bench/CompassOps.Bench/bin/Release/net10.0/CompassOps.Bench.dll" @arguments @($shellCommand | ForEach-Object { '--shell', $_ })
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")

        $measured = (Get-Content $page | Select-String '^\| (?<What>[^|]+) \| (?<Median>[\d,.]+) \|').Matches |
            Group-Object { $_.Groups['What'].Value } -AsHashTable
        foreach ($what in 'HTTP/2, latency 20 ms, 128 pings at the same time', 'HTTP/1.1, latency 100 ms, 32 pings at the same time', 'Invoke-RestMethod, one call after another',
            '2,000 heartbeats, HTTP/2, latency 20 ms: Get-CompassHeartbeat', '100,000 heartbeats, no latency: Get-CompassHeartbeat',
            '1,000,000 heartbeats', 'Import-Module CompassOps', 'Import-Module of a module with one cmdlet and one view',
            'Import-Module CompassOps; Invoke-CompassHeartbeatPing') {
            $measured[$what] | Should -Not -BeNullOrEmpty -Because $what
            foreach ($row in $measured[$what]) {
                [double] $row.Groups['Median'].Value | Should -BeGreaterThan 0 -Because $what
            }
        }
        Get-Content $page | Should -Contain '## Goals'
    }
}
