# Checks connections: how they are created, found and removed, and that their output contains no secret.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Connect-Compass -Sandbox' {
    AfterAll {
        [CompassOps.Sandbox.SandboxServer]::Running | ForEach-Object { $_.Dispose() }
    }

    It 'connects and sets a default team without further parameters' {
        $connection = Connect-Compass -Sandbox
        $connection.PSObject.TypeNames[0] | Should -Be 'CompassOps.CompassConnection'
        $connection.IsSandbox | Should -BeTrue
        $connection.Environment | Should -Be 'Sandbox'
        $connection.TeamId | Should -Not -BeNullOrEmpty
        New-CompassHeartbeat -Name 'first' -Period 5m | Should -HaveCount 1
        (Get-CompassHeartbeat).Name | Should -Be 'first'
    }

    It 'uses the running sandbox' {
        $one = Connect-Compass -Sandbox -Name one
        $two = Connect-Compass -Sandbox -Name two
        $two.CloudId | Should -Be $one.CloudId
        [CompassOps.Sandbox.SandboxServer]::Running | Should -HaveCount 1
    }

    It 'accepts wrong credentials, so that requests fail with 401 and name the account and the source' {
        $wrong = [pscredential]::new('me@example.com', (ConvertTo-SecureString 'expired' -AsPlainText -Force))
        $connection = Connect-Compass -Sandbox -Name wrong -Credential $wrong -NoDefault
        $connection.User | Should -Be 'me@example.com'
        $connection.IsSandbox | Should -BeTrue
        $run = Invoke-Script { Get-CompassHeartbeat -Connection wrong }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'Unauthorized'
        $run.Text | Should -BeLike '*me@example.com (from -Credential) (401)*without scopes*To find the cause, run Test-CompassConnection.*'
        (Test-CompassConnection -Connection wrong).Message | Should -BeLike '*me@example.com*'
    }
}

Describe 'A connection' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
    }

    BeforeEach {
        Get-CompassConnection | Disconnect-Compass
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'shows site, product, user and team' {
        $connection = Connect-Sandbox $server @{ Name = 'shop' }
        $connection.Name | Should -Be 'shop'
        $connection.CloudId | Should -Be $server.CloudId
        $connection.User | Should -Be $server.Email
        $connection.TeamId | Should -Be $team
        "$($connection.BaseUri)" | Should -BeLike "$($server.BaseUri)*"
        "$($connection.Product)" | Should -Be 'Compass'
    }

    It 'uses the base address of Jira Service Management with -Product' {
        $null = Connect-Sandbox $server @{ Product = 'JiraServiceManagement' }
        $null = New-CompassHeartbeat -Name 'moved' -Period 1h
        (Get-CompassHeartbeat moved).Name | Should -Be 'moved'
        Remove-CompassHeartbeat moved -Confirm:$false
        $server.Requests | Should -HaveCount 3
        $server.Requests | ForEach-Object { $_.Path | Should -BeLike "/jsm/ops/api/$($server.CloudId)/v1/*" }
    }

    It 'finds the cloud id of a site' {
        $connection = Connect-Compass -Site $server.Site -BaseUri $server.BaseUri -Credential (Get-SandboxCredential $server) -TeamId $team
        $connection.CloudId | Should -Be $server.CloudId
        $connection.Site | Should -Be $server.Site
        $server.Requests[0].Operation | Should -Be 'GetTenantInfo'
    }

    It 'can be specified by its name and as an object' {
        $other = Open-Sandbox
        try {
            $first = Connect-Sandbox $server @{ Name = 'first' }
            $null = Connect-Sandbox $other @{ Name = 'second' }
            (Get-CompassConnection).Name | Sort-Object | Should -Be 'first', 'second'
            $null = New-CompassHeartbeat -Name 'by name' -Period 5m -Connection first
            $null = New-CompassHeartbeat -Name 'by object' -Period 5m -Connection $first
            @(Get-SentBody $server CreateHeartbeat).name | Should -Be 'by name', 'by object'
            Get-SentBody $other CreateHeartbeat | Should -BeNullOrEmpty
        }
        finally {
            $other.Dispose()
        }
    }

    It 'rejects an unknown name, and lists the known names' {
        $null = Connect-Sandbox $server @{ Name = 'shop' }
        $run = Invoke-Script { Get-CompassHeartbeat -Connection shp }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*shp*shop*'
    }

    It 'fails after it was disconnected' {
        $connection = Connect-Sandbox $server
        $connection | Disconnect-Compass
        Get-CompassConnection | Should -BeNullOrEmpty
        $run = Invoke-Script { Get-CompassHeartbeat -Connection $connection }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'ConnectionClosed'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'can still be used as an object after another connection takes its name' {
        $one = Connect-Sandbox $server
        $two = Connect-Sandbox $server @{ Product = 'JiraServiceManagement' }
        $two.Name | Should -Be $one.Name
        Get-CompassConnection | Should -HaveCount 1
        { Get-CompassHeartbeat -Connection $one -ErrorAction Stop } | Should -Not -Throw
        $server.Requests[-1].Path | Should -BeLike '/compass/cloud/*'
    }

    It 'is required by cmdlets that send requests' {
        $run = Invoke-Script { Get-CompassHeartbeat }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'NotConnected'
        $run.Text | Should -BeLike '*Connect-Compass*'
    }

    It 'belongs to its runspace' {
        $null = Connect-Sandbox $server
        $shell = Open-Shell
        try {
            $shell.AddScript('Get-CompassConnection').Invoke() | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'is created from environment variables' {
        $environment = @{
            COMPASS_BASE_URI  = "$($server.BaseUri)"
            COMPASS_CLOUD_ID  = $server.CloudId
            COMPASS_EMAIL     = $server.Email
            COMPASS_API_TOKEN = $server.Token
            COMPASS_TEAM_ID   = $team
            COMPASS_PRODUCT   = 'JiraServiceManagement'
        }
        try {
            $environment.Keys | ForEach-Object { Set-Item "Env:$_" $environment[$_] }
            $null = New-CompassHeartbeat -Name 'unattended' -Period 24h
            Get-CompassConnection | Should -HaveCount 1
        }
        finally {
            $environment.Keys | ForEach-Object { Remove-Item "Env:$_" }
        }
        $server.Requests[0].Path | Should -Be "/jsm/ops/api/$($server.CloudId)/v1/teams/$team/heartbeats"
    }

    It 'reports that rejected credentials came from the environment' {
        $environment = @{
            COMPASS_BASE_URI  = "$($server.BaseUri)"
            COMPASS_CLOUD_ID  = $server.CloudId
            COMPASS_EMAIL     = 'job@example.com'
            COMPASS_API_TOKEN = 'expired'
        }
        try {
            $environment.Keys | ForEach-Object { Set-Item "Env:$_" $environment[$_] }
            $run = Invoke-Script { Get-CompassMaintenance }
        }
        finally {
            $environment.Keys | ForEach-Object { Remove-Item "Env:$_" }
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*job@example.com (from COMPASS_EMAIL and COMPASS_API_TOKEN)*'
    }

    It 'refuses contradicting proxy settings: <Case>' -ForEach @(
        @{ Case = 'Proxy with NoProxy'; With = @{ Proxy = 'http://127.0.0.1:3128'; NoProxy = $true }; Says = '*Proxy and NoProxy*' }
        @{ Case = 'ProxyUseDefaultCredentials with NoProxy'; With = @{ ProxyUseDefaultCredentials = $true; NoProxy = $true }; Says = '*ProxyUseDefaultCredentials*NoProxy*' }
        @{ Case = 'ProxyCredential without Proxy'; With = @{ ProxyCredential = [pscredential]::new('p', (ConvertTo-SecureString 'q' -AsPlainText -Force)) }; Says = '*ProxyCredential was specified without Proxy*' }
    ) {
        foreach ($run in (Invoke-Script { Connect-Sandbox $server $With }), (Invoke-Script { Connect-Compass -Sandbox @With })) {
            $run.Errors | Should -HaveCount 1
            $run.Id | Should -Be 'InvalidArgument'
            $run.Text | Should -BeLike $Says
        }
        Get-CompassConnection | Should -BeNullOrEmpty
    }

    It 'names the missing environment variables' {
        try {
            $env:COMPASS_CLOUD_ID = $server.CloudId
            $run = Invoke-Script { Get-CompassHeartbeat }
        }
        finally {
            Remove-Item Env:COMPASS_CLOUD_ID
        }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*COMPASS_EMAIL*COMPASS_API_TOKEN*'
    }

    It 'refuses plain HTTP to another machine' {
        $run = Invoke-Script { Connect-Sandbox $server @{ BaseUri = 'http://compass.example.com/' } }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike '*https*'
        Get-CompassConnection | Should -BeNullOrEmpty
    }

    It 'can be passed to parallel runspaces' {
        $c = Connect-Sandbox $server
        $null = 1..8 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            New-CompassHeartbeat -Name "parallel $_" -Period 5m -Connection $using:c
        } -ThrottleLimit 4
        (Get-CompassHeartbeat 'parallel *').Name | Sort-Object | Should -Be (1..8 | ForEach-Object { "parallel $_" })
    }
}

Describe 'The token' {
    BeforeAll {
        $server = Open-Sandbox
        $connection = Connect-Sandbox $server
        $secrets = $server.Token, [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("$($server.Email):$($server.Token)"))
    }

    AfterAll {
        $server.Dispose()
    }

    It 'is not in <_>' -ForEach 'Table', 'List', 'Everything', 'Json', 'Clixml', 'Csv', 'Text' {
        $shown = switch ($_) {
            'Table' { $connection | Format-Table | Out-String }
            'List' { $connection | Format-List | Out-String }
            'Everything' { $connection | Format-List * -Force | Out-String }
            'Json' { $connection | ConvertTo-Json -Depth 5 }
            'Clixml' { [System.Management.Automation.PSSerializer]::Serialize($connection, 5) }
            'Csv' { $connection | ConvertTo-Csv | Out-String }
            'Text' { "$connection" }
        }
        $shown | Should -Not -BeNullOrEmpty
        $secrets | ForEach-Object { $shown | Should -Not -BeLike "*$_*" }
    }

    It 'is not in the output of -Verbose and -Debug' {
        $shown = New-CompassHeartbeat -Name 'loud' -Period 5m -Verbose -Debug *>&1 | Out-String -Width 1000
        $shown | Should -BeLike '*heartbeats*'
        $secrets | ForEach-Object { $shown | Should -Not -BeLike "*$_*" }
    }

    It 'is not in an error' {
        $run = Invoke-Script { Get-CompassHeartbeat 'nobody' }
        $run.Errors | Should -HaveCount 1
        $shown = $run.Errors | Format-List * -Force | Out-String -Width 1000
        $secrets | ForEach-Object { $shown | Should -Not -BeLike "*$_*" }
    }
}

Describe 'The sandbox of another process' {
    BeforeAll {
        $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
        $program = Get-ChildItem (Join-Path $root 'src/CompassOps.Sandbox/bin') -Filter 'CompassOps.Sandbox.dll' -Recurse |
            Sort-Object LastWriteTime | Select-Object -Last 1
        $token = [guid]::NewGuid().ToString('N')
        $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
        $sandbox = '--port', '0', '--cloud-id', 'the-other', '--email', 'a@b.test', '--token', $token, '--team', 'team-1=Shop'
        foreach ($argument in @('--roll-forward', 'Major', $program.FullName) + $sandbox) {
            $start.ArgumentList.Add($argument)
        }
        $start.RedirectStandardOutput = $true
        $start.UseShellExecute = $false
        $process = [System.Diagnostics.Process]::Start($start)
        $address = $null
        while (-not $address -and $null -ne ($line = $process.StandardOutput.ReadLine())) {
            if ($line -match 'http://127\.0\.0\.1:\d+/') {
                $address = $Matches[0]
            }
        }
        $credential = [pscredential]::new('a@b.test', (ConvertTo-SecureString $token -AsPlainText -Force))
        $null = Connect-Compass -BaseUri $address -CloudId 'the-other' -Credential $credential -TeamId 'team-1'
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $process.Kill()
        $process.WaitForExit()
        $process.Dispose()
    }

    It 'counts as a sandbox, because it responds without TLS' {
        (Get-CompassConnection 'the-other').Environment | Should -Be 'Sandbox'
    }

    It 'runs the main scenario' {
        $csv = Join-Path $TestDrive 'heartbeats.csv'
        Set-Content $csv 'Name,Interval,IntervalUnit,Enabled,AlertPriority,AlertTags', 'Checkout,5,minutes,True,P1,shop;till', 'Backup,1,days,False,,'
        (Import-Csv $csv | New-CompassHeartbeat).Name | Should -Be 'Checkout', 'Backup'
        (Get-CompassHeartbeat | Invoke-CompassHeartbeatPing).Message | Should -Match 'PONG'
        (Get-CompassHeartbeat Checkout).Status | Should -Be 'Responsive'
        (Get-CompassHeartbeat Checkout).AlertTags | Should -Be 'shop', 'till'
        (Get-CompassHeartbeat Backup).Enabled | Should -BeFalse
        $stopped = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -IntegrationId $integration) -Duration 2h | Stop-CompassMaintenance
        $stopped.Status | Should -Be 'cancelled'
        $stopped.Scope | Should -Be 'Global'
        (Get-CompassMaintenance).Id | Should -Be $stopped.Id
    }
}

Describe 'An existing connection' {
    BeforeAll {
        $server = Open-Sandbox
        $live = Connect-Sandbox $server @{ Name = 'live' }
        $other = Connect-Sandbox $server @{ Name = 'rehearsal' }
    }
    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'cannot be specified as <Name>, and the error names the type' -ForEach @(
        @{ Name = 'a number'; Value = 5; Type = 'System.Int32' }
        @{ Name = 'a hashtable'; Value = @{ Name = 'live' }; Type = 'System.Collections.Hashtable' }
        @{ Name = 'another object'; Value = [pscustomobject] @{ Name = 'live' }; Type = 'System.Management.Automation.PSCustomObject' }
    ) {
        { Get-CompassHeartbeat -Connection $Value } | Should -Throw "*$Type*Get-CompassConnection*"
    }

    It 'becomes the default connection again with <_>' -ForEach 'live', '$live' {
        $null = Connect-Compass -Connection $other
        (& ([scriptblock]::Create("Connect-Compass -Connection $_"))).Name | Should -Be 'live'
        (Get-CompassConnection -Default).Name | Should -Be 'live'
        (Get-CompassConnection).IsDefault | Should -Be $true, $false
        $table = Get-CompassConnection | Format-Table | Out-String -Width 120
        $table | Should -Match '(?m)^\* +live'
        $table | Should -Not -Match '(?m)^\* +rehearsal'
    }

    It 'is named in the error if there is no default connection' {
        $null = Connect-Compass -Connection $other
        Disconnect-Compass $other
        $run = Invoke-Script { Get-CompassHeartbeat }
        $run.Id | Should -Be 'NotConnected'
        $run.Text | Should -BeLike '*live*Connect-Compass -Connection live*'
    }

    It 'is not found in -Parallel, and the error advises to pass the connection of the caller' {
        $run = 1 | ForEach-Object -Parallel { Import-Module $using:manifest; try { Get-CompassHeartbeat -ErrorAction Stop } catch { "$_" } }
        "$run" | Should -BeLike '*-Connection $using:connection*'
    }
}
