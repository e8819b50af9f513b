# Functions for tests with sandboxes. Usage: BeforeAll { . "$PSScriptRoot/Bootstrap.ps1"; . "$PSScriptRoot/Sandbox.ps1" }.

# Load the sandbox assembly now, because the module loads it only when a cmdlet needs it.
Add-Type -Path (Join-Path (Get-Module CompassOps).ModuleBase 'net8.0/CompassOps.Sandbox.dll')

$integration = '51e9e162-767b-47a6-a00a-4cd8b6f94829'

function Open-Sandbox([hashtable] $Option = @{}) {
    [CompassOps.Sandbox.SandboxServer]::Start([CompassOps.Sandbox.SandboxOptions] $Option)
}

function Get-SandboxCredential([object] $Server, [string] $Token = $Server.Token) {
    [pscredential]::new($Server.Email, (ConvertTo-SecureString $Token -AsPlainText -Force))
}

# Connects to a sandbox. The new connection becomes the default connection. Its default team is the first team of the sandbox.
function Connect-Sandbox([object] $Server, [hashtable] $With = @{}) {
    $parameters = @{
        BaseUri    = $Server.BaseUri
        CloudId    = $Server.CloudId
        Credential = Get-SandboxCredential $Server
        TeamId     = $Server.Teams[0].TeamId
    }
    foreach ($name in $With.Keys) {
        $parameters[$name] = $With[$name]
    }
    Connect-Compass @parameters
}

# Returns the bodies of all requests for an operation, as objects.
function Get-SentBody([object] $Server, [string] $Operation) {
    $Server.Requests | Where-Object Operation -EQ $Operation | ForEach-Object { $_.Body | ConvertFrom-Json }
}

# Runs a script block to its end even if the script block writes errors. Returns the output and the errors.
function Invoke-Script([scriptblock] $Script) {
    $ErrorActionPreference = 'Continue'
    $all = try {
        & $Script 2>&1
    }
    catch {
        $_
    }
    $errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
    [pscustomobject] @{
        Output = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
        Errors = $errors
        Text   = ($errors | ForEach-Object { if ($_.ErrorDetails) { $_.ErrorDetails.Message } else { $_.Exception.Message } }) -join "`n"
        Id     = ($errors | ForEach-Object { "$($_.FullyQualifiedErrorId)".Split(',')[0] }) -join "`n"
    }
}

# Waits until a condition is true. Throws if the condition is still false after two minutes.
function Wait-Until([scriptblock] $Condition, [string] $What) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -gt 120) {
            throw "Timed out after 120 seconds while waiting for $What."
        }
        Start-Sleep -Milliseconds 10
    }
}

# Creates a PowerShell instance with a new runspace, and imports the module into this runspace.
function Open-Shell {
    $shell = [powershell]::Create()
    $null = $shell.AddCommand('Import-Module').AddParameter('Name', $manifest).Invoke()
    $shell.Commands.Clear()
    $shell
}
