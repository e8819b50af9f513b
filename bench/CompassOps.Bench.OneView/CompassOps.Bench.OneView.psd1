@{
    ModuleVersion     = '1.0'
    GUID              = 'c1a7c3f4-4a53-4a0e-9d55-6f6c1f2f3b0a'
    Author            = 'the CompassOps contributors'
    Description       = 'A module with one cmdlet and one view.'
    RootModule        = 'CompassOps.Bench.OneView.dll'
    FormatsToProcess  = @('CompassOps.Bench.OneView.Format.ps1xml')
    CmdletsToExport   = @('Get-OneView')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
