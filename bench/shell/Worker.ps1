# Runs measures in a warm shell. Reads calls of the functions in Measures.ps1 from the input, one per line, and prints the seconds of each.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module,

    # The assembly with the client in C#, to which the module is compared.
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
