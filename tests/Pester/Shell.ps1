# Starts another PowerShell of the version that runs this script: . "$PSScriptRoot/Shell.ps1".

# The command line without arguments. A shell installed as a dotnet tool is an assembly, and its process is 'dotnet'.
$shellCommand = @([System.Diagnostics.Process]::GetCurrentProcess().Path)
if ([System.IO.Path]::GetFileNameWithoutExtension($shellCommand[0]) -eq 'dotnet') {
    $shellCommand += Join-Path $PSHOME 'pwsh.dll'
    # Start-Job runs $PSHOME/pwsh, which finds a runtime outside the default folders only by this variable.
    if (-not $env:DOTNET_ROOT) {
        $env:DOTNET_ROOT = Split-Path $shellCommand[0]
    }
}

# Runs the shell with the given arguments; pipeline input becomes its standard input.
function Invoke-Shell {
    $prefix = @($shellCommand | Select-Object -Skip 1)
    if ($MyInvocation.ExpectingInput) {
        $input | & $shellCommand[0] @prefix @args
    }
    else {
        & $shellCommand[0] @prefix @args
    }
}
