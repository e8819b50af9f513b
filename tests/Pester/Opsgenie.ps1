# Simulates Opsgenie on a loopback port. Usage: . "$PSScriptRoot/Opsgenie.ps1".

# Starts the simulation. For the region EU, the list of maintenances has two pages and contains no rules. So a client must request
# each maintenance by its id to get its rules.
function Start-Opsgenie([object[]] $Heartbeat, [object[]] $Maintenance, [string] $Region = 'US', [string] $Key = 'genie-key-0') {
    $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $port = $probe.LocalEndpoint.Port
    $probe.Stop()
    $listener = [System.Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $seen = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    $shell = [powershell]::Create().AddScript({
            param($listener, $heartbeats, $maintenances, $region, $key, $seen)
            while ($listener.IsListening) {
                try { $context = $listener.GetContext() } catch { return }
                $path = $context.Request.RawUrl
                $seen.Enqueue("$($context.Request.HttpMethod) $path")
                $status = 200
                $answer = if ($context.Request.Headers['Authorization'] -cne "GenieKey $key") { $status = 401; @{ message = 'Could not authenticate' } }
                elseif ($path -eq '/v2/heartbeats') { @{ data = @{ heartbeats = $heartbeats }; took = 0.1; requestId = 'r' } }
                elseif ($path -like '/v1/maintenance?type=non-expired*') {
                    $list = @($maintenances | ForEach-Object {
                            $copy = [ordered] @{} + $_
                            if ($region -eq 'EU') { $copy.Remove('rules') }
                            $copy
                        })
                    if ($region -eq 'US') { @{ data = $list } }
                    elseif ($path -notlike '*offset=*') { @{ data = @($list | Select-Object -First 2); paging = @{ next = '/v1/maintenance?type=non-expired&offset=2' } } }
                    else { @{ data = @($list | Select-Object -Skip 2) } }
                }
                elseif ($path -match '^/v1/maintenance/(.+)$') { @{ data = $maintenances | Where-Object { $_.id -eq $Matches[1] } } }
                else { $status = 404; @{ message = 'not found' } }
                $bytes = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $answer -Depth 9))
                $context.Response.StatusCode = $status
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                $context.Response.Close()
            }
        }).AddArgument($listener).AddArgument($Heartbeat).AddArgument($Maintenance).AddArgument($Region).AddArgument($Key).AddArgument($seen)
    $null = $shell.BeginInvoke()
    [pscustomobject] @{ Uri = "http://127.0.0.1:$port/"; Listener = $listener; Shell = $shell; Seen = $seen }
}

function Stop-Opsgenie([object] $Server) {
    $Server.Listener.Close()
    $Server.Shell.Dispose()
}
