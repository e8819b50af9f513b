# Measures the first requests of a fresh shell. Returns milliseconds and seconds: of the import and of connecting (for a cmdlet), of the
# first request, and of the requests after it.
param(
    [Parameter(Mandatory)]
    [string] $Root,

    [Parameter(Mandatory)]
    [string] $Module,

    [Parameter(Mandatory)]
    [ValidateSet('Cmdlet', 'Client', 'Rest')]
    [string] $Way,

    [Parameter(Mandatory)]
    [int] $Count
)

. (Join-Path $PSScriptRoot 'Measures.ps1') -Root $Root
$watch = [System.Diagnostics.Stopwatch]::StartNew()
switch ($Way) {
    'Cmdlet' {
        Import-Module $Module
        $imported = $watch.Elapsed.TotalSeconds
        Connect-Bench
        $connected = $watch.Elapsed.TotalSeconds
        $first = Measure-CmdletPing 1
        $rest = Measure-CmdletPing $Count
    }
    'Client' {
        $imported = 0
        Open-BenchClient
        $connected = $watch.Elapsed.TotalSeconds
        $first = Measure-ClientPing 1
        $rest = Measure-ClientPing $Count
    }
    'Rest' {
        $imported = 0
        $connected = 0
        $first = Measure-RestPing 1
        $rest = Measure-RestPing $Count
    }
}
'= ' + (($imported, ($connected - $imported), $first, $rest).ForEach{ $_.ToString([cultureinfo]::InvariantCulture) } -join ' ')
