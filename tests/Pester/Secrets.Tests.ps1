# The token is in no output of the module: every cmdlet that sends requests, with every fault and all streams.

BeforeDiscovery {
    . "$PSScriptRoot/Bootstrap.ps1"
    Add-Type -Path (Join-Path (Get-Module CompassOps).ModuleBase 'net8.0/CompassOps.Sandbox.dll')
    $kinds = [Enum]::GetNames([CompassOps.Sandbox.SandboxFaultKind])
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # The calls of each cmdlet. Missing cmdlets never have a connection.
    $calls = @{
        'Get-CompassTeam'             = { Get-CompassTeam @all }
        'Get-CompassHeartbeat'        = { Get-CompassHeartbeat @all }
        'New-CompassHeartbeat'        = { New-CompassHeartbeat "new $(New-Guid)" -Period 5m @all }
        'Set-CompassHeartbeat'        = { Set-CompassHeartbeat beat -Description x @all }
        'Enable-CompassHeartbeat'     = { Enable-CompassHeartbeat beat @all }
        'Disable-CompassHeartbeat'    = { Disable-CompassHeartbeat beat @all }
        'Remove-CompassHeartbeat'     = { Remove-CompassHeartbeat beat -Force @all }
        'Invoke-CompassHeartbeatPing' = { Invoke-CompassHeartbeatPing beat -Verify @all }
        'Use-CompassHeartbeat'        = { Use-CompassHeartbeat beat { 'ran' } @all }
        'Wait-CompassHeartbeat'       = { Wait-CompassHeartbeat beat Pending -TimeoutSec 1 -IntervalSec 0.1 @all }
        'Export-CompassHeartbeat'     = { Export-CompassHeartbeat (Join-Path $TestDrive out.json) @all }
        'Compare-CompassHeartbeat'    = { Compare-CompassHeartbeat $declared -Prune @all }
        'Sync-CompassHeartbeat'       = { Sync-CompassHeartbeat $declared @all }
        'Get-CompassMaintenance'      = { Get-CompassMaintenance -TeamId $team @all }
        'New-CompassMaintenance'      = { New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h @all }
        'Set-CompassMaintenance'      = { Set-CompassMaintenance $window -TeamId $team -Description x @all }
        'Remove-CompassMaintenance'   = { Remove-CompassMaintenance nothing -TeamId $team -Force @all }
        'Stop-CompassMaintenance'     = { Stop-CompassMaintenance $window -TeamId $team @all }
        'Use-CompassMaintenance'      = { Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h { 'ran' } @all }
        'Wait-CompassMaintenance'     = { Wait-CompassMaintenance $window -TeamId $team -TimeoutSec 1 -IntervalSec 0.1 @all }
        'Test-CompassConnection'      = { Test-CompassConnection @all }
        'Watch-CompassHeartbeat'      = { Watch-CompassHeartbeat -Initial -TimeoutSec 1 -IntervalSec 1 @all }
        'Export-CompassMaintenance'   = { Export-CompassMaintenance (Join-Path $TestDrive windows.json) -TeamId $team @all }
        'Compare-CompassMaintenance'  = { Compare-CompassMaintenance (Join-Path $TestDrive windows.json) @all }
        'Sync-CompassMaintenance'     = { Sync-CompassMaintenance (Join-Path $TestDrive windows.json) @all }
        'Export-CompassReport'        = { Export-CompassReport (Join-Path $TestDrive report.html) @all }
        'Invoke-CompassRequest'       = { Invoke-CompassRequest v1/maintenances -Method POST -Body @{ description = 'x' } @all }
        'Get-CompassConnection'       = { Get-CompassConnection @all }
    }
    $unconnected = 'Connect-Compass', 'ConvertTo-CompassCalendar', 'Disconnect-Compass', 'New-CompassMaintenanceRule', 'New-CompassMaintenanceSchedule'

    # Returns an object in all its text forms.
    function Expand-Value([object] $Value) {
        $Value | Out-String -Width 400
        $Value | Format-List * -Force | Out-String -Width 400
        [System.Management.Automation.PSSerializer]::Serialize($Value, 4)
        try {
            $Value | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
        }
        catch {
            "$_"
        }
        if ($Value -is [System.Management.Automation.ErrorRecord]) {
            $Value | Get-Error | Out-String -Width 400
            "$($Value.Exception)"
        }
    }
}

Describe 'The token' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $secrets = $server.Token, [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($server.Email):$($server.Token)"))
        $connection = Connect-Sandbox $server @{ MaximumRetryCount = 1; RetryIntervalSec = 0.001; TimeoutSec = 0.5 }
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $declared = Join-Path $TestDrive declared.json
        [pscustomobject] @{ Name = 'beat'; Period = '7m'; Description = 'd' } | Export-CompassHeartbeat $declared -TeamId $team
        # -Debug would prompt at every message in an interactive shell; the preference does not.
        $all = @{ Verbose = $true; ErrorAction = 'Continue'; Confirm = $false }

        function Assert-Silence([string] $Kind) {
            $transcript = Join-Path $TestDrive "transcript $Kind.txt"
            $null = Start-Transcript -Path $transcript
            $texts = [System.Collections.Generic.List[string]]::new()
            try {
                foreach ($name in $calls.Keys) {
                    $server.ClearFaults()
                    if (-not (Get-CompassHeartbeat beat -ErrorAction Ignore)) {
                        $null = New-CompassHeartbeat beat -Period 5m
                    }
                    $window = (New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h).Id
                    $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = $Kind; Count = 2; Delay = [timespan] '00:00:00.02' })
                    $Error.Clear()
                    $common = $all.Clone()
                    if (-not (Get-Command $name).Parameters.ContainsKey('Confirm')) {
                        $common.Remove('Confirm')
                    }
                    $DebugPreference = 'Continue'
                    $out = try {
                        & { param($all) . ([scriptblock]::Create($calls[$name])) } $common *>&1
                    }
                    catch {
                        $_
                    }
                    foreach ($value in @($out) + @($Error)) {
                        $texts.Add((Expand-Value $value | Out-String))
                    }
                    $out | Out-Host
                }
            }
            finally {
                $server.ClearFaults()
                $null = Stop-Transcript
            }

            $texts.Add((Get-Content -Raw -LiteralPath $transcript))
            $whole = $texts -join "`n"
            $whole | Should -BeLike '*attempt 1*'
            foreach ($secret in $secrets) {
                $whole.Contains($secret) | Should -BeFalse
            }
        }
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'is searched for in the output of every cmdlet' {
        $known = @($calls.Keys) + $unconnected
        Get-Command -Module CompassOps | Where-Object Name -NotLike '*Sandbox*' | ForEach-Object { $_.Name | Should -BeIn $known }
    }

    It 'can be found by this test' {
        Expand-Value ([pscustomobject] @{ Leak = "Basic $($secrets[1])" }) | Out-String | Should -BeLike "*$($secrets[1])*"
    }

    It 'is not in the output of any cmdlet with the fault <_>' -ForEach 'Html' {
        Assert-Silence $_
    }

    It 'is masked in every encoding in which the service returns it: <Name>' -ForEach @(
        @{ Name = 'base64 without padding'; Encode = { $basic.TrimEnd('=') } }
        @{ Name = 'base64url'; Encode = { $basic.TrimEnd('=').Replace('+', '-').Replace('/', '_') } }
        @{ Name = 'URL-encoded'; Encode = { [uri]::EscapeDataString($basic) } }
        @{ Name = 'user and token'; Encode = { "$($server.Email):$($server.Token)" } }
        @{ Name = 'wrapped over lines'; Encode = { $basic -replace '(.{20})', "`$1`r`n" } }
        @{ Name = 'across the end of the message'; Encode = { 'x' * 480 + "Basic $basic" } }
    ) {
        $basic = $secrets[1]
        $form = & $Encode
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 403; Count = 1; Body = (@{ message = $form } | ConvertTo-Json) })
        $DebugPreference = 'Continue'
        $out = Get-CompassMaintenance -Verbose -ErrorAction Continue *>&1
        $text = (@($out) | ForEach-Object { Expand-Value $_ } | Out-String) -replace '\s'
        $text | Should -BeLike '*`*`*`**'
        $text.Contains($basic.Substring(0, 12)) | Should -BeFalse
        $text.Contains($server.Token) | Should -BeFalse
    }

    It 'is not in the output of any cmdlet with any fault: <_>' -Tag Soak -ForEach $kinds {
        Assert-Silence $_
    }

    It 'is never sent to another host by a redirect or a next page' {
        $other = Open-Sandbox
        try {
            $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
            $headers['Location'] = "$($other.BaseUri)compass/cloud/$($other.CloudId)/ops/v1/maintenances"
            foreach ($status in 301, 302, 303, 307, 308) {
                $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Redirect'; Status = $status; Headers = $headers; Count = 1 })
                (Invoke-Script { Get-CompassMaintenance }).Id | Should -Be 'RedirectRefused'
            }
            foreach ($link in $headers['Location'], "//127.0.0.1:$($other.Port)/v1/maintenances") {
                $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'WrongLink'; Body = $link; Count = 1 })
                (Invoke-Script { Get-CompassMaintenance }).Id | Should -Be 'PagingError'
            }
            $other.Requests | Should -HaveCount 0
        }
        finally {
            $other.Dispose()
        }
    }

    It 'is not in the message of a crash' {
        # The environment has the token, as in a runbook.
        $script = @'
            Import-Module $env:MANIFEST
            Get-CompassMaintenance -ErrorAction SilentlyContinue -ErrorVariable failed
            [Environment]::FailFast("crashed: $(Get-CompassConnection | Format-List * | Out-String)", $failed[0].Exception)
'@
        $start = [System.Diagnostics.ProcessStartInfo] @{
            FileName = $shellCommand[0]; RedirectStandardOutput = $true; RedirectStandardError = $true
        }
        @($shellCommand | Select-Object -Skip 1) + @('-NoProfile', '-NonInteractive', '-Command', $script) |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $fault = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Status = 403; Body = (@{ message = "no good: $($secrets -join ' ')" } | ConvertTo-Json) })
        $variables = @{
            MANIFEST = $manifest; COMPASS_BASE_URI = "$($server.BaseUri)"; COMPASS_CLOUD_ID = $server.CloudId
            COMPASS_EMAIL = $server.Email; COMPASS_API_TOKEN = $server.Token; DOTNET_DbgEnableMiniDump = '0'
        }
        $variables.Keys | ForEach-Object { $start.Environment[$_] = $variables[$_] }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $text = $process.StandardError.ReadToEndAsync()
            $said = $process.StandardOutput.ReadToEnd() + $text.Result
            $process.WaitForExit()
        }
        finally {
            $process.Dispose()
            $server.ClearFaults($fault.Id)
        }

        $said | Should -BeLike '*crashed:*CloudId*'
        $said | Should -BeLike '*CompassApiException*403*no good: \*\*\* \*\*\**'.Replace('\*', '`*')
        foreach ($secret in $secrets) {
            $said.Contains($secret) | Should -BeFalse
        }
    }

    It 'is refused with the reason, and not shown, if <Variable> ends with a line break' -ForEach @(
        @{ Variable = 'COMPASS_API_TOKEN'; Says = '*API token contains a line break*' }
        @{ Variable = 'COMPASS_EMAIL'; Says = '*user name contains a line break*' }
    ) {
        $shell = Open-Shell
        $variables = @{
            COMPASS_BASE_URI = "$($server.BaseUri)"; COMPASS_CLOUD_ID = $server.CloudId
            COMPASS_EMAIL = $server.Email; COMPASS_API_TOKEN = $server.Token
        }
        $variables[$Variable] += "`r`nX-Evil: 1"
        try {
            $variables.Keys | ForEach-Object { Set-Item "Env:$_" $variables[$_] }
            $already = $server.Requests.Count
            $said = try {
                $shell.AddScript('Get-CompassMaintenance').Invoke()
                $shell.Streams.Error
            }
            catch {
                $_
            }
            $text = Expand-Value $said | Out-String
            $text | Should -BeLike $Says
            $text.Contains($server.Token) | Should -BeFalse
            $text | Should -Not -BeLike '*X-Evil*'
            $server.Requests.Count | Should -Be $already
        }
        finally {
            $variables.Keys | ForEach-Object { Remove-Item "Env:$_" }
            $shell.Dispose()
        }
    }

    It 'is not in the output of -Debug, which shows only listed headers' {
        $DebugPreference = 'Continue'
        $shown = Get-CompassMaintenance 5>&1 | Out-String
        $shown | Should -BeLike '*> User-Agent: *'
        $shown | Should -BeLike '*< Content-Type: application/json*'
        $shown | Should -BeLike '*more headers not shown*'
        $shown | Should -Not -BeLike '*Authorization*'
    }

    It 'names, ids and descriptions cannot add a header to the request' {
        $evil = "x`r`nX-Evil: 1`r`n`r`nGET / HTTP/1.1`r`n"
        $already = $server.Requests.Count
        $null = Invoke-Script {
            Invoke-CompassHeartbeatPing $evil
            Get-CompassMaintenance -Id $evil -TeamId $evil
            Set-CompassHeartbeat beat -Description $evil -AlertMessage $evil -AlertTag $evil -AlertPriority $evil
            New-CompassHeartbeat $evil -Period 5m
            New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Description $evil
        }
        $new = @($server.Requests | Select-Object -Skip $already)
        $new.Operation | Should -Be PingHeartbeat, ListTeams, UpdateHeartbeat, CreateHeartbeat, CreateTeamMaintenance
        ($new.Path + $new.Query) -join ' ' | Should -Not -Match '[\r\n]|X-Evil:'
        foreach ($header in 'Accept', 'Content-Length', 'Host', 'User-Agent') {
            $new.Headers.Keys | Should -Contain $header
        }
        ($new.Headers.Keys | Sort-Object -Unique) -join ' ' | Should -Be 'Accept Accept-Encoding Content-Length Content-Type Host User-Agent'
    }

    It 'is not shown for a service account either: client secret, issued token and access token' {
        $all = @{ Verbose = $true; ErrorAction = 'Continue' }
        $given = $server.IssueAccessToken()
        $secret = ConvertTo-SecureString $server.ClientSecret -AsPlainText -Force
        $target = @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; TeamId = $team; Product = 'JiraServiceManagement'; NoDefault = $true; MaximumRetryCount = 0 }
        $null = Connect-Compass @target -Name client -ClientId $server.ClientId -ClientSecret $secret
        $null = Connect-Compass @target -Name fixed -AccessToken (ConvertTo-SecureString $given -AsPlainText -Force)
        $wrong = ConvertTo-SecureString "$($server.ClientSecret)-x" -AsPlainText -Force
        $null = Connect-Compass @target -Name wrong -ClientId $server.ClientId -ClientSecret $wrong
        $DebugPreference = 'Continue'
        $out = foreach ($name in 'client', 'fixed', 'wrong') {
            & { Get-CompassHeartbeat -Connection $name @all } *>&1
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{
                    Operation = 'ListHeartbeats'; Status = 403; Count = 1
                    Body      = (@{ message = "no good: $(if ($name -eq 'fixed') { $given } else { $server.ClientSecret })" } | ConvertTo-Json)
                })
            & { Get-CompassHeartbeat -Connection $name @all } *>&1
            Test-CompassConnection -Connection $name
            Get-CompassConnection $name
            $server.ClearFaults()
        }
        $DebugPreference = 'SilentlyContinue'
        $whole = ($out | ForEach-Object { Expand-Value $_ | Out-String }) -join "`n"
        $whole | Should -BeLike '*IssueToken*'
        $whole.Contains($server.ClientSecret) | Should -BeFalse
        $whole | Should -Not -BeLike '*sandbox-access-*'
        'client', 'fixed', 'wrong' | ForEach-Object { Get-CompassConnection $_ } | Disconnect-Compass
    }

    It 'is not in the connection object' {
        $whole = Expand-Value $connection | Out-String
        $whole | Should -BeLike "*$($server.CloudId)*"
        foreach ($secret in $secrets) {
            $whole.Contains($secret) | Should -BeFalse
        }
    }
}
