# Sends the same ping as ScheduledPing.ps1, but does not use the module.
param([string] $Root, [string] $Module)

$pair = "$($env:COMPASS_EMAIL):$($env:COMPASS_API_TOKEN)"
$headers = @{ Authorization = 'Basic ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($pair)) }
$heartbeats = "$Root/compass/cloud/$($env:COMPASS_CLOUD_ID)/ops/v1/teams/$($env:COMPASS_TEAM_ID)/heartbeats"
Invoke-RestMethod "$heartbeats/ping?name=nightly-backup" -Method Post -Headers $headers
