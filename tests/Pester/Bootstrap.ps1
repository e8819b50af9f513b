# Loads the built module for a test file. Usage: BeforeAll { . "$PSScriptRoot/Bootstrap.ps1" }.

# Remove the COMPASS_ environment variables, so that no test connects to a real service.
Get-ChildItem Env: | Where-Object Name -Like 'COMPASS_*' | ForEach-Object { Remove-Item "Env:$($_.Name)" }

$manifest = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../out/CompassOps/CompassOps.psd1'))
if (-not (Test-Path -LiteralPath $manifest)) {
    throw 'The module is not built. Run ./build.sh Build or ./build.ps1 Build.'
}
Import-Module $manifest

# Disable telemetry in the PowerShell processes that the tests start. Telemetry loads System.Net.Http and System.Text.Json at a
# random time, but Speed.Tests.ps1 checks that the import of the module does not load these assemblies.
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
. "$PSScriptRoot/Shell.ps1"
