# A warm shell: runs the measures that it is asked for on its input, one a line ('Measure-CmdletPing 1000'), and answers each with its seconds.
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
