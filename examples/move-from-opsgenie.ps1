#Requires -Version 7.4

<#
.SYNOPSIS
    Moves heartbeats and planned maintenances from Opsgenie to Jira Service Management, and proves that nothing was lost.

.DESCRIPTION
    Reads Opsgenie, or the file that -Save wrote, and searches the new product for the same heartbeats and maintenances. It shows old and new
    side by side, creates missing ones, and compares again: it lists every difference between Opsgenie and the new product.

    Each heartbeat goes to the team with the name of its owner. Letter case does not matter. Opsgenie's maintenances apply to the whole account,
    so they become global windows. -Map maps teams, integrations and policies with other names or ids. If a team or a rule cannot be
    mapped, the script lists it and creates nothing.

    You can repeat it: existing objects are not changed. A heartbeat that was changed here is reported as a difference and not overwritten.

    Exit codes: 0, everything is here and equal, or -WhatIf has shown the plan; 1, something is missing or differs; 2, nothing was done.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Sandbox

    Rehearses with the example file.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -OpsgenieKey $key -Region EU -Save opsgenie.json -Site acme -Credential $credential -WhatIf

    Reads Opsgenie, keeps a copy, and shows the plan.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Path opsgenie.json -Map map.json -Site acme -Credential $credential

    Moves the objects in the copy.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Path opsgenie.json -Map map.json -Site acme -FindIn ./scripts

    Lists the lines that still ping Opsgenie, each with the line that replaces it. Nothing is created.

.PARAMETER Path
    The file that -Save wrote, or that contains Opsgenie's response to "list heartbeats". Without it, the script reads Opsgenie.

.PARAMETER OpsgenieKey
    The API key, with the right to read configuration. Without it, the variable OPSGENIE_API_KEY. It is not shown anywhere.

.PARAMETER Region
    Opsgenie's region: US or EU.

.PARAMETER OpsgenieUri
    The address of Opsgenie's API, for tests.

.PARAMETER Save
    The file for Opsgenie's responses. Opsgenie's data is lost when its account is closed.

.PARAMETER Map
    A JSON file with "teams", "integrations" and "policies". Each maps an old name or id to a new one; null means that it is not moved:
    { "teams": { "Pay": "Payments", "Old lab": null }, "integrations": { "<old id>": "<new id>" } }

.PARAMETER FindIn
    Files or folders to search for pings to Opsgenie.

.PARAMETER TeamId
    The team for heartbeats that have no owner in Opsgenie, as an id or a name.

.PARAMETER Site
    The site, as in acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the shell, or else the
    variables COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and so on.

.PARAMETER Sandbox
    Rehearses in a sandbox in this process.

.PARAMETER Credential
    The account's e-mail address and API token.

.PARAMETER Product
    JiraServiceManagement or Compass.
#>
[CmdletBinding(DefaultParameterSetName = 'Existing', SupportsShouldProcess)]
param(
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [securestring] $OpsgenieKey,

    [ValidateSet('US', 'EU')]
    [string] $Region = 'US',

    [uri] $OpsgenieUri,

    [ValidateNotNullOrEmpty()]
    [string] $Save,

    [ValidateNotNullOrEmpty()]
    [string] $Map,

    [ValidateNotNullOrEmpty()]
    [string[]] $FindIn,

    [ValidateNotNullOrEmpty()]
    [string] $TeamId,

    [Parameter(Mandatory, ParameterSetName = 'Site')]
    [string] $Site,

    [Parameter(Mandatory, ParameterSetName = 'Sandbox')]
    [switch] $Sandbox,

    [Parameter(ParameterSetName = 'Site')]
    [pscredential] $Credential,

    [Parameter(ParameterSetName = 'Site')]
    [Parameter(ParameterSetName = 'Sandbox')]
    [ValidateSet('Compass', 'JiraServiceManagement')]
    [string] $Product = 'JiraServiceManagement'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Returns all objects of a list of Opsgenie, page by page. The key is in the header only; -Debug would show headers.
function Read-Opsgenie([uri] $Root, [string] $Address, [securestring] $Key) {
    $next = [uri]::new($Root, $Address)
    while ($next) {
        try {
            $request = @{
                Uri = $next; TimeoutSec = 60; MaximumRedirection = 0; MaximumRetryCount = 2; RetryIntervalSec = 2; Verbose = $false; Debug = $false
                Headers = @{ Authorization = 'GenieKey ' + [System.Net.NetworkCredential]::new('', $Key).Password }
            }
            $answer = (Invoke-WebRequest @request).Content | ConvertFrom-Json -AsHashtable
            $answer['data']
        }
        catch {
            throw "Cannot read Opsgenie at ${next}: $($_.Exception.Message)"
        }
        $following = if ($answer['paging']) { $answer['paging']['next'] }
        $next = if ($following) { [uri]::new($next, $following) }
        if ($next -and $next.Authority -ne $Root.Authority) { throw "Opsgenie's next page is at another address: $next" }
    }
}

# Returns the heartbeats of Opsgenie, and the maintenances that are not over, with their rules.
function Get-Opsgenie {
    $root = if ($OpsgenieUri) { $OpsgenieUri } elseif ($Region -eq 'EU') { [uri] 'https://api.eu.opsgenie.com/' } else { [uri] 'https://api.opsgenie.com/' }
    if ($root.Scheme -ne 'https' -and -not $root.IsLoopback) { throw 'The address of Opsgenie must begin with https.' }
    $key = if ($OpsgenieKey) { $OpsgenieKey } elseif ($env:OPSGENIE_API_KEY) { [System.Net.NetworkCredential]::new('', $env:OPSGENIE_API_KEY).SecurePassword }
    if (-not $key) { throw 'Specify -Path, or -OpsgenieKey (or the variable OPSGENIE_API_KEY).' }

    Write-Host "Reading Opsgenie at $root"
    $maintenances = foreach ($one in Read-Opsgenie $root '/v1/maintenance?type=non-expired' $key | Where-Object { $_ }) {
        if ($one['rules']) { $one } else { Read-Opsgenie $root "/v1/maintenance/$($one['id'])" $key }
    }
    $heartbeats = foreach ($page in Read-Opsgenie $root '/v2/heartbeats' $key) {
        if ($page -is [System.Collections.IDictionary] -and $page.Contains('heartbeats')) { $page['heartbeats'] } else { $page }
    }
    @{ readAt = [datetime]::UtcNow.ToString('o'); data = @{ heartbeats = @($heartbeats | Where-Object { $_ }); maintenances = @($maintenances | Where-Object { $_ }) } }
}

# Looks up an old id or name in the map. Returns the new one, or the old one if the map does not contain it.
function Get-Mapped([string] $Kind, [object] $Old) {
    $table = $mapping[$Kind]
    foreach ($name in $Old['id'], $Old['name']) {
        if ($name -and $table.ContainsKey($name)) { return @{ IsMapped = $true; Value = $table[$name] } }
    }
    @{ IsMapped = $false; Value = $Old['name'] }
}

# Returns the new team with that id or name. If two names differ only in case, prefers the exact match.
function Find-Team([string] $Text) {
    $found = @($teams | Where-Object { $_.TeamId -eq $Text -or $_.TeamName -eq $Text })
    if ($found.Count -gt 1) { $found = @($found | Where-Object TeamName -CEQ $Text) }
    if ($found.Count -eq 1) { $found[0] }
}

# Returns a text in one form. Services may trim it and change its line ends.
function Get-Plain([object] $Text) {
    "$Text".Replace("`r`n", "`n").Trim()
}

# Returns tags as one text, in one order. Services may change them to lower case.
function Get-TagText([string[]] $Tag) {
    @($Tag | Where-Object { $_ } | ForEach-Object { $_.Trim().ToLowerInvariant() } | Sort-Object) -join ', '
}

# Returns rules as one text, in one order.
function Get-RuleText([object[]] $Rule) {
    @($Rule | ForEach-Object { "$($_.State) $($_.EntityType) $($_.EntityId)".ToLowerInvariant() } | Sort-Object) -join ', '
}

# Lists the differences between a heartbeat of Opsgenie and the new one.
function Compare-Heartbeat([object] $Old, [object] $New) {
    $default = 'HeartbeatName is expired'
    $pairs = [ordered] @{
        Name     = $Old['name'], $New.Name
        Interval = "$($Old['interval'] * @{ minutes = 1; hours = 60; days = 1440 }["$($Old['intervalUnit'])"]) minutes", "$($New.Period.TotalMinutes) minutes"
        Enabled  = ($Old['enabled'] -ne $false), $New.Enabled
        Text     = (Get-Plain $Old['description']), (Get-Plain $New.Description)
        Alert    = (Get-Plain $(if ($Old['alertMessage']) { $Old['alertMessage'] } else { $default })), (Get-Plain $(if ($New.AlertMessage) { $New.AlertMessage } else { $default }))
        Priority = $(if ($Old['alertPriority']) { $Old['alertPriority'] } else { 'P3' }), $New.AlertPriority
        Tags     = (Get-TagText $Old['alertTags']), (Get-TagText $New.AlertTags)
    }
    foreach ($property in $pairs.Keys) {
        if ("$($pairs[$property][0])" -cne "$($pairs[$property][1])") {
            [pscustomobject] @{ Of = $Old['name']; Property = $property; Opsgenie = $pairs[$property][0]; Here = $pairs[$property][1] }
        }
    }
}

# Reads the new product and pairs each old object with the new one. Sends one list request for each team and one for global windows.
function Find-Counterpart {
    foreach ($group in $plan | Group-Object { $_.Team.TeamId }) {
        $here = @{}
        Get-CompassHeartbeat -TeamId $group.Name -Connection $connection | ForEach-Object { $here[$_.Name] = $_ }
        foreach ($one in $group.Group) { $one.New = $here[$one.Old['name']] }
    }
    if ($windows) {
        $here = [System.Collections.Generic.List[object]] @(Get-CompassMaintenance -Global -Type All -Connection $connection)
        foreach ($one in $windows) {
            # Prefers a window with the same rules, and a cancelled one last. Uses each once.
            $one.New = $here | Where-Object { (Get-Plain $_.Description) -eq $one.Text -and [Math]::Abs(($_.StartDate - $one.Start).TotalSeconds) -lt 60 } |
                Sort-Object { $_.Status -eq 'cancelled' }, { (Get-RuleText $_.Rules) -ne (Get-RuleText $one.Rules) } | Select-Object -First 1
            if ($one.New) { $null = $here.Remove($one.New) }
        }
    }
}

# Lists every difference between Opsgenie and the new product.
function Get-Difference {
    foreach ($one in $plan) {
        if ($one.New) { Compare-Heartbeat $one.Old $one.New }
        else { [pscustomobject] @{ Of = $one.Old['name']; Property = 'Heartbeat'; Opsgenie = $one.Owner; Here = 'missing' } }
    }
    foreach ($one in $windows) {
        if (-not $one.New) { [pscustomobject] @{ Of = $one.Title; Property = 'Maintenance'; Opsgenie = "$($one.Start.ToString('u'))"; Here = 'missing' }; continue }
        if ($one.New.Status -eq 'cancelled') { [pscustomobject] @{ Of = $one.Title; Property = 'Status'; Opsgenie = 'planned'; Here = 'cancelled' } }
        if ([Math]::Abs(($one.New.EndDate - $one.End).TotalSeconds) -ge 60) {
            [pscustomobject] @{ Of = $one.Title; Property = 'End'; Opsgenie = $one.End.ToString('u'); Here = $one.New.EndDate.ToString('u') }
        }
        $old, $new = (Get-RuleText $one.Rules), (Get-RuleText $one.New.Rules)
        if ($old -ne $new) { [pscustomobject] @{ Of = $one.Title; Property = 'Rules'; Opsgenie = $old; Here = $new } }
    }
}

# Lists the lines that use Opsgenie, each with its replacement. Hides the keys in them.
function Find-Ping([string[]] $Place) {
    $command = '\b(curl|wget|Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b'
    $rest = '(?:"[^"]*"|''[^'']*''|@\{[^}]*\}|\$\{[^}]*\}|[^|;&<>"''{}])*'
    $places = @(Get-Item -Path $Place -Force)
    $files = @($places | Get-ChildItem -File -Recurse -Force -ErrorAction Continue -ErrorVariable failures | Where-Object FullName -NotMatch '[\\/]\.git[\\/]')
    $hits = @($files | Select-String -Pattern 'api\.(eu\.)?opsgenie\.com' -ErrorAction Continue -ErrorVariable +failures)
    $script:unread = @($failures).Count
    foreach ($hit in $hits) {
        $line = $hit.Line -replace '(GenieKey\s+|apiKey=|(?:-u|--user)[\s=]+)(?!\$)[^\s"'']+', '$1***' -replace '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', '***'
        $replacing = 'not a ping by itself: look at what uses this address'
        if ($hit.Line -match 'opsgenie\.com(?::\d+)?/v2/heartbeats/(?<name>\$\{[^}]+\}|\$\([^)]*\)|[^/"''?]+)/ping') {
            $raw = $Matches['name']
            $name = [uri]::UnescapeDataString($raw)
            $known = $plan | Where-Object { $_.Old['name'] -eq $name } | Select-Object -First 1
            $id = if ($known) { $known.Team.TeamId } else { '<id of the team>' }
            $isVariable = $name -match '[$%{]'
            if ($hit.Path -match '\.psm?1$') {
                $quoted = if ($isVariable) { '"{0}"' -f $name } else { "'{0}'" -f $name.Replace("'", "''") }
                $call = "Invoke-CompassHeartbeatPing $quoted -TeamId $id"
            }
            else {
                $query = if ($isVariable) { $raw } else { [uri]::EscapeDataString($name) }
                if ($hit.Path -match '\.(bat|cmd)$' -and -not $isVariable) { $query = $query.Replace('%', '%%') }
                $ping = '{0}/v1/teams/{1}/heartbeats/ping?name={2}' -f "$($connection.BaseUri)".TrimEnd('/'), $id, $query
                # Jira Service Management documents GET, Compass POST.
                $method = if ("$($connection.Product)" -eq 'Compass') { '--request POST ' }
                $call = 'curl --netrc-file compass.netrc --fail --silent --show-error {0}"{1}"' -f $method, $ping
            }
            # Keeps the rest of the line: a schedule before the command, or a redirection or command after it.
            $whole = [regex]::Match($line, "$command$rest(?!(?<=\s\d)>)")
            $isWhole = $whole.Success -and $whole.Value -match 'opsgenie\.com'
            $replacing = if ($isWhole) { ($line.Remove($whole.Index, $whole.Length).Insert($whole.Index, "$call ")).Trim() } else { $call }
        }
        [pscustomobject] @{ Path = $hit.Path; Line = $hit.LineNumber; Old = $line.Trim(); New = $replacing }
    }
}

try {
    # Imports the module that this repository built, or the installed one.
    if (-not (Get-Module CompassOps)) {
        $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
        Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
    }

    if ($Sandbox -and -not ($Path -or $OpsgenieKey -or $OpsgenieUri)) {
        $Path = Join-Path $PSScriptRoot 'opsgenie-heartbeats.json'
        if (-not $Map) { $Map = Join-Path $PSScriptRoot 'opsgenie-map.json' }
    }
    $opsgenie = if ($Path) { Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json -AsHashtable } else { Get-Opsgenie }
    if ($Save) {
        $opsgenie | ConvertTo-Json -Depth 12 | Set-Content -LiteralPath $Save -WhatIf:$false
        Write-Host "Opsgenie's answers are kept in '$Save'."
    }
    if (-not $opsgenie['data'] -or -not $opsgenie['data'].Contains('heartbeats')) { throw "'$Path' has no data.heartbeats: it is not an answer of Opsgenie." }
    if (-not $opsgenie['data']['heartbeats'] -and -not $opsgenie['data']['maintenances']) { throw 'Opsgenie lists no heartbeats and no maintenances. Check the rights of the key.' }

    $mapping = @{}
    $given = if ($Map) { Get-Content -LiteralPath $Map -Raw | ConvertFrom-Json -AsHashtable } else { @{} }
    foreach ($kind in 'teams', 'integrations', 'policies', 'syncs') {
        $mapping[$kind] = @{}
        if ($given[$kind]) { foreach ($name in $given[$kind].Keys) { $mapping[$kind][$name] = $given[$kind][$name] } }
    }
    $unknown = @($given.Keys | Where-Object { -not $mapping.ContainsKey($_) -and $_ -ne '$schema' })
    if ($unknown) { throw "'$Map' has '$($unknown -join "', '")'. It may have teams, integrations, policies and syncs." }

    $target = @{}
    foreach ($parameter in 'Site', 'Sandbox', 'Credential') {
        if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
    }
    # Without -Site and -Sandbox, uses the shell's default connection or the COMPASS_ variables.
    $connection = if ($Site -or $Sandbox) { Connect-Compass @target -Product $Product } else { Get-CompassConnection -Default }
    if (-not $connection) { $connection = Connect-Compass }
    $place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
    Write-Host "Connected to $place, $($connection.Product)."
    try { $teams = @(Get-CompassTeam -Connection $connection) }
    catch {
        Write-Warning "The teams cannot be listed, so -Map and -TeamId have to name them by their ids. $_"
        $ids = @($mapping['teams'].Values) + $TeamId | Where-Object { $null -ne ("$_" -as [guid]) } | Select-Object -Unique
        $teams = @($ids | ForEach-Object { [pscustomobject] @{ TeamId = $_; TeamName = $_ } })
    }

    # Maps every object. An object that cannot be mapped is refused.
    $refused = [System.Collections.Generic.List[string]]::new()
    $left = [System.Collections.Generic.List[string]]::new()
    $fallback = if ($TeamId) { $TeamId } elseif ($Sandbox) { $connection.TeamId }
    $plan = @(foreach ($old in $opsgenie['data']['heartbeats']) {
            $owner = if ($old['ownerTeam'] -and $old['ownerTeam'].Count) { $old['ownerTeam'] }
            $ownerName = if ($owner) { @($owner['name'], $owner['id'] | Where-Object { $_ })[0] }
            $goal = if ($owner) { Get-Mapped teams $owner } else { @{ IsMapped = $false; Value = $fallback } }
            if ($goal.IsMapped -and $null -eq $goal.Value) { $left.Add("Heartbeat '$($old['name'])' of team '$ownerName'"); continue }
            $team = if ($goal.Value) { Find-Team $goal.Value }
            if ($team) { [pscustomobject] @{ Old = $old; Owner = $ownerName; Team = $team; New = $null } }
            elseif ($owner) { $refused.Add("Team '$ownerName'$(if ($goal.IsMapped) { ", mapped to '$($goal.Value)'," }) is not one team here. Add it to `"teams`" of -Map.") }
            else { $refused.Add("Heartbeat '$($old['name'])' has no owner. Specify -TeamId.") }
        })
    $plan | Group-Object { "$($_.Team.TeamId) $($_.Old['name'])" } | Where-Object Count -GT 1 | ForEach-Object {
        $refused.Add("Heartbeats '$(@($_.Group | ForEach-Object { $_.Old['name'] }) -join "', '")' differ in letter case only, and go to the same team. Rename one in Opsgenie.")
    }

    $kinds = @{ integration = 'integrations'; policy = 'policies'; sync = 'syncs' }
    $windows = @(foreach ($old in @($opsgenie['data']['maintenances'] | Where-Object { $_ })) {
            $title = "$(if ($old['description']) { $old['description'] } else { $old['id'] })"
            $start, $end = foreach ($key in 'startDate', 'endDate') { [DateTimeOffset] $old['time'][$key] }
            if (($old['status'] -and $old['status'] -ne 'planned') -or $start -le [DateTimeOffset]::UtcNow) { $left.Add("Maintenance '$title' is $($old['status']) and began $($start.ToString('u')): only planned ones are moved"); continue }
            $rules = foreach ($rule in $old['rules']) {
                $entity = $rule['entity']
                $goal = if ($kinds.ContainsKey("$($entity['type'])")) { Get-Mapped $kinds[$entity['type']] $entity } else { @{ IsMapped = $false } }
                if ($goal.IsMapped -and $goal.Value) {
                    $one = @{ "$($entity['type'])Id" = $goal.Value; State = $(if ($rule['state']) { $rule['state'] } else { 'disabled' }) }
                    New-CompassMaintenanceRule @one
                }
                elseif ($goal.IsMapped -and $null -eq $goal.Value) { $left.Add("Rule of maintenance '$title' for $($entity['type']) $($entity['id'])") }
                else { $refused.Add("Maintenance '$title': $($entity['type']) $($entity['id']) $(if ($entity['name']) { "('$($entity['name'])') " })has no counterpart. Add it to `"$($kinds["$($entity['type'])"])`" of -Map.") }
            }
            if ($rules) { [pscustomobject] @{ Title = $title; Text = (Get-Plain $old['description']); Start = $start; End = $end; Rules = @($rules); New = $null } }
        })

    if ($FindIn) {
        $pings = @(Find-Ping $FindIn)
        foreach ($ping in $pings) { Write-Host "$($ping.Path):$($ping.Line)`n  - $($ping.Old)`n  + $($ping.New)" }
        Write-Host "$($pings.Count) lines contain Opsgenie's address."
        if ($unread) { Write-Host "$unread files or folders could not be read, so there may be more." -ForegroundColor Red }
        exit $(if ($unread) { 1 } else { 0 })
    }
    if ($refused.Count -gt 0) {
        $refused | Select-Object -Unique | ForEach-Object { Write-Host "  $_" -ForegroundColor Red }
        throw "Nothing was created, because $(@($refused | Select-Object -Unique).Count) things cannot be mapped. Teams here: $(@($teams.TeamName | Sort-Object) -join ', ')."
    }
    Find-Counterpart
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

$action = @{ Name = 'Action'; Expression = { if ($_.New) { 'Exists' } else { 'Create' } } }
$name = @{ Name = 'Heartbeat'; Expression = { $_.Old['name'] } }
$columns = @(
    $action
    $name
    @{ Name = 'Team in Opsgenie'; Expression = 'Owner' }
    @{ Name = 'Team here'; Expression = { $_.Team.TeamName } }
    @{ Name = 'Interval'; Expression = { "$($_.Old['interval']) $($_.Old['intervalUnit'])" } }
    @{ Name = 'Enabled'; Expression = { $_.Old['enabled'] -ne $false } }
)
$plan | Sort-Object Owner, { $_.Old['name'] } | Format-Table $columns | Out-String -Width 160 | Write-Host
$columns = @(
    $action
    @{ Name = 'Maintenance (global here)'; Expression = 'Title' }
    @{ Name = 'Start'; Expression = { $_.Start.ToString('u') } }
    @{ Name = 'End'; Expression = { $_.End.ToString('u') } }
    @{ Name = 'Rules'; Expression = { $_.Rules -join ', ' } }
)
$windows | Sort-Object Start | Format-Table $columns | Out-String -Width 160 | Write-Host
$left | ForEach-Object { Write-Host "Not moved: $_." -ForegroundColor Yellow }

# An error of one heartbeat does not end the run. The parity report shows missing ones.
$expected = @(@($plan) + @($windows) | Where-Object New).Count
$created = @($plan | Where-Object { -not $_.New -and $PSCmdlet.ShouldProcess("heartbeat '$($_.Old['name'])' in team '$($_.Team.TeamName)'", 'Create') } | ForEach-Object {
        $row = [ordered] @{ Name = $_.Old['name']; TeamId = $_.Team.TeamId; Enabled = $_.Old['enabled'] -ne $false; Interval = $_.Old['interval']; IntervalUnit = $_.Old['intervalUnit'] }
        if ($_.Old['description']) { $row.Description = $_.Old['description'] }
        if ($_.Old['alertMessage']) { $row.AlertMessage = $_.Old['alertMessage'] }
        if ($_.Old['alertTags']) { $row.AlertTag = @($_.Old['alertTags']) }
        if ($_.Old['alertPriority']) { $row.AlertPriority = $_.Old['alertPriority'] }
        [pscustomobject] $row
    } | New-CompassHeartbeat -SkipExisting -ThrottleLimit 4 -Connection $connection -Confirm:$false -ErrorAction Continue)
$created += @(foreach ($one in $windows) {
        if (-not $one.New -and $PSCmdlet.ShouldProcess("global maintenance '$($one.Title)'", 'Create')) {
            $window = @{ Global = $true; StartDate = $one.Start; EndDate = $one.End; Rule = $one.Rules }
            if ($one.Text) { $window.Description = $one.Text }
            New-CompassMaintenance @window -SkipExisting -Connection $connection -Confirm:$false -ErrorAction Continue
        }
    })

if ($WhatIfPreference) {
    Write-Host "Nothing was created (-WhatIf). Missing: $(@($plan | Where-Object { -not $_.New }).Count) heartbeats, $(@($windows | Where-Object { -not $_.New }).Count) maintenances."
    exit 0
}

try {
    # Lists may not contain new objects yet.
    foreach ($attempt in 1..8) {
        Find-Counterpart
        if (@(@($plan) + @($windows) | Where-Object New).Count -ge $expected + $created.Count) { break }
        Start-Sleep -Seconds 2
    }
}
catch {
    Write-Host "The result cannot be verified: $_" -ForegroundColor Red
    exit 1
}
$pending = @($plan | Where-Object { $_.New -and $_.New.Status -eq 'Pending' })
if ($pending) {
    Write-Host "$($pending.Count) heartbeats have not been pinged here yet:"
    $lastPing = @{ Name = 'Last ping in Opsgenie'; Expression = { if ($_.Old['lastPingTime']) { ([DateTimeOffset] $_.Old['lastPingTime']).ToString('u') } else { 'never' } } }
    $pending | Format-Table $name, @{ Name = 'Team'; Expression = { $_.Team.TeamName } }, $lastPing | Out-String -Width 160 | Write-Host
}
$differences = @(Get-Difference)
if ($differences) {
    $differences | Format-Table Of, Property, Opsgenie, Here -Wrap | Out-String -Width 160 | Write-Host
    Write-Host "Parity: $($differences.Count) differences between Opsgenie and here." -ForegroundColor Red
    exit 1
}
Write-Host "All $($plan.Count) heartbeats and $($windows.Count) maintenances are here. Parity: no differences."
exit 0
