# Runs measurements in one process. Each input line calls a function in Measures.ps1. Prints the duration of each call in seconds.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module,

    # The path of the assembly that contains the client in C#.
    [Parameter(Mandatory)]
    [string] $ClientAssembly
)

. (Join-Path $PSScriptRoot 'Measures.ps1') -Root $Root
Import-Module $Module
$null = [System.Reflection.Assembly]::LoadFrom($ClientAssembly)
$client = [CompassOps.Bench.BareClient]::new()
'= 0'
while ($line = [Console]::In.ReadLine()) {
    try {
        $command = $line.Split(' ')[0]
        $arguments = @($line.Split(' ') | Select-Object -Skip 1)
        $seconds = & $command @arguments
        '= {0}' -f $seconds.ToString([cultureinfo]::InvariantCulture)
    }
    catch {
        "! $_"
    }
}
