# Loads the views and type extensions as a nested module, so that the nested module CompassOps.ImportGuard runs before them. If
# CompassOps.psd1 contained the views and types, PowerShell would load them before all nested modules.
@{
    ModuleVersion     = '1.0'
    GUID              = '6f0c4a8e-5f0b-4f5e-9a63-8c1de35c1b0d'
    Author            = 'the CompassOps contributors'
    Description       = 'Views and types of CompassOps.'
    FormatsToProcess  = @('CompassOps.Format.ps1xml')
    TypesToProcess    = @('CompassOps.Types.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
