# Checks that no output contains an API token, an access token or a client secret. Runs all cmdlets that send requests, with all
# faults of the sandbox.

BeforeDiscovery {
    . "$PSScriptRoot/Bootstrap.ps1"
    Add-Type -Path (Join-Path (Get-Module CompassOps).ModuleBase 'net8.0/CompassOps.Sandbox.dll')
    $credentials = 'ApiToken', 'AccessToken', 'ClientCredentials'
    $secretKinds = 'ApiToken', 'AccessToken', 'ClientSecret', 'IssuedToken'

    function Join-Case([string] $First, [object[]] $Values, [string] $Second, [object[]] $Others) {
        foreach ($value in $Values) {
            foreach ($other in $Others) {
                @{ $First = $value; $Second = $other }
            }
        }
    }

    $quick = Join-Case Credential $credentials Fault 'Html', 'Status'
    $all = Join-Case Credential $credentials Fault ([Enum]::GetNames([CompassOps.Sandbox.SandboxFaultKind]))
    $forms = Join-Case Kind $secretKinds Form @(
        'plain', 'base64', 'base64 without padding', 'base64url', 'URL-encoded', 'URL-encoded twice', 'JSON-escaped', 'HTML-escaped', 'wrapped over lines'
        'across the end of the message', 'in the log of a proxy', 'as request id', 'in the address of a redirect', 'in a challenge'
    )
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    # Commands for all cmdlets that send requests, and for Get-CompassConnection.
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

    # Converts an object to text in several formats, such as a table, a list, XML and JSON.
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

Describe 'A secret' {
    BeforeAll {
        # These characters change in URL, JSON or HTML encoding, so an encoded secret differs from the original text.
        $odd = '+/=&"\<%'
        $planted = @{}
        foreach ($kind in 'ApiToken', 'AccessToken', 'ClientSecret', 'IssuedToken') {
            $planted[$kind] = "$kind-$odd-$([guid]::NewGuid().ToString('N'))"
        }
        $server = Open-Sandbox @{ Token = $planted.ApiToken; ClientSecret = $planted.ClientSecret }
        $team = $server.Teams[0].TeamId
        $basic = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($server.Email):$($server.Token)"))
        $secrets = $server.Token, $basic, $planted.ClientSecret

        function ConvertTo-Secret([string] $Text) {
            ConvertTo-SecureString $Text -AsPlainText -Force
        }

        # Returns the environment variables for a connection with this kind of credential.
        function Get-Variables([string] $Credential) {
            $variables = @{ COMPASS_BASE_URI = "$($server.BaseUri)"; COMPASS_CLOUD_ID = $server.CloudId; COMPASS_TEAM_ID = $team }
            if ($Credential -ne 'ApiToken') {
                $variables.COMPASS_PRODUCT = 'JiraServiceManagement'
            }
            switch ($Credential) {
                'ApiToken' { $variables.COMPASS_EMAIL = $server.Email; $variables.COMPASS_API_TOKEN = $server.Token }
                'AccessToken' { $variables.COMPASS_ACCESS_TOKEN = $server.IssueAccessToken() }
                'ClientCredentials' { $variables.COMPASS_CLIENT_ID = $server.ClientId; $variables.COMPASS_CLIENT_SECRET = $server.ClientSecret }
            }
            $variables
        }

        # Creates the default connection with this kind of credential.
        function Connect-As([string] $Credential, [string] $AccessToken = $server.IssueAccessToken()) {
            $with = @{ MaximumRetryCount = 1; RetryIntervalSec = 0.001; TimeoutSec = 0.5 }
            if ($Credential -ne 'ApiToken') {
                $with += @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; TeamId = $team; Product = 'JiraServiceManagement' }
            }
            switch ($Credential) {
                'ApiToken' { Connect-Sandbox $server $with }
                'AccessToken' { Connect-Compass @with -AccessToken (ConvertTo-Secret $AccessToken) }
                'ClientCredentials' { Connect-Compass @with -ClientId $server.ClientId -ClientSecret (ConvertTo-Secret $server.ClientSecret) }
            }
        }

        # Fails if the text contains a secret or an access token of the sandbox.
        function Assert-NoSecret([string] $Text) {
            foreach ($secret in $secrets) {
                $Text.Contains($secret) | Should -BeFalse
            }
            $Text | Should -Not -BeLike '*sandbox-access-*'
        }

        $connection = Connect-As ApiToken
        $setup = Connect-Sandbox $server @{ Name = 'setup'; NoDefault = $true }
        $rule = New-CompassMaintenanceRule -IntegrationId $integration
        $declared = Join-Path $TestDrive declared.json
        [pscustomobject] @{ Name = 'beat'; Period = '7m'; Description = 'd' } | Export-CompassHeartbeat $declared -TeamId $team
        # Use $DebugPreference instead of -Debug, because -Debug prompts in an interactive session.
        $all = @{ Verbose = $true; ErrorAction = 'Continue'; Confirm = $false }

        function Assert-Silence([string] $Credential, [string] $Kind) {
            $given = $server.IssueAccessToken()
            $null = Connect-As $Credential $given
            $fault = @{ Kind = $Kind; Delay = [timespan] '00:00:00.02' }
            if ($Kind -eq 'Status') {
                # Return the connection's own secrets in the error response, to check that the cmdlets redact them.
                $own = @{ ApiToken = $secrets[0, 1]; AccessToken = @($given); ClientCredentials = @($secrets[2]) }[$Credential]
                $fault += @{ Status = 403; Body = @{ message = "no good: $($own -join ' ')" } | ConvertTo-Json }
            }
            $transcript = Join-Path $TestDrive "transcript $Credential $Kind.txt"
            $null = Start-Transcript -Path $transcript
            $texts = [System.Collections.Generic.List[string]]::new()
            try {
                foreach ($name in $calls.Keys) {
                    $server.ClearFaults()
                    # Use a second connection, because the first one can still wait for a token request that fails.
                    if (-not (Get-CompassHeartbeat beat -Connection $setup -ErrorAction Ignore)) {
                        $null = New-CompassHeartbeat beat -Period 5m -Connection $setup
                    }
                    $window = (New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Connection $setup).Id
                    if ($Credential -eq 'ClientCredentials') {
                        # Force the cmdlet to request a new token, and inject a fault into this token request.
                        $server.RevokeAccessTokens()
                        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] ($fault + @{ Operation = 'IssueToken'; Count = 1 }))
                    }
                    $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] ($fault + @{ Skip = [int] ($Credential -eq 'ClientCredentials'); Count = 2 }))
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
            Assert-NoSecret $whole
        }
    }

    BeforeEach {
        $server.ClearFaults()
        $connection = Connect-As ApiToken
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'is tested with every cmdlet that sends requests' {
        $known = @($calls.Keys) + $unconnected
        Get-Command -Module CompassOps | Where-Object Name -NotLike '*Sandbox*' | ForEach-Object { $_.Name | Should -BeIn $known }
    }

    It 'can be found by this test' {
        foreach ($secret in $secrets + 'sandbox-access-0815') {
            $text = Expand-Value ([pscustomobject] @{ Leak = "Basic $secret" }) | Out-String
            { Assert-NoSecret $text } | Should -Throw
        }
    }

    It 'is not in the output of any cmdlet with <Credential> and the fault <Fault>' -ForEach $quick {
        Assert-Silence $Credential $Fault
    }

    It 'is not in the output of any cmdlet with <Credential> and any fault: <Fault>' -Tag Soak -ForEach $all {
        Assert-Silence $Credential $Fault
    }

    It 'is masked where a response contains it: <Kind>, <Form>' -ForEach $forms {
        $secret = $planted[$Kind]
        $sent = if ($Kind -eq 'ApiToken') { $basic } else { $secret }
        $base64 = if ($Kind -eq 'ApiToken') { $basic } else { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("x:$secret")) }
        $escaped = -join ($secret.ToCharArray() | ForEach-Object { if ([char]::IsLetterOrDigit($_)) { $_ } else { '\u{0:x4}' -f [int] $_ } })
        $text = switch ($Form) {
            'plain' { $secret }
            'base64' { $base64 }
            'base64 without padding' { $base64.TrimEnd('=') }
            'base64url' { $base64.TrimEnd('=').Replace('+', '-').Replace('/', '_') }
            'URL-encoded' { [uri]::EscapeDataString($secret) }
            'URL-encoded twice' { [uri]::EscapeDataString([uri]::EscapeDataString($secret)) }
            'HTML-escaped' { [System.Net.WebUtility]::HtmlEncode($secret) }
            'wrapped over lines' { $sent -replace '(.{20})', "`$1`r`n" }
            'across the end of the message' { 'x' * 450 + "Basic $sent" }
            'in the log of a proxy' { "GET /v1/maintenances HTTP/1.1`r`nAuthorization: Bearer $secret`r`nAuthorization: Basic $sent`r`nHost: x" }
            default { '' }
        }
        $fault = @{ Status = 403; Body = @{ message = "no good: $text"; error_description = $text } | ConvertTo-Json }
        $headers = [System.Collections.Generic.Dictionary[string, string]]::new()
        switch ($Form) {
            'JSON-escaped' { $fault.Body = "{""message"":""$escaped"",""error_description"":""$escaped""}" }
            'HTML-escaped' { $fault.Body = "<html><body>$text</body></html>" }
            'as request id' { $headers['X-Request-Id'] = $secret; $fault.Headers = $headers }
            'in the address of a redirect' { $headers['Location'] = "https://log.example.com/$([uri]::EscapeDataString($sent))"; $fault = @{ Kind = 'Redirect'; Headers = $headers } }
            'in a challenge' { $headers['WWW-Authenticate'] = "Bearer error=""invalid_token"", error_description=""$($sent.Replace('"', "'")) expired"""; $fault.Headers = $headers; $fault.Status = 401 }
        }
        if ($Kind -eq 'ClientSecret') {
            $fault.Operation = 'IssueToken'
        }
        if ($Kind -eq 'IssuedToken') {
            $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{
                    Operation = 'IssueToken'; Status = 200; Body = @{ access_token = $secret; expires_in = 3600; token_type = 'Bearer' } | ConvertTo-Json
                })
            $fault.Operation = 'ListGlobalMaintenances'
        }
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] $fault)
        $null = Connect-As $(if ($Kind -in 'ApiToken', 'AccessToken') { $Kind } else { 'ClientCredentials' }) $planted.AccessToken
        $Error.Clear()
        $transcript = Join-Path $TestDrive "$Kind.txt"
        $null = Start-Transcript -Path $transcript
        $DebugPreference = 'Continue'
        try {
            $out = & {
                Get-CompassMaintenance -Verbose -ErrorAction Continue
                Test-CompassConnection -Verbose
                Get-CompassConnection
            } *>&1
            $out | Out-Host
        }
        finally {
            $DebugPreference = 'SilentlyContinue'
            $null = Stop-Transcript
            $server.ClearFaults()
        }
        $whole = (@($out) + @($Error) | ForEach-Object { Expand-Value $_ } | Out-String) + (Get-Content -Raw -LiteralPath $transcript)
        $whole | Should -BeLike '*attempt 1*'
        if ($Form -notin 'in a challenge', 'HTML-escaped') {
            # Check that the output contains the masked secret. Skip this check if the secret is in a challenge or an HTML page, because
            # error messages contain neither of them.
            $whole | Should -BeLike '*`*`*`**'
        }
        # The output must contain neither the whole secret nor a part of it.
        $bare = $whole -replace '\s'
        foreach ($part in $secret, $sent, ($text -replace '\s'), $escaped, $secret.Substring($secret.Length - 12), $sent.Substring(0, 18), $base64.TrimEnd('=').Substring(8, 12)) {
            if ($part.Length -gt 0 -and $part.Length -lt 400) {
                $bare.Contains(($part -replace '\s')) | Should -BeFalse -Because $Form
            }
        }
    }

    It 'is not in the output of a job: <_>' -ForEach $credentials {
        $variables = Get-Variables $_
        $given = "$($variables.COMPASS_ACCESS_TOKEN)"
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{
                Operation = 'ListHeartbeats'; Status = 403; Body = @{ message = "no good: $($secrets -join ' ') $given" } | ConvertTo-Json
            })
        $null = Connect-As $_
        $there = Get-CompassConnection
        try {
            $all = Start-Job {
                $using:variables | ForEach-Object { foreach ($name in $_.Keys) { Set-Item "Env:$name" $_[$name] } }
                Import-Module $using:manifest
                $DebugPreference = 'Continue'
                ($using:there | Format-List * -Force | Out-String)
                Get-CompassHeartbeat -Verbose -ErrorAction Continue
                Test-CompassConnection
                Get-CompassConnection
                Get-CompassConnection | Format-List * -Force | Out-String
                [System.Management.Automation.PSSerializer]::Serialize($Error[0], 5)
                throw $Error[0]
            } | Receive-Job -Wait -AutoRemoveJob -ErrorAction Continue *>&1
        }
        finally {
            $server.ClearFaults()
        }
        $whole = $all | ForEach-Object { Expand-Value $_ } | Out-String
        $whole | Should -BeLike '*no good: *`*`*`**'
        $own = @{ ApiToken = $secrets[0, 1]; AccessToken = @($given); ClientCredentials = @($secrets[2]) }[$_]
        foreach ($secret in $own) {
            $whole.Contains($secret) | Should -BeFalse
        }
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

    It 'is not in the message of a crash: <_>' -ForEach $credentials {
        # The script reads its credential from environment variables, as in a CI pipeline.
        $script = @'
            Import-Module $env:MANIFEST
            Get-CompassTeam | Out-Null
            Get-CompassMaintenance -ErrorAction SilentlyContinue -ErrorVariable failed
            [Environment]::FailFast("crashed: $(Get-CompassConnection | Format-List * | Out-String)", $failed[0].Exception)
'@
        $start = [System.Diagnostics.ProcessStartInfo] @{
            FileName = $shellCommand[0]; RedirectStandardOutput = $true; RedirectStandardError = $true
        }
        @($shellCommand | Select-Object -Skip 1) + @('-NoProfile', '-NonInteractive', '-Command', $script) |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $variables = Get-Variables $_
        $own = @{ ApiToken = $secrets[0, 1]; AccessToken = @($variables.COMPASS_ACCESS_TOKEN); ClientCredentials = @($secrets[2]) }[$_]
        $fault = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{
                Operation = 'ListGlobalMaintenances'; Status = 403; Body = (@{ message = "no good: $($own -join ' ')" } | ConvertTo-Json)
            })
        $variables += @{ MANIFEST = $manifest; DOTNET_DbgEnableMiniDump = '0' }
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
        $said | Should -BeLike '*CompassApiException*403*no good: `*`*`**'
        foreach ($secret in $own) {
            $said.Contains($secret) | Should -BeFalse
        }
        $said | Should -Not -BeLike '*sandbox-access-*'
    }

    It 'is rejected and not shown if <Variable> ends with a line break' -ForEach @(
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
        $shown | Should -BeLike '*more header*not shown*'
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

    It 'is neither in the connection object nor in its Clixml: <_>' -ForEach $credentials {
        $connection = Connect-As $_
        $null = Get-CompassTeam
        $file = Join-Path $TestDrive connection.xml
        $connection | Export-Clixml $file -Depth 9
        $whole = (Expand-Value $connection | Out-String) + (Get-Content -Raw $file) + (Import-Clixml $file | Format-List * -Force | Out-String)
        $whole | Should -BeLike "*$($server.CloudId)*$_*"
        Assert-NoSecret $whole
    }
}
