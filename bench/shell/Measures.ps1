# Functions that measure how long requests take. Each Measure function returns the total time of all its requests in seconds. Import
# the module before you call a function.
param(
    [Parameter(Mandatory)]
    [string] $Root
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# On the benchmark server, the last digits of a team id are the number of heartbeats of the team.
$team = '00000000-0000-4000-8000-000000002000'
$user = 'bench@example.com'
$secret = 'a-token-of-the-usual-length-which-is-not-secret'
$basic = 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("${user}:$secret"))
$headers = @{ Authorization = $basic }

# Connects to a root address if no connection with this address exists.
function Connect-Bench([string] $Root = $script:Root) {
    if (-not (Get-CompassConnection -Name $Root -ErrorAction Ignore)) {
        $credential = [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $secret).SecurePassword)
        $null = Connect-Compass -BaseUri $Root -CloudId bench -Credential $credential -TeamId $team -Name $Root
    }
}


function Measure-CmdletPing([string] $Root, [int] $Count) {
    Connect-Bench $Root
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $null = Invoke-CompassHeartbeatPing "beat-$i" -Connection $Root
    }
    $watch.Elapsed.TotalSeconds
}

function Measure-RestPing([string] $Root, [int] $Count) {
    $ping = "$Root/compass/cloud/bench/ops/v1/teams/$team/heartbeats/ping?name="
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $Count; $i++) {
        $null = Invoke-RestMethod "${ping}beat-$i" -Method Post -Headers $headers
    }
    $watch.Elapsed.TotalSeconds
}


function Measure-CmdletBulk([string] $Root, [int] $Count, [int] $ThrottleLimit) {
    Connect-Bench $Root
    $names = foreach ($i in 1..$Count) { "beat-$i" }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $names | Invoke-CompassHeartbeatPing -Connection $Root -ThrottleLimit $ThrottleLimit | Out-Null
    $watch.Elapsed.TotalSeconds
}

function Measure-ClientBulk([string] $Root, [int] $Count, [int] $AtOnce) {
    $client.Ping($Root, $Count, $AtOnce)
}

function Measure-RestBulk([string] $Root, [int] $Count, [int] $ThrottleLimit) {
    $ping = "$Root/compass/cloud/bench/ops/v1/teams/$team/heartbeats/ping?name="
    $names = foreach ($i in 1..$Count) { "beat-$i" }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $names | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        Invoke-RestMethod "$using:ping$_" -Method Post -Headers $using:headers
    } | Out-Null
    $watch.Elapsed.TotalSeconds
}


function Measure-CmdletList([string] $Root, [int] $Count) {
    Connect-Bench $Root
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Get-CompassHeartbeat -TeamId "00000000-0000-4000-8000-$('{0:d12}' -f $Count)" -Connection $Root | Out-Null
    $watch.Elapsed.TotalSeconds
}

function Measure-ClientList([string] $Root, [int] $Count) {
    $client.List($Root, $Count)
}

# Lists heartbeats and follows links.next. Without a page size, the server returns 20 heartbeats for each page.
function Measure-RestList([string] $Root, [int] $Count, [int] $PageSize) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & {
        $next = "/v1/teams/00000000-0000-4000-8000-$('{0:d12}' -f $Count)/heartbeats" + $(if ($PageSize) { "?size=$PageSize" })
        while ($next) {
            $page = Invoke-RestMethod "$Root/compass/cloud/bench/ops$next" -Headers $headers
            $page.values
            $next = $page.links.PSObject.Properties['next'].Value
        }
    } | Out-Null
    $watch.Elapsed.TotalSeconds
}
