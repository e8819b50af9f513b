# A warm shell: reads measures from its input, one a line ('Measure-CmdletPing 1000'), and writes the seconds of each.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module
)

. (Join-Path $PSScriptRoot 'Measures.ps1') -Root $Root
Import-Module $Module
Connect-Bench
Open-BenchClient
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
