#Requires -Version 5.1

<#
.SYNOPSIS
    Checks the cmdlets of the Windows PowerShell build with the sandbox, which runs as a separate process.

.DESCRIPTION
    The script needs the built solution but not Pester, so a plain Windows PowerShell 5.1 can run it. In PowerShell 7, the script loads the
    same assemblies by their paths and skips the tests that need .NET Framework.

    The last line of the output is 'N passed, N failed'.

.EXAMPLE
    powershell -NoProfile -File tests/NetFramework/Test-Desktop.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
$module = Join-Path $root 'out/CompassOps'
$isDesktop = $PSVersionTable.PSEdition -eq 'Desktop'
$count = @{ passed = 0; failed = 0 }

# Checks that a script block returns only $true.
function Test-That([string] $Sentence, [scriptblock] $Check) {
    $outcome = try {
        @(& $Check)
    }
    catch {
        $_
    }
    if (@($outcome).Count -eq 1 -and $outcome[0] -is [bool] -and $outcome[0]) {
        $count.passed++
        Write-Host "    $Sentence"
    }
    else {
        $count.failed++
        Write-Host "NOT $Sentence`n    $outcome" -ForegroundColor Red
    }
}

# Returns the id and the category of the error that a script block throws.
function Get-ErrorOf([scriptblock] $Block) {
    try {
        $null = & $Block
        'none'
    }
    catch {
        '{0} {1}' -f "$($_.FullyQualifiedErrorId)".Split(',')[0], $_.CategoryInfo.Category
    }
}

function Open-SandboxProgram([string] $Token) {
    $program = Get-ChildItem (Join-Path $root 'src/CompassOps.Sandbox/bin') -Filter CompassOps.Sandbox.dll -Recurse |
        Sort-Object LastWriteTime | Select-Object -Last 1
    $output = [System.IO.Path]::GetTempFileName()
    $start = @{
        FilePath               = 'dotnet'
        ArgumentList           = "`"$($program.FullName)`"", '--token', $Token
        RedirectStandardOutput = $output
        PassThru               = $true
    }
    $process = Start-Process @start
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ("$(Get-Content -LiteralPath $output -Raw)" -notmatch 'Ctrl\+C') {
        if ($process.HasExited -or $watch.Elapsed.TotalSeconds -gt 60) {
            # Stop the sandbox process if it still runs. A running process would keep this script's error output open, and the
            # caller would wait forever.
            $process | Where-Object HasExited -EQ $false | Stop-Process -Force
            throw "The sandbox did not start: $(Get-Content -LiteralPath $output -Raw)"
        }
        Start-Sleep -Milliseconds 50
    }

    $said = @{ Process = $process; Output = $output }
    foreach ($line in Get-Content -LiteralPath $output) {
        if ($line -match '^(?<name>BaseUri|CloudId|Email|TeamId) +(?<value>\S+)') {
            $said[$Matches.name] = $Matches.value
        }
    }
    $said
}

if ($isDesktop) {
    Import-Module (Join-Path $module 'CompassOps.psd1')
}
else {
    Import-Module (Join-Path $module 'netstandard2.0/CompassOps.PowerShell.dll')
    Update-TypeData (Join-Path $module 'CompassOps.Types.ps1xml')
    Update-FormatData (Join-Path $module 'CompassOps.Format.ps1xml')
}

$token = 'planted-' + [guid]::NewGuid().ToString('N')
$sandbox = Open-SandboxProgram $token
try {
    $secret = [securestring]::new()
    $token.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    $connect = @{
        BaseUri    = $sandbox.BaseUri
        CloudId    = $sandbox.CloudId
        TeamId     = $sandbox.TeamId
        Credential = [pscredential]::new($sandbox.Email, $secret)
    }
    $null = Connect-Compass @connect
    $team = $sandbox.TeamId

    Test-That 'the cmdlets are loaded from the assembly for .NET Standard' {
        (Get-Command Connect-Compass).DLL -like '*netstandard2.0*'
    }
    Test-That 'the connection test succeeds' {
        Test-CompassConnection -Quiet
    }
    Test-That 'a row of a table creates a heartbeat' {
        $row = [pscustomobject] @{ Name = 'Nightly backup'; Interval = '1'; IntervalUnit = 'days'; Enabled = 'True'; AlertPriority = 'P2' }
        $made = $row | New-CompassHeartbeat
        $made.Enabled -and $made.Period -eq [timespan]::FromDays(1) -and $made.AlertPriority -eq 'P2'
    }
    Test-That 'a name with characters that URLs must escape is returned unchanged' {
        $name = "Kasse 1, M$([char] 0xFC)nchen !*()' 50% & mehr?"
        (New-CompassHeartbeat -Name $name -Period 10m).Name -eq $name -and (Get-CompassHeartbeat $name).Name -eq $name
    }
    Test-That 'a ping makes the heartbeat responsive' {
        $ping = Invoke-CompassHeartbeatPing 'Nightly backup' -Verify
        $ping.Verified -and (Get-CompassHeartbeat 'Nightly backup').Status -eq 'Responsive'
    }
    Test-That '256 connections can be open at the same time' {
        # By default, .NET Framework opens only two connections to each host, so the module raises this limit. The test reads
        # the limit by reflection, because HandlerFactory is internal.
        $factory = [CompassOps.CompassClientOptions].Assembly.GetType('CompassOps.Http.HandlerFactory')
        $handler = $factory.GetMethod('Create').Invoke($null, @([CompassOps.CompassClientOptions]::new(), [uri] $sandbox.BaseUri))
        $handler.MaxConnectionsPerServer -ge 256
    }
    Test-That 'parallel requests return their results in the order of the input' {
        $names = 1..40 | ForEach-Object { 'till-{0:d2}' -f $_ }
        $null = $names | ForEach-Object { [pscustomobject] @{ Name = $_; Period = '5m' } } | New-CompassHeartbeat -ThrottleLimit 8
        $pinged = $names | Invoke-CompassHeartbeatPing -ThrottleLimit 8
        ($pinged.Name -join ' ') -eq ($names -join ' ')
    }
    Test-That 'a list contains the heartbeats of all pages' {
        @(Get-CompassHeartbeat till-* -PageSize 7).Count -eq 40
    }
    Test-That 'a missing heartbeat causes one error, and the others are returned' {
        $errors = $null
        $found = Get-CompassHeartbeat till-01, nobody, till-02 -ErrorAction SilentlyContinue -ErrorVariable errors
        @($found).Count -eq 2 -and @($errors).Count -eq 1 -and $errors[0].CategoryInfo.Category -eq 'ObjectNotFound'
    }
    Test-That 'an invalid argument is rejected before a request is sent' {
        (Get-ErrorOf { New-CompassHeartbeat -Name x -Period 0.5 }) -match 'InvalidArgument|InvalidData|InvalidType'
    }
    Test-That 'a window is created with its duration, and can be stopped' {
        $rule = New-CompassMaintenanceRule -IntegrationId '51e9e162-767b-47a6-a00a-4cd8b6f94829'
        $window = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 2h -Description 'Patch night'
        $window.Duration -eq [timespan]::FromHours(2) -and ($window | Stop-CompassMaintenance).Status -eq 'cancelled'
    }
    Test-That 'a window that was copied through Clixml can be changed' {
        $rule = New-CompassMaintenanceRule -IntegrationId '51e9e162-767b-47a6-a00a-4cd8b6f94829'
        $window = New-CompassMaintenance -TeamId $team -Rule $rule -StartDate ([datetime]::Now.AddDays(1)) -Duration 1h -Description 'Kept'
        $kept = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($window))
        ($kept | Set-CompassMaintenance -StartDate $window.StartDate.AddHours(1)).Duration -eq [timespan]::FromHours(1)
    }
    Test-That 'New-CompassMaintenanceSchedule accepts the id of the local time zone' {
        $plan = New-CompassMaintenanceSchedule -Daily -At 02:00 -Duration 1h -TimeZone ([System.TimeZoneInfo]::Local.Id) -Count 3
        @($plan).Count -eq 3
    }
    Test-That 'Use-CompassHeartbeat pings after success, and not after a failure' {
        $null = New-CompassHeartbeat -Name good -Period 5m
        $null = New-CompassHeartbeat -Name bad -Period 5m
        $null = Use-CompassHeartbeat good { 'done' }
        $failed = Get-ErrorOf { Use-CompassHeartbeat bad { throw 'No space left' } }
        (Get-CompassHeartbeat good).Status -eq 'Responsive' -and (Get-CompassHeartbeat bad).Status -eq 'Pending' -and $failed -ne 'none'
    }
    Test-That 'Use-CompassMaintenance cancels the window if the script fails' {
        $rule = New-CompassMaintenanceRule -IntegrationId '51e9e162-767b-47a6-a00a-4cd8b6f94829'
        $null = Get-ErrorOf { Use-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h -Description 'Deploy' { throw 'No space left' } }
        (Get-CompassMaintenance -TeamId $team | Where-Object Description -EQ 'Deploy').Status -eq 'cancelled'
    }
    Test-That 'a table of heartbeats has the columns Name, Status and Period' {
        (Get-CompassHeartbeat good | Format-Table | Out-String) -match 'Name +Status +Period'
    }
    Test-That 'the cmdlets report that Windows PowerShell has no sandbox' {
        $said = @(
            Get-ErrorOf { Connect-Compass -Sandbox }
            Get-ErrorOf { Start-CompassSandbox }
            Get-ErrorOf { Stop-CompassSandbox }
            Get-ErrorOf { Get-CompassSandbox }
            Get-ErrorOf { Step-CompassSandboxClock -By 1m }
            Get-ErrorOf { Add-CompassSandboxFault -Operation PingHeartbeat -Status 503 }
            Get-ErrorOf { Clear-CompassSandboxFault }
            Get-ErrorOf { Get-CompassSandboxRequest }
            Get-ErrorOf { Get-CompassSandboxAlert }
        )
        @($said | Where-Object { $_ -ne 'SandboxNotSupported NotImplemented' }).Count -eq 0
    }
    Test-That 'no error contains the token' {
        $null = Get-ErrorOf { Get-CompassHeartbeat nobody }
        ($Error | Format-List * -Force | Out-String) -notmatch $token
    }
    if ($isDesktop) {
        Test-That 'System.Text.Json is loaded from the folder of the module' {
            $json = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'System.Text.Json' }
            @($json | Where-Object Location -Like '*CompassOps*dependencies*').Count -eq 1
        }
        Test-That 'TLS 1.2 is enabled' {
            $protocol = [System.Net.ServicePointManager]::SecurityProtocol
            [int] $protocol -eq 0 -or [bool] ($protocol -band [System.Net.SecurityProtocolType]::Tls12)
        }
    }
}
finally {
    $sandbox.Process.Kill()
    $sandbox.Process.WaitForExit()
    Remove-Item -LiteralPath $sandbox.Output
}

Write-Host ('{0} passed, {1} failed' -f $count.passed, $count.failed)
exit [int] ($count.failed -gt 0)
