# Starts another process with the same PowerShell version as this script. Usage: . "$PSScriptRoot/Shell.ps1".

# The command line of PowerShell without arguments. If PowerShell is installed as a dotnet tool, 'dotnet' runs it as an assembly.
$shellCommand = @([System.Diagnostics.Process]::GetCurrentProcess().Path)
if ([System.IO.Path]::GetFileNameWithoutExtension($shellCommand[0]) -eq 'dotnet') {
    $shellCommand += Join-Path $PSHOME 'pwsh.dll'
    # Start-Job runs $PSHOME/pwsh. If the runtime is not in a default folder, pwsh finds it only by this variable.
    if (-not $env:DOTNET_ROOT) {
        $env:DOTNET_ROOT = Split-Path $shellCommand[0]
    }
}

# Runs PowerShell with the given arguments. Pipeline input becomes its standard input.
function Invoke-Shell {
    $prefix = @($shellCommand | Select-Object -Skip 1)
    if ($MyInvocation.ExpectingInput) {
        $input | & $shellCommand[0] @prefix @args
    }
    else {
        & $shellCommand[0] @prefix @args
    }
}
