#Requires -Version 7.4

<#
.SYNOPSIS
    Copies heartbeats and planned maintenances from Opsgenie to Jira Service Management, and lists the differences.

.DESCRIPTION
    Reads heartbeats and maintenances from Opsgenie, or from a file that -Save wrote. Shows them beside the objects of the new product, and
    creates the missing objects there. Then lists every difference between Opsgenie and the new product.

    A heartbeat moves to the team with the name of its owner team in Opsgenie. The letter case does not matter. A maintenance becomes a global
    window, because maintenances of Opsgenie apply to the whole account. If teams, integrations or policies have other names or ids in the new
    product, list them in a file and use -Map. If the script cannot map a team or a rule, it creates nothing, and prints the missing part of
    the map file.

    You can run the script again, but do not run it twice at the same time. It does not change existing objects.

    Exit codes:
    0  All objects exist without differences, or -WhatIf showed the missing objects, or -FindIn searched all files.
    1  An object is missing or differs, or -FindIn could not read a file.
    2  The script stopped before it created or searched anything.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Sandbox

    Demonstrates the script in a sandbox, with an example file.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -OpsgenieKey $key -Region EU -Save opsgenie.json -Site acme -Credential $credential -WhatIf

    Reads Opsgenie, saves the data in opsgenie.json, and shows which objects the script would create.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Path opsgenie.json -Map map.json -Site acme -Credential $credential

    Creates the heartbeats and maintenances that are in opsgenie.json.

.EXAMPLE
    ./examples/move-from-opsgenie.ps1 -Path opsgenie.json -Map map.json -Site acme -FindIn ./scripts

    Searches the files of a folder for lines that send requests to Opsgenie. Shows each line with a replacement. Creates nothing.

.PARAMETER Path
    A file that -Save wrote, or a file with Opsgenie's response to "list heartbeats". Without -Path, the script reads Opsgenie.

.PARAMETER OpsgenieKey
    An API key of the account with the rights Read and Configuration access. The default is the environment variable
    OPSGENIE_API_KEY. The output never contains the key.

.PARAMETER Region
    The region of the Opsgenie account: US (the default) or EU.

.PARAMETER OpsgenieUri
    The address of Opsgenie's API, for tests.

.PARAMETER Save
    Saves the data of Opsgenie in this file, and replaces an existing file. Keep the file, because Atlassian deletes the data when it
    deactivates the account.

.PARAMETER Map
    A JSON file with the objects "teams", "integrations", "policies" and "syncs". In each of them, the name of a field is
    an old name or id, and its value is the new name or id. If the value is null, the script skips the old object. For example:
    { "teams": { "Pay": "Payments", "Old lab": null }, "integrations": { "<old id>": "<new id>" } }

.PARAMETER FindIn
    Files or folders. With -FindIn, the script creates nothing, and searches these files for lines that send requests to Opsgenie.

.PARAMETER TeamId
    The id or name of a team in the new product. The heartbeats that have no owner team in Opsgenie move to this team.

.PARAMETER Site
    The site: acme for acme.atlassian.net. Without -Site and -Sandbox, the script uses the default connection of the session. If there is
    none, it connects with COMPASS_SITE, COMPASS_EMAIL, COMPASS_API_TOKEN and other environment variables.

.PARAMETER Sandbox
    Uses a sandbox, which simulates the service in this process.

.PARAMETER Credential
    The e-mail address and the API token of the account.

.PARAMETER Product
    The product: JiraServiceManagement (the default) or Compass.
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

function Read-JsonFile([string] $File) {
    try { $content = Get-Content -LiteralPath $File -Raw | ConvertFrom-Json -AsHashtable }
    catch { throw "Cannot read '$File': $($_.Exception.Message)" }
    if ($content -isnot [System.Collections.IDictionary]) { throw "'$File' does not contain a JSON object." }
    $content
}

# Returns the API key of Opsgenie. An invalid key ends the script here, because the error of a web request would contain the key.
function Get-OpsgenieKey {
    $key = "$(if ($OpsgenieKey) { [System.Net.NetworkCredential]::new('', $OpsgenieKey).Password } else { $env:OPSGENIE_API_KEY })".Trim()
    if (-not $key) { throw 'The script has no data and no API key of Opsgenie. Specify -Path or -OpsgenieKey, or set the environment variable OPSGENIE_API_KEY.' }
    if ($key -notmatch '^[\x21-\x7e]+$') { throw 'The API key of Opsgenie contains a space, a line break or another invalid character. Copy the key again.' }
    $key
}

# Returns the items of all pages of a list in Opsgenie. Debug output is off, because it would contain the API key.
function Read-Opsgenie([uri] $Root, [string] $Address, [string] $Key) {
    $next = [uri]::new($Root, $Address)
    while ($next) {
        try {
            $request = @{
                Uri = $next; TimeoutSec = 60; MaximumRedirection = 0; MaximumRetryCount = 2; RetryIntervalSec = 2; Verbose = $false; Debug = $false
                Headers = @{ Authorization = "GenieKey $Key" }
            }
            $answer = (Invoke-WebRequest @request).Content | ConvertFrom-Json -AsHashtable
            $answer['data']
        }
        catch {
            $remedy = if ($_.Exception.Message -match '\b(401|403|422)\b') { " Check the key, its rights (Read and Configuration access), and the region of the account (-Region is $Region)." }
            throw "Cannot read Opsgenie at ${next}: $($_.Exception.Message)$remedy"
        }
        $following = if ($answer['paging']) { $answer['paging']['next'] }
        $next = if ($following) { [uri]::new($next, $following) }
        if ($next -and $next.Authority -ne $Root.Authority) { throw "Cannot read Opsgenie: the address of the next page is on another server: $next" }
    }
}

# Returns the heartbeats of Opsgenie. Also returns the active and planned maintenances, each with its rules.
function Get-Opsgenie {
    $root = if ($OpsgenieUri) { $OpsgenieUri } elseif ($Region -eq 'EU') { [uri] 'https://api.eu.opsgenie.com/' } else { [uri] 'https://api.opsgenie.com/' }
    if ($root.Scheme -ne 'https' -and -not $root.IsLoopback) { throw '-OpsgenieUri must begin with https.' }
    $key = Get-OpsgenieKey
    Write-Host "Reading the data of Opsgenie at $root"
    $maintenances = foreach ($one in Read-Opsgenie $root '/v1/maintenance?type=non-expired' $key | Where-Object { $_ }) {
        if ($one['rules']) { $one } else { Read-Opsgenie $root "/v1/maintenance/$($one['id'])" $key }
    }
    $heartbeats = foreach ($page in Read-Opsgenie $root '/v2/heartbeats' $key) {
        if ($page -is [System.Collections.IDictionary] -and $page.Contains('heartbeats')) { $page['heartbeats'] } else { $page }
    }
    @{ readAt = [datetime]::UtcNow.ToString('o'); data = @{ heartbeats = @($heartbeats | Where-Object { $_ }); maintenances = @($maintenances | Where-Object { $_ }) } }
}

# Returns the new id or name of an Opsgenie object from the map file. If the map file does not contain the object, returns its old
# name.
function Get-Mapped([string] $Kind, [object] $Old) {
    $table = $mapping[$Kind]
    foreach ($name in $Old['id'], $Old['name']) {
        if ($name -and $table.ContainsKey($name)) { return @{ IsMapped = $true; Value = $table[$name] } }
    }
    @{ IsMapped = $false; Value = $Old['name'] }
}

# Returns the team with this id or name. The comparison ignores case. If several teams match, the case of the name must also match.
function Find-Team([string] $Text) {
    $found = @($teams | Where-Object { $_.TeamId -eq $Text -or $_.TeamName -eq $Text })
    if ($found.Count -gt 1) { $found = @($found | Where-Object TeamName -CEQ $Text) }
    if ($found.Count -eq 1) { $found[0] }
}

# Prepares a text for a comparison: trims it and uses LF line endings, because the service can do the same to stored texts.
function Get-Plain([object] $Text) {
    "$Text".Replace("`r`n", "`n").Trim()
}

# Prepares tags for a comparison: returns one sorted text in lower case, because the service can change tags to lower case.
function Get-TagText([string[]] $Tag) {
    @($Tag | Where-Object { $_ } | ForEach-Object { $_.Trim().ToLowerInvariant() } | Sort-Object) -join ', '
}

function Get-RuleText([object[]] $Rule) {
    @($Rule | ForEach-Object { "$($_.State) $($_.EntityType) $($_.EntityId)".ToLowerInvariant() } | Sort-Object) -join ', '
}

# Returns the differences between an old heartbeat in Opsgenie and a heartbeat in the new product.
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
            [pscustomobject] @{ Of = $Old['name']; Property = $property; Opsgenie = "$($pairs[$property][0])"; New = "$($pairs[$property][1])" }
        }
    }
}

# Returns whether a window in the new product has the same description and start (within one minute) as a maintenance in Opsgenie.
function Test-Window([object] $Window, [object] $Old) {
    (Get-Plain $Window.Description) -eq $Old.Text -and [Math]::Abs(($Window.StartDate - $Old.Start).TotalSeconds) -lt 60
}

# Finds the corresponding object in the new product for each Opsgenie object.
function Find-Counterpart {
    foreach ($group in $plan | Group-Object { $_.Team.TeamId }) {
        $here = @{}
        Get-CompassHeartbeat -TeamId $group.Name -Connection $connection | ForEach-Object { $here[$_.Name] = $_ }
        foreach ($one in $group.Group) { $one.New = $here[$one.Old['name']] }
    }
    if ($windows) {
        $here = [System.Collections.Generic.List[object]] @(Get-CompassMaintenance -Global -Type All -Connection $connection)
        foreach ($one in $windows) {
            # If several windows match, prefer windows that are not cancelled. Of these, prefer a window with the same rules. Use
            # each window only once.
            $one.New = $here | Where-Object { Test-Window $_ $one } |
                Sort-Object { $_.Status -eq 'cancelled' }, { (Get-RuleText $_.Rules) -ne (Get-RuleText $one.Rules) } | Select-Object -First 1
            if ($one.New) { $null = $here.Remove($one.New) }
        }
        # Find duplicate windows, which exist if this script ran twice at the same time.
        foreach ($one in $windows) { $one.Copies = @($here | Where-Object { $_.Status -ne 'cancelled' -and (Test-Window $_ $one) }) }
    }
}

function Get-Difference {
    foreach ($one in $plan) {
        if ($one.New) { Compare-Heartbeat $one.Old $one.New }
        else { [pscustomobject] @{ Of = $one.Old['name']; Property = 'Heartbeat'; Opsgenie = $one.Owner; New = 'missing' } }
    }
    foreach ($one in $windows) {
        if (-not $one.New) { [pscustomobject] @{ Of = $one.Title; Property = 'Maintenance'; Opsgenie = "$($one.Start.ToString('u'))"; New = 'missing' }; continue }
        if ($one.New.Status -eq 'cancelled') { [pscustomobject] @{ Of = $one.Title; Property = 'Status'; Opsgenie = 'planned'; New = 'cancelled' } }
        if ([Math]::Abs(($one.New.EndDate - $one.End).TotalSeconds) -ge 60) {
            [pscustomobject] @{ Of = $one.Title; Property = 'End'; Opsgenie = $one.End.ToString('u'); New = $one.New.EndDate.ToString('u') }
        }
        if ($one.Copies) { [pscustomobject] @{ Of = $one.Title; Property = 'Copies'; Opsgenie = 'none'; New = "also $($one.Copies.Id -join ', ')" } }
        $old, $new = (Get-RuleText $one.Rules), (Get-RuleText $one.New.Rules)
        if ($old -ne $new) { [pscustomobject] @{ Of = $one.Title; Property = 'Rules'; Opsgenie = $old; New = $new } }
    }
}

# Shows the heartbeats that have received no ping in the new product.
function Show-Pending {
    $pending = @($plan | Where-Object { $_.New -and $_.New.Status -eq 'Pending' })
    if (-not $pending) { return }
    Write-Host "$($pending.Count) heartbeats have received no ping in the new product:"
    $columns = @(
        @{ Name = 'Heartbeat'; Expression = { $_.Old['name'] } }
        @{ Name = 'Team'; Expression = { $_.Team.TeamName } }
        @{ Name = 'Last ping in Opsgenie'; Expression = { if ($_.Old['lastPingTime']) { ([DateTimeOffset] $_.Old['lastPingTime']).ToString('u') } else { 'never' } } }
    )
    $pending | Sort-Object { $_.Team.TeamName }, { $_.Old['name'] } | Format-Table $columns | Out-String -Width 160 | Write-Host
}

# Returns the new address for a ping, and the cmdlet that sends the ping. -Raw is the heartbeat name exactly as in the file.
function Get-NewPing([string] $Raw, [string] $File) {
    # A percent sign is written as \% in a crontab, and as %% in a batch file.
    $percent = if ($File -match 'cron') { '\%' } elseif ($File -match '\.(bat|cmd)$') { '%%' } else { '%' }
    $plain = $Raw.Replace($percent, '%')
    $isVariable = ($plain -replace '%[0-9a-fA-F]{2}') -match '[$%{]'
    $name = [uri]::UnescapeDataString($plain)
    $known = $plan | Where-Object { $_.Old['name'] -eq $name } | Sort-Object { $_.Old['name'] -cne $name } | Select-Object -First 1
    # The service can distinguish upper and lower case in names. So use the exact name of the heartbeat.
    if ($known) { $name = if ($known.New) { $known.New.Name } else { $known.Old['name'] } }
    $id = if ($known) { $known.Team.TeamId } else { '<id of the team>' }
    $query = if ($isVariable) { $Raw } else { [uri]::EscapeDataString($name).Replace('%', $percent) }
    [pscustomobject] @{
        Address = '{0}/v1/teams/{1}/heartbeats/ping?name={2}' -f "$($connection.BaseUri)".TrimEnd('/'), $id, $query
        Cmdlet = 'Invoke-CompassHeartbeatPing {0} -TeamId {1}' -f $(if ($isVariable) { "`"$name`"" } else { "'$($name.Replace("'", "''"))'" }), $id
        Note = if ($isVariable) { 'A variable contains the name. Insert the id of the team that owns these heartbeats.' } elseif (-not $known) { "The script does not move a heartbeat '$name'. Remove the ping, or create the heartbeat." }
    }
}

# Searches files and folders for lines that use Opsgenie. For each line, returns the text with masked API keys, and the replacement
# text for the new product.
function Find-Ping([string[]] $Place) {
    $use = 'api\.(eu\.)?opsgenie\.com|\bopsgenie\.net|opsgenie[-_](\w+[-_])?sdk|\blamp\s+heartbeat|/heartbeats/[^/\s]+/ping\b'
    $ping = '/heartbeats/(?<name>\$\{[^}]+\}|\$\([^)]*\)|[^/"''?]+)/ping\b'
    $command = '\b(?:curl|wget|Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b(?:"[^"]*"|''[^'']*''|@\{[^}]*\}|\$\{[^}]*\}|[^|;&<>"''{}])*(?!(?<=\s\d)>)'
    $secret = '(GenieKey\s+|apiKey[=\s]+|(?:-u|--user)[\s=]+["'']?[^\s"'':]*:)(?!\$)[^\s"'';&|]+'
    # The documentation of Jira Service Management uses GET for pings. The documentation of Compass uses POST.
    $curl = 'curl --netrc-file compass.netrc --fail --silent --show-error {0}' -f $(if ("$($connection.Product)" -eq 'Compass') { '--request POST ' })

    $files = @(Get-Item -Path $Place -Force | Get-ChildItem -File -Recurse -Force -ErrorAction Continue -ErrorVariable failures | Where-Object FullName -NotMatch '[\\/]\.git[\\/]')
    $hits = @($files | Select-String -Pattern $use -ErrorAction Continue -ErrorVariable +failures)
    $script:unread = @($failures).Count
    foreach ($hit in $hits) {
        $line = ($hit.Line -replace $secret, '$1***' -replace '(?<!/heartbeats/[^/\s]*)[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', '***' -replace '\p{Cc}', ' ').Trim()
        $pings = @([regex]::Matches($line, $ping) | ForEach-Object { Get-NewPing $_.Groups['name'].Value $hit.Path })
        $isPowerShell = $hit.Path -match '\.psm?1$'
        # Replace only the command that sends the ping. The line can also contain a schedule, a redirection or more commands.
        $new = [regex]::Replace($line, $command, {
                param($found)
                if ($found.Value -notmatch $ping) { return $found.Value }
                $one = Get-NewPing $Matches['name'] $hit.Path
                $call = if ($isPowerShell) { $one.Cmdlet } else { "$curl`"$($one.Address)`"" }
                if ($found.Value -match '\s$') { "$call " } else { $call }
            })
        $replacing = if (-not $pings) { 'no automatic replacement: change this line, or the code that uses this address, by hand' }
        elseif ($new -cne $line) { $new.Trim() }
        elseif ($isPowerShell) { "replace the request with: $($pings[0].Cmdlet)" }
        else { "replace the address with: $($pings[0].Address) (authenticate with the e-mail address and API token instead of the key of Opsgenie)" }
        [pscustomobject] @{ Path = $hit.Path; Line = $hit.LineNumber; Old = $line; New = $replacing; Note = @($pings | ForEach-Object Note | Where-Object { $_ } | Select-Object -Unique) }
    }
}

try {
    # Import the module from the build output of this repository. If there is no build output, import the installed module.
    if (-not (Get-Module CompassOps)) {
        $built = Join-Path $PSScriptRoot '../out/CompassOps/CompassOps.psd1'
        Import-Module $(if (Test-Path -LiteralPath $built) { $built } else { 'CompassOps' })
    }

    if ($Sandbox -and -not ($Path -or $OpsgenieKey -or $OpsgenieUri)) {
        $Path = Join-Path $PSScriptRoot 'opsgenie-heartbeats.json'
        if (-not $Map) { $Map = Join-Path $PSScriptRoot 'opsgenie-map.json' }
    }
    if ($Path -and $OpsgenieKey) { throw 'Specify -Path or -OpsgenieKey, not both.' }
    $opsgenie = if ($Path) { Read-JsonFile $Path } else { Get-Opsgenie }
    if ($Path -and $opsgenie['readAt']) {
        $readAt = ([datetime] $opsgenie['readAt']).ToUniversalTime()
        Write-Host "'$Path' was read from Opsgenie at $($readAt.ToString('u')), $([int] [Math]::Floor(([datetime]::UtcNow - $readAt).TotalDays)) days ago."
    }
    if ($Save) {
        $opsgenie | ConvertTo-Json -Depth 12 | Set-Content -LiteralPath $Save -WhatIf:$false
        Write-Host "The data of Opsgenie is saved in '$Save'."
    }
    if (-not $opsgenie['data'] -or -not $opsgenie['data'].Contains('heartbeats')) { throw "'$Path' does not contain a response of Opsgenie, because the property data.heartbeats is missing. Specify a file that -Save wrote." }
    if (-not $opsgenie['data']['heartbeats'] -and -not $opsgenie['data']['maintenances']) { throw 'Opsgenie lists no heartbeats and no maintenances. Check the rights of the key.' }

    $mapping = @{}
    $given = if ($Map) { Read-JsonFile $Map } else { @{} }
    foreach ($kind in 'teams', 'integrations', 'policies', 'syncs') {
        $mapping[$kind] = @{}
        if ($null -eq $given[$kind]) { continue }
        if ($given[$kind] -isnot [System.Collections.IDictionary]) { throw "Cannot use '$Map': `"$kind`" must be an object that maps old names or ids to new ones." }
        foreach ($name in $given[$kind].Keys) { $mapping[$kind][$name] = $given[$kind][$name] }
    }
    $unknown = @($given.Keys | Where-Object { -not $mapping.ContainsKey($_) -and $_ -ne '$schema' })
    if ($unknown) { throw "Cannot use '$Map': it contains '$($unknown -join "', '")'. Only teams, integrations, policies and syncs are allowed." }

    $target = @{}
    foreach ($parameter in 'Site', 'Sandbox', 'Credential') {
        if ($PSBoundParameters.ContainsKey($parameter)) { $target[$parameter] = $PSBoundParameters[$parameter] }
    }
    # Without -Site and -Sandbox, use the default connection of the session. If there is none, connect with the COMPASS_
    # environment variables.
    $connection = if ($Site -or $Sandbox) { Connect-Compass @target -Product $Product } else { Get-CompassConnection -Default }
    if (-not $connection) {
        try { $connection = Connect-Compass } catch { throw "$_ Specify -Site and -Credential, or set the environment variables." }
    }
    $place = if ($connection.IsSandbox) { "a sandbox at $($connection.BaseUri.Authority)" } elseif ($connection.Site) { $connection.Site } else { $connection.CloudId }
    Write-Host "Connected to $place, $($connection.Product)."
    if ("$($connection.Product)" -eq 'Compass') { Write-Warning 'Atlassian is phasing out Compass. To move to Jira Service Management, connect with -Product JiraServiceManagement, or set COMPASS_PRODUCT.' }
    try { $teams = @(Get-CompassTeam -Connection $connection) }
    catch {
        Write-Warning "Cannot list the teams, so -Map and -TeamId must contain ids of teams instead of names. $_"
        $ids = @($mapping['teams'].Values) + $TeamId | Where-Object { $null -ne ("$_" -as [guid]) } | Select-Object -Unique
        $teams = @($ids | ForEach-Object { [pscustomobject] @{ TeamId = $_; TeamName = $_ } })
    }

    # Find the new team of each heartbeat, and the new ids for the rules of each maintenance. Collect a message in $refused for
    # each object without a new team or id.
    $refused = [System.Collections.Generic.List[string]]::new()
    $left = [System.Collections.Generic.List[string]]::new()
    $unmapped = [ordered] @{}
    function Add-Refused([string] $Text, [string] $Kind, [string] $Old) {
        if (-not $refused.Contains($Text)) { $refused.Add($Text) }
        if (-not $Kind) { return }
        if (-not $unmapped.Contains($Kind)) { $unmapped[$Kind] = [ordered] @{} }
        $unmapped[$Kind][$Old] = ''
    }
    $fallback = if ($TeamId) { $TeamId } elseif ($Sandbox) { $connection.TeamId }
    $plan = @(foreach ($old in $opsgenie['data']['heartbeats']) {
            $owner = if ($old['ownerTeam'] -and $old['ownerTeam'].Count) { $old['ownerTeam'] }
            $ownerName = if ($owner) { @($owner['name'], $owner['id'] | Where-Object { $_ })[0] }
            $goal = if ($owner) { Get-Mapped teams $owner } else { @{ IsMapped = $false; Value = $fallback } }
            if ($goal.IsMapped -and $null -eq $goal.Value) { $left.Add("Heartbeat '$($old['name'])' of team '$ownerName'"); continue }
            $team = if ($goal.Value) { Find-Team $goal.Value }
            if ($team) { [pscustomobject] @{ Old = $old; Owner = $ownerName; Team = $team; New = $null } }
            elseif ($owner) { Add-Refused "Team '$ownerName'$(if ($goal.IsMapped) { ", mapped to '$($goal.Value)'," }) does not match exactly one team in the new product. Add it to `"teams`" of -Map, with the name or id of a new team." teams $ownerName }
            elseif ($TeamId) { Add-Refused "-TeamId '$TeamId' does not match exactly one team in the new product. Heartbeat '$($old['name'])' has no owner and needs a team." }
            else { Add-Refused "Heartbeat '$($old['name'])' has no owner. Specify its team with -TeamId." }
        })
    $plan | Group-Object { "$($_.Team.TeamId) $($_.Old['name'])" } | Where-Object Count -GT 1 | ForEach-Object {
        Add-Refused "Heartbeats '$(@($_.Group | ForEach-Object { $_.Old['name'] }) -join "', '")' of the same team differ only in letter case. Rename one of them in Opsgenie."
    }

    $kinds = @{ integration = 'integrations'; policy = 'policies'; sync = 'syncs' }
    $windows = @(foreach ($old in @($opsgenie['data']['maintenances'] | Where-Object { $_ })) {
            $title = "$(if ($old['description']) { $old['description'] } else { $old['id'] })"
            $start, $end = foreach ($key in 'startDate', 'endDate') { [DateTimeOffset] $old['time'][$key] }
            if (($old['status'] -and $old['status'] -ne 'planned') -or $start -le [DateTimeOffset]::UtcNow) { $left.Add("Maintenance '$title' is $($old['status']) and began $($start.ToString('u')): the script moves only planned maintenances"); continue }
            $rules = foreach ($rule in $old['rules']) {
                $entity = $rule['entity']
                $goal = if ($kinds.ContainsKey("$($entity['type'])")) { Get-Mapped $kinds[$entity['type']] $entity } else { @{ IsMapped = $false } }
                if ($goal.IsMapped -and $goal.Value) {
                    $one = @{ "$($entity['type'])Id" = $goal.Value; State = $(if ($rule['state']) { $rule['state'] } else { 'disabled' }) }
                    New-CompassMaintenanceRule @one
                }
                elseif ($goal.IsMapped -and $null -eq $goal.Value) { $left.Add("Rule of maintenance '$title' for $($entity['type']) $($entity['id'])") }
                else { Add-Refused "Maintenance '$title': $($entity['type']) $($entity['id']) $(if ($entity['name']) { "('$($entity['name'])') " })is unknown in the new product. Add it to `"$($kinds["$($entity['type'])"])`" of -Map." $kinds["$($entity['type'])"] $entity['id'] }
            }
            if (-not $rules) { $left.Add("Maintenance '$title' from $($start.ToString('u')): it has no rules to move") }
            else { [pscustomobject] @{ Title = $title; Text = (Get-Plain $old['description']); Start = $start; End = $end; Rules = @($rules); New = $null; Copies = @() } }
        })

    if ($FindIn) {
        Find-Counterpart
        $lines = @(Find-Ping $FindIn)
        foreach ($one in $lines) {
            Write-Host "$($one.Path):$($one.Line)`n  - $($one.Old)`n  + $($one.New)"
            $one.Note | ForEach-Object { Write-Host "  ! $_" -ForegroundColor Yellow }
        }
        Write-Host "$($lines.Count) lines use Opsgenie."
        if ($unread) { Write-Host "$unread files or folders could not be read, and can contain more such lines." -ForegroundColor Red }
        exit $(if ($unread) { 1 } else { 0 })
    }
    if ($refused.Count -gt 0) {
        $refused | ForEach-Object { Write-Host "  $_" -ForegroundColor Red }
        if ($unmapped.Count) { Write-Host "Add these entries to the file for -Map. Set each value to the new name or id, or to null to skip the object:`n$($unmapped | ConvertTo-Json)" }
        throw "Nothing was created, because $($refused.Count) objects cannot be mapped. Teams in the new product: $(@($teams.TeamName | Sort-Object) -join ', ')."
    }
    Find-Counterpart
}
catch {
    Write-Host "$_" -ForegroundColor Red
    exit 2
}

$action = @{ Name = 'Action'; Expression = { if ($_.New) { 'Exists' } else { 'Create' } } }
$columns = @(
    $action
    @{ Name = 'Heartbeat'; Expression = { $_.Old['name'] } }
    @{ Name = 'Team in Opsgenie'; Expression = 'Owner' }
    @{ Name = 'New team'; Expression = { $_.Team.TeamName } }
    @{ Name = 'Interval'; Expression = { "$($_.Old['interval']) $($_.Old['intervalUnit'])" } }
    @{ Name = 'Enabled'; Expression = { $_.Old['enabled'] -ne $false } }
)
$shown = { $WhatIfPreference -or -not $_.New }
$plan | Where-Object $shown | Sort-Object Owner, { $_.Old['name'] } | Format-Table $columns | Out-String -Width 160 | Write-Host
$columns = @(
    $action
    @{ Name = 'Maintenance (new: global)'; Expression = 'Title' }
    @{ Name = 'Start'; Expression = { $_.Start.ToString('u') } }
    @{ Name = 'End'; Expression = { $_.End.ToString('u') } }
    @{ Name = 'Rules'; Expression = { $_.Rules -join ', ' } }
)
$windows | Where-Object $shown | Sort-Object Start | Format-Table $columns -Wrap | Out-String -Width 160 | Write-Host
$left | ForEach-Object { Write-Host "Not moved: $_." -ForegroundColor Yellow }

if ($WhatIfPreference) {
    Show-Pending
    $differences = @(Get-Difference)
    $differences | Where-Object New -NE 'missing' | Format-Table Of, Property, Opsgenie, New -Wrap | Out-String -Width 160 | Write-Host
    $missing = @($differences | Where-Object New -EQ 'missing')
    Write-Host ("Nothing was created (-WhatIf). Missing: {0} heartbeats, {1} maintenances. Existing objects have {2} differences." -f
        @($missing | Where-Object Property -EQ 'Heartbeat').Count, @($missing | Where-Object Property -EQ 'Maintenance').Count, ($differences.Count - $missing.Count))
    exit 0
}

$expected = @(@($plan) + @($windows) | Where-Object New).Count

# If a create request fails, the script continues. The list of differences then contains the missing object.
$created = @($plan | Where-Object { -not $_.New -and $PSCmdlet.ShouldProcess("heartbeat '$($_.Old['name'])' in team '$($_.Team.TeamName)'", 'Create') } | ForEach-Object {
        $row = [ordered] @{ Name = $_.Old['name']; TeamId = $_.Team.TeamId; Enabled = $_.Old['enabled'] -ne $false; Interval = $_.Old['interval']; IntervalUnit = $_.Old['intervalUnit'] }
        if ($_.Old['description']) { $row.Description = $_.Old['description'] }
        if ($_.Old['alertMessage']) { $row.AlertMessage = $_.Old['alertMessage'] }
        if ($_.Old['alertTags']) { $row.AlertTag = @($_.Old['alertTags']) }
        if ($_.Old['alertPriority']) { $row.AlertPriority = $_.Old['alertPriority'] }
        [pscustomobject] $row
    } | New-CompassHeartbeat -SkipExisting -ThrottleLimit 4 -Connection $connection -Confirm:$false -ErrorAction Continue -ErrorVariable failed)
$created += @(foreach ($one in $windows) {
        if (-not $one.New -and $PSCmdlet.ShouldProcess("global maintenance '$($one.Title)'", 'Create')) {
            $window = @{ Global = $true; StartDate = $one.Start; EndDate = $one.End; Rule = $one.Rules }
            if ($one.Text) { $window.Description = $one.Text }
            New-CompassMaintenance @window -SkipExisting -Connection $connection -Confirm:$false -ErrorAction Continue -ErrorVariable +failed
        }
    })

# Count the create requests with an unknown outcome. The service can have created these objects, so the script also waits for them when
# it reads the lists.
$unknown = @($failed | Where-Object FullyQualifiedErrorId -Like 'OutcomeUnknown,*').Count

try {
    # The lists of the service do not show a new object immediately. So read the lists several times.
    foreach ($attempt in 1..8) {
        Find-Counterpart
        if (@(@($plan) + @($windows) | Where-Object New).Count -ge $expected + $created.Count + $unknown) { break }
        Start-Sleep -Seconds 2
    }
}
catch {
    Write-Host "Cannot verify the result: $_" -ForegroundColor Red
    exit 1
}
Show-Pending
$differences = @(Get-Difference)
if ($differences) {
    $differences | Format-Table Of, Property, Opsgenie, New -Wrap | Out-String -Width 160 | Write-Host
    Write-Host "Parity: $($differences.Count) differences between Opsgenie and the new product." -ForegroundColor Red
    if ($unknown) {
        Write-Host 'The list of the service does not show a new object immediately. Wait a few minutes before you run the script again. Otherwise the script can create a window twice.' -ForegroundColor Red
    }
    exit 1
}
Write-Host "All $($plan.Count) heartbeats and $($windows.Count) maintenances exist in the new product. Parity: no differences.$(if ($left.Count) { " $($left.Count) objects were not moved: see above." })"
exit 0
