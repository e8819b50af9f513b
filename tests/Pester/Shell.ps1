# Defines Invoke-Shell, which starts another PowerShell process of the same version. Usage: . "$PSScriptRoot/Shell.ps1".

# The command that starts PowerShell. If PowerShell is installed as a .NET tool, the command is: dotnet <path of pwsh.dll>.
$shellCommand = @([System.Diagnostics.Process]::GetCurrentProcess().Path)
if ([System.IO.Path]::GetFileNameWithoutExtension($shellCommand[0]) -eq 'dotnet') {
    $shellCommand += Join-Path $PSHOME 'pwsh.dll'
    # Start-Job runs $PSHOME/pwsh, which finds the .NET runtime with this variable.
    if (-not $env:DOTNET_ROOT) {
        $env:DOTNET_ROOT = Split-Path $shellCommand[0]
    }
}

# Starts PowerShell, and sends pipeline input to the standard input of the new process.
function Invoke-Shell {
    $prefix = @($shellCommand | Select-Object -Skip 1)
    if ($MyInvocation.ExpectingInput) {
        $input | & $shellCommand[0] @prefix @args
    }
    else {
        & $shellCommand[0] @prefix @args
    }
}
