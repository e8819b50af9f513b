# Checks the module on a machine that runs only signed code. There, the module is trusted, but commands of users run in
# constrained language mode.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $shell = Open-Shell
    $integration = '51e9e162-767b-47a6-a00a-4cd8b6f94829'

    # Runs a script in constrained language mode. Returns its output. Fails if the script writes an error.
    function Invoke-Constrained([string] $Text, [hashtable] $Variable = @{}) {
        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        foreach ($name in $Variable.Keys) {
            $shell.Runspace.SessionStateProxy.SetVariable($name, $Variable[$name])
        }
        $output = @($shell.AddScript($Text).Invoke())
        $shell.Streams.Error | Should -BeNullOrEmpty
        $output
    }

    $connect = @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; TeamId = $server.Teams[0].TeamId; Credential = Get-SandboxCredential $server }
    $null = Invoke-Constrained '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"'
    $null = Invoke-Constrained 'Connect-Compass @connect' @{ connect = $connect }
}

AfterAll {
    $shell.Dispose()
    $server.Dispose()
}

Describe 'Constrained language mode' {
    It 'is active in the following tests' {
        $shell.Commands.Clear()
        $null = $shell.AddScript('[System.Console]::Beep()').Invoke()
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -Be 'MethodInvocationNotSupportedInConstrainedLanguage'
    }

    It 'creates, lists, changes, pings, waits for and removes heartbeats' {
        Set-Content "$TestDrive/rows.csv" 'Name,Period,Enabled', 'till,5m,True'
        $said = Invoke-Constrained @'
Import-Csv $path | New-CompassHeartbeat | ForEach-Object Name
(Set-CompassHeartbeat till -Description 'At the door').Description
(Invoke-CompassHeartbeatPing till -Verify).Verified
(Get-CompassHeartbeat ti* | Wait-CompassHeartbeat -Status Responsive -TimeoutSec 10).Status
Get-CompassHeartbeat | Remove-CompassHeartbeat -Confirm:$false
'@ @{ path = "$TestDrive/rows.csv" }
        $said | Should -Be 'till', 'At the door', $true, 'Responsive'
    }

    It 'runs the script block of the Use- cmdlets in the scope of the caller' {
        $said = Invoke-Constrained @'
$rule = New-CompassMaintenanceRule -IntegrationId $integration
$null = New-CompassHeartbeat -Name nightly -Period 5m
Use-CompassMaintenance -Global -Rule $rule -Duration 15m { Use-CompassHeartbeat nightly { 'worked'; $inside = 'kept' } }
$inside
(Get-CompassMaintenance).Status
(Get-CompassHeartbeat nightly).Status
'@ @{ integration = $integration }
        $said | Should -Be 'worked', 'kept', 'cancelled', 'Responsive'
    }

    It 'plans windows' {
        Invoke-Constrained '(New-CompassMaintenanceSchedule -Weekly Sunday -At 02:00 -Duration 2h -TimeZone UTC -Count 3).Count' | Should -Be 3
    }

    It 'shows <_> as a table and as a list' -ForEach @(
        'Get-CompassHeartbeat', 'Get-CompassMaintenance', 'Get-CompassConnection', 'Get-CompassTeam', 'Get-CompassSandbox'
        'Get-CompassSandboxRequest', 'Invoke-CompassHeartbeatPing nightly', 'Test-CompassConnection'
    ) {
        $text = Invoke-Constrained "$_ | Format-Table -DisplayError | Out-String; $_ | Format-List -DisplayError | Out-String"
        $text | Should -HaveCount 2
        $text | ForEach-Object { $_.Trim() | Should -Not -BeNullOrEmpty }
        # Format-Table and Format-List show #ERR if a script block in a view fails.
        "$text" | Should -Not -Match '#ERR'
    }
}
