# A warm shell: reads calls of the functions in Measures.ps1 from its input, one a line, runs them and prints their seconds.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module,

    # The assembly with the client in C# that the module is compared with.
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
