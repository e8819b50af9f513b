# Functions for tests of Use-CompassMaintenance and Use-CompassHeartbeat. These functions need Sandbox.ps1 and Shell.ps1.

# Returns the number of requests of an operation.
function Get-Count([string] $Operation) {
    @($server.Requests | Where-Object Operation -EQ $Operation).Count
}

# Runs a program that ends with this exit code.
function Exit-Program([int] $Code) {
    if ($IsWindows) { cmd.exe /c exit $Code } else { /bin/sh -c "exit $Code" }
}

# Runs a program that writes a line to its standard error.
function Write-ProgramError([string] $Text) {
    if ($IsWindows) { cmd.exe /c "echo $Text>&2" } else { /bin/sh -c "echo $Text >&2" }
}

# Starts a separate PowerShell process that runs a script. The environment variables of the process contain the connection settings of
# a sandbox. With -File, PowerShell reads the script from a file. Without -File, the command line contains the script.
function Open-Script([object] $Server, [string] $Script, [switch] $File) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($shellCommand[0])
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $text = "Import-Module '$manifest'`n`$PSStyle.OutputRendering = 'PlainText'`n$Script"
    $run = if ($File) {
        $path = Join-Path $TestDrive "$([guid]::NewGuid().ToString('N')).ps1"
        Set-Content -LiteralPath $path $text
        '-File', $path
    }
    else {
        '-Command', $text
    }
    @($shellCommand | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive' + $run | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.Environment['COMPASS_BASE_URI'] = "$($Server.BaseUri)"
    $start.Environment['COMPASS_CLOUD_ID'] = $Server.CloudId
    $start.Environment['COMPASS_EMAIL'] = $Server.Email
    $start.Environment['COMPASS_API_TOKEN'] = $Server.Token
    $start.Environment['COMPASS_TEAM_ID'] = $Server.Teams[0].TeamId
    $start.Environment['NO_COLOR'] = '1'
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $process
}

# Runs a script in a separate process. Waits until the process ends.
function Invoke-ScriptProcess([object] $Server, [string] $Script, [switch] $File) {
    $process = Open-Script $Server $Script -File:$File
    $output = $process.StandardOutput.ReadToEndAsync()
    $text = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit(60000)) {
        $process.Kill()
        throw "The script did not end within 60 seconds: $Script"
    }
    [pscustomobject] @{ ExitCode = $process.ExitCode; Output = $output.Result.Trim(); Error = $text.Result.Trim() }
}

function Add-Fault([hashtable] $Fault) {
    $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] $Fault)
}
