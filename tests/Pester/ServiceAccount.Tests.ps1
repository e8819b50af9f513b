# Checks that service accounts can connect with an access token or with OAuth 2.0 client credentials.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function ConvertTo-Secret([string] $Text) {
        ConvertTo-SecureString $Text -AsPlainText -Force
    }

    # Connects to the sandbox as a service account. $With contains the access token, or the client id and the client secret.
    function Connect-Account([object] $Server, [hashtable] $With = @{}) {
        $parameters = @{
            BaseUri          = $Server.BaseUri
            CloudId          = $Server.CloudId
            TeamId           = $Server.Teams[0].TeamId
            Product          = 'JiraServiceManagement'
            RetryIntervalSec = 0.001
        }
        foreach ($name in $With.Keys) {
            $parameters[$name] = $With[$name]
        }
        Connect-Compass @parameters
    }

    function Get-Account([object] $Server, [string] $Secret = $Server.ClientSecret) {
        @{ ClientId = $Server.ClientId; ClientSecret = ConvertTo-Secret $Secret }
    }
}

Describe 'A service account' {
    BeforeAll {
        $server = Open-Sandbox
        $variables = 'SITE', 'CLOUD_ID', 'EMAIL', 'API_TOKEN', 'ACCESS_TOKEN', 'CLIENT_ID', 'CLIENT_SECRET', 'BASE_URI', 'PRODUCT', 'TEAM_ID' |
            ForEach-Object { "COMPASS_$_" }
    }

    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    AfterEach {
        Get-CompassConnection | Disconnect-Compass
        $variables | ForEach-Object { Remove-Item "Env:$_" -ErrorAction Ignore }
    }

    AfterAll {
        $server.Dispose()
    }

    It 'sends requests with an access token, without a token request' {
        $connection = Connect-Account $server @{ AccessToken = ConvertTo-Secret $server.IssueAccessToken() }
        "$($connection.CredentialType)" | Should -Be 'AccessToken'
        $null = New-CompassHeartbeat -Name token -Period 5m
        (Get-CompassHeartbeat token).Name | Should -Be 'token'
        Remove-CompassHeartbeat token -Force
        $server.Requests.Operation | Should -Not -Contain 'IssueToken'
    }

    It 'sends requests with client id and client secret, after one token request' {
        $connection = Connect-Account $server (Get-Account $server)
        "$($connection.CredentialType)" | Should -Be 'ClientCredentials'
        $connection.User | Should -Be $server.ClientId
        $null = 1..20 | ForEach-Object { "beat $_" } | New-CompassHeartbeat -Period 5m -ThrottleLimit 8
        Get-CompassHeartbeat | Remove-CompassHeartbeat -Force
        @($server.Requests | Where-Object Operation -EQ IssueToken) | Should -HaveCount 1
        (Test-CompassConnection).Succeeded | Should -BeTrue
    }

    It 'renews an expired token, and creates the heartbeat once' {
        $null = Connect-Account $server (Get-Account $server)
        $null = Get-CompassHeartbeat
        $server.RevokeAccessTokens()
        $server.ClearRequests()
        (New-CompassHeartbeat -Name renewed -Period 5m).Name | Should -Be 'renewed'
        $server.Requests.Operation | Should -Be 'CreateHeartbeat', 'IssueToken', 'CreateHeartbeat'
        $server.Requests.StatusCode | Should -Be 401, 200, 201
        Remove-CompassHeartbeat renewed -Force
    }

    It 'reports a failed token renewal in one error' {
        $null = Connect-Account $server (Get-Account $server 'not the secret')
        $run = Invoke-Script { Get-CompassHeartbeat }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be 'Unauthorized'
        $run.Text | Should -BeLike '*authority 127.0.0.1 rejects the client id and the client secret (401)*'
        $server.Requests.Operation | Should -Be 'IssueToken'
    }

    It 'is rejected for Compass before a request is sent: <Kind>' -ForEach @{ Kind = 'token' }, @{ Kind = 'client' } {
        $with = if ($Kind -eq 'token') { @{ AccessToken = ConvertTo-Secret $server.IssueAccessToken() } } else { Get-Account $server }
        $with.Product = 'Compass'
        $run = Invoke-Script { Connect-Account $server $with }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike '*Forge and OAuth2 apps cannot access*-Product JiraServiceManagement*'
        $run = Invoke-Script { Connect-Compass -Site $server.Site -BaseUri $server.BaseUri -AccessToken (ConvertTo-Secret 'some-token') }
        $run.Id | Should -Be 'InvalidArgument'
        $server.Requests | Should -HaveCount 0
    }

    It 'is rejected together with other credentials' {
        $token = ConvertTo-Secret 'some-token'
        $run = Invoke-Script {
            Connect-Account $server @{ AccessToken = $token; Credential = Get-SandboxCredential $server }
            Connect-Account $server (@{ AccessToken = $token } + (Get-Account $server))
            Connect-Account $server @{ ClientId = 'x' }
        }
        $run.Id | Should -Be 'InvalidArgument'
        $run.Text | Should -BeLike '*More than one type of credentials*'
        (Invoke-Script { Connect-Account $server @{ ClientId = 'x' } }).Text | Should -BeLike '*Only one of the client id and the client secret*'
        (Invoke-Script { Connect-Account $server @{ AccessToken = $null } }).Id | Should -Be 'EmptyArgument'
        $run = Invoke-Script { Connect-Account $server @{ AccessToken = 'typed-as-text-4711' } }
        $run.Text | Should -BeLike '*SecureString*'
        $run.Text | Should -Not -BeLike '*4711*'
        $server.Requests | Should -HaveCount 0
    }

    It 'connects with environment variables: <Kind>' -ForEach @{ Kind = 'AccessToken' }, @{ Kind = 'ClientCredentials' } {
        $env:COMPASS_BASE_URI = $server.BaseUri
        $env:COMPASS_CLOUD_ID = $server.CloudId
        $env:COMPASS_PRODUCT = 'JiraServiceManagement'
        if ($Kind -eq 'AccessToken') {
            $env:COMPASS_ACCESS_TOKEN = $server.IssueAccessToken()
        }
        else {
            $env:COMPASS_CLIENT_ID = $server.ClientId
            $env:COMPASS_CLIENT_SECRET = $server.ClientSecret
        }
        (Get-CompassTeam)[0].TeamId | Should -Be $server.Teams[0].TeamId
        "$((Get-CompassConnection).CredentialType)" | Should -Be $Kind
    }

    It 'is ambiguous if environment variables contain two kinds of credentials and no parameter selects one' {
        $env:COMPASS_BASE_URI = $server.BaseUri
        $env:COMPASS_CLOUD_ID = $server.CloudId
        $env:COMPASS_EMAIL = $server.Email
        $env:COMPASS_API_TOKEN = $server.Token
        $env:COMPASS_ACCESS_TOKEN = $server.IssueAccessToken()
        (Invoke-Script { Connect-Compass }).Text | Should -BeLike '*COMPASS_API_TOKEN, COMPASS_ACCESS_TOKEN*'
        (Invoke-Script { Connect-Compass -CloudId x -BaseUri $server.BaseUri }).Text | Should -BeLike '*COMPASS_API_TOKEN, COMPASS_ACCESS_TOKEN*'
        "$((Connect-Account $server (Get-Account $server)).CredentialType)" | Should -Be 'ClientCredentials'
        (Get-CompassTeam).Count | Should -BeGreaterThan 0
    }

    It 'can connect to the sandbox of this process' {
        $null = Connect-Compass -Sandbox -Product JiraServiceManagement -ClientId $server.ClientId -ClientSecret (ConvertTo-Secret $server.ClientSecret)
        (Test-CompassConnection).Succeeded | Should -BeTrue
    }

    It 'reports the problem <Problem>' -ForEach @(
        @{ Problem = 'ClientRejected'; Says = '*secret*' }
        @{ Problem = 'TokenExpired'; Says = '*new access token*' }
        @{ Problem = 'TokenRevoked'; Says = '*revoked*' }
        @{ Problem = 'Unauthorized'; Says = '*new access token*' }
        @{ Problem = 'MissingScope'; Says = '*scopes*' }
        @{ Problem = 'AuthorityUnreachable'; Says = '*-AuthorityUri*' }
        @{ Problem = 'AuthorityFailed'; Says = '*-AuthorityUri*' }
    ) {
        $own = Open-Sandbox @{ ClockStopped = $true }
        try {
            switch ($Problem) {
                'ClientRejected' { $with = Get-Account $own 'not the secret' }
                'TokenExpired' { $with = @{ AccessToken = ConvertTo-Secret $own.IssueAccessToken() }; $own.Step([timespan] '01:00:01') }
                'TokenRevoked' { $with = @{ AccessToken = ConvertTo-Secret $own.IssueAccessToken() }; $own.RevokeAccessTokens() }
                'Unauthorized' { $with = @{ AccessToken = ConvertTo-Secret 'nobody-issued-this' } }
                'MissingScope' { $with = @{ AccessToken = ConvertTo-Secret $own.IssueAccessToken('write:ops-config:jira-service-management') } }
                'AuthorityUnreachable' {
                    $closed = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
                    $closed.Start()
                    $port = $closed.LocalEndpoint.Port
                    $closed.Stop()
                    $with = (Get-Account $own) + @{ AuthorityUri = "http://127.0.0.1:$port" }
                }
                'AuthorityFailed' {
                    $with = Get-Account $own
                    $null = $own.AddFault([CompassOps.Sandbox.SandboxFault] @{ Operation = 'IssueToken'; Kind = 'Malformed' })
                }
            }
            $null = Connect-Account $own $with
            $test = Test-CompassConnection
            "$($test.Problem)" | Should -Be $Problem
            "$($test.Message) $($test.Remedy)" | Should -BeLike $Says
            $test.Remedy | Should -Not -BeLike '*-Product*' -Because 'the connection already uses Jira Service Management'
        }
        finally {
            $own.Dispose()
        }
    }

    It 'reports the missing scope, and does not renew the token' {
        $own = Start-CompassSandbox -Scope read:ops-config:jira-service-management, write:ops-config:jira-service-management -TokenLifetime 10m
        try {
            $null = Connect-Account $own (Get-Account $own)
            $null = New-CompassHeartbeat -Name kept -Period 5m
            $run = Invoke-Script { Remove-CompassHeartbeat kept -Force }
            $run.Id | Should -Be 'MissingScope'
            $run.Text | Should -BeLike '*delete:ops-config:jira-service-management*'
            $own.Requests.Operation | Should -Be 'IssueToken', 'CreateHeartbeat', 'DeleteHeartbeat'
        }
        finally {
            $own.Dispose()
        }
    }

    It 'shows its kind and no secret, also through Clixml and a job' {
        $connection = Connect-Account $server (Get-Account $server)
        $null = Get-CompassHeartbeat
        $text = ($connection | Format-List * -Force | Out-String) + ($connection | Out-String) +
            [System.Management.Automation.PSSerializer]::Serialize($connection, 5)
        $text | Should -BeLike '*ClientCredentials*'
        $text.Contains($server.ClientSecret) | Should -BeFalse
        $text | Should -Not -BeLike '*sandbox-access-*'
    }
}
