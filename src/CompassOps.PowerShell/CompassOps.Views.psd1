# Loads the views and type extensions as a nested module. PowerShell processes the formats and types in a manifest before its nested modules.
# CompassOps.psd1 therefore does not contain them: the import guard has to run first.
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
