# The measures in the shell. Dot-source it with the server's root, import the module, and call Connect-Bench.
#
# Every function takes the number of requests, and returns the seconds. The code is that of a typical user.
param(
    [Parameter(Mandatory)]
    [string] $Root
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$cloud = 'bench'
$team = 'team-100000'
$base = "$Root/compass/cloud/$cloud/ops"
$user = 'bench@example.com'
$secret = 'a-token-of-the-usual-length-which-is-not-secret'
$basic = 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("${user}:$secret"))
$headers = @{ Authorization = $basic }
$ping = "$base/v1/teams/$team/heartbeats/ping?name="

function Connect-Bench {
    $credential = [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $secret).SecurePassword)
    $null = Connect-Compass -BaseUri $Root -CloudId $cloud -Credential $credential -TeamId $team
}

function Open-BenchClient {
    $script:client = [System.Net.Http.HttpClient]::new()
    $client.DefaultRequestHeaders.Authorization = $basic
}

# Sequential pings.

function Measure-CmdletPing([int] $Count, [string] $Name = 'beat') {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $null = Invoke-CompassHeartbeatPing "$Name-$i"
    }
    $watch.Elapsed.TotalSeconds
}

function Measure-ClientPing([int] $Count, [string] $Name = 'beat') {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $response = $client.PostAsync("${ping}$Name-$i", $null).GetAwaiter().GetResult()
        $null = $response.EnsureSuccessStatusCode().Content.ReadAsStringAsync().GetAwaiter().GetResult()
        $response.Dispose()
    }
    $watch.Elapsed.TotalSeconds
}

# The client, and a cmdlet that does nothing: the minimum for a cmdlet that pings as fast as the client.
function Measure-ClientPingBesideCmdlet([int] $Count, [string] $Name = 'beat') {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $null = Write-Output "$Name-$i"
        $response = $client.PostAsync("${ping}$Name-$i", $null).GetAwaiter().GetResult()
        $null = $response.EnsureSuccessStatusCode().Content.ReadAsStringAsync().GetAwaiter().GetResult()
        $response.Dispose()
    }
    $watch.Elapsed.TotalSeconds
}

function Measure-RestPing([int] $Count) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $null = Invoke-RestMethod "${ping}beat-$i" -Method Post -Headers $headers
    }
    $watch.Elapsed.TotalSeconds
}

# Many pings in one pipeline.

function Measure-CmdletBulk([int] $Count, [int] $ThrottleLimit) {
    $names = foreach ($i in 1..$Count) { "beat-$i" }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $names | Invoke-CompassHeartbeatPing -ThrottleLimit $ThrottleLimit | Out-Null
    $watch.Elapsed.TotalSeconds
}

function Measure-ParallelBulk([int] $Count, [int] $ThrottleLimit) {
    $names = foreach ($i in 1..$Count) { "beat-$i" }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $names | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        Invoke-RestMethod "$using:ping$_" -Method Post -Headers $using:headers
    } | Out-Null
    $watch.Elapsed.TotalSeconds
}

# A list, page by page.

function Measure-CmdletList([int] $Count, [int] $PageSize) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Get-CompassHeartbeat -TeamId "team-$Count" -PageSize $PageSize | Out-Null
    $watch.Elapsed.TotalSeconds
}

function Measure-RestList([int] $Count, [int] $PageSize) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & {
        $next = "/v1/teams/team-$Count/heartbeats?size=$PageSize"
        while ($next) {
            $page = Invoke-RestMethod "$base$next" -Headers $headers
            $page.values
            $next = $page.links.PSObject.Properties['next'].Value
        }
    } | Out-Null
    $watch.Elapsed.TotalSeconds
}
