# How the objects look, and what the shell knows of their types: a module within the module, because the shell reads what stands in a
# manifest itself before all that the manifest names, and the import guard has to come first.
@{
    ModuleVersion     = '1.0'
    GUID              = '6f0c4a8e-5f0b-4f5e-9a63-8c1de35c1b0d'
    Author            = 'the CompassOps contributors'
    Description       = 'Views and types of CompassOps.'
    FormatsToProcess  = @('CompassOps.Format.ps1xml')
    # The types name code of this assembly.
    RequiredAssemblies = if ($PSEdition -eq 'Core') { 'net8.0/CompassOps.PowerShell.dll' } else { 'netstandard2.0/CompassOps.PowerShell.dll' }
    TypesToProcess    = @('CompassOps.Types.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
