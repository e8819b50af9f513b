@{
    ModuleVersion          = '0.1.0'
    GUID                   = 'f7dd748d-15af-475b-9248-a5ae81f03cc8'
    Author                 = 'the CompassOps contributors'
    CompanyName            = 'CompassOps'
    Copyright              = 'Copyright (c) the CompassOps contributors. MIT license.'
    Description            = 'Heartbeats and maintenance windows of Atlassian Compass Operations and Jira Service Management, from the shell.'

    CompatiblePSEditions   = @('Core', 'Desktop')
    # The minimum of both editions. The import guard requires 7.4 of PowerShell 7.
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'

    # PowerShell processes nested modules in this order: the import guard refuses a second version in a process and selects the assembly of the
    # cmdlets, and the views need that assembly. PowerShell would load a root module before the import guard.
    # The key is in parentheses, so that PowerShell skips it when it reads the commands without running this file. PowerShell cannot read a value
    # with 'if', and parallel runspaces then do not find the commands.
    ('NestedModules')      = @(
        'CompassOps.ImportGuard.dll'
        if ($PSEdition -eq 'Core') { 'net8.0/CompassOps.PowerShell.dll' } else { 'netstandard2.0/CompassOps.PowerShell.dll' }
        'CompassOps.Views.psd1'
    )

    CmdletsToExport        = @(
        'Connect-Compass'
        'Disconnect-Compass'
        'Get-CompassConnection'
        'Test-CompassConnection'

        'Get-CompassHeartbeat'
        'New-CompassHeartbeat'
        'Set-CompassHeartbeat'
        'Remove-CompassHeartbeat'
        'Enable-CompassHeartbeat'
        'Disable-CompassHeartbeat'
        'Invoke-CompassHeartbeatPing'
        'Use-CompassHeartbeat'
        'Wait-CompassHeartbeat'
        'Watch-CompassHeartbeat'
        'Export-CompassHeartbeat'
        'Compare-CompassHeartbeat'
        'Sync-CompassHeartbeat'

        'Get-CompassMaintenance'
        'New-CompassMaintenance'
        'Set-CompassMaintenance'
        'Remove-CompassMaintenance'
        'Stop-CompassMaintenance'
        'New-CompassMaintenanceRule'
        'New-CompassMaintenanceSchedule'
        'Use-CompassMaintenance'
        'Wait-CompassMaintenance'
        'Export-CompassMaintenance'
        'Compare-CompassMaintenance'
        'Sync-CompassMaintenance'
        'ConvertTo-CompassCalendar'

        'Export-CompassReport'

        'Get-CompassTeam'
        'Invoke-CompassRequest'

        'Start-CompassSandbox'
        'Stop-CompassSandbox'
        'Get-CompassSandbox'
        'Step-CompassSandboxClock'
        'Add-CompassSandboxFault'
        'Clear-CompassSandboxFault'
        'Get-CompassSandboxRequest'
        'Get-CompassSandboxAlert'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @(
                'Compass', 'Atlassian', 'JiraServiceManagement', 'Opsgenie', 'Operations', 'Heartbeat', 'Maintenance', 'Monitoring'
                'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS'
            )
            ProjectUri   = 'https://github.com/CompassOps/CompassOps.PowerShell'
            LicenseUri   = 'https://github.com/CompassOps/CompassOps.PowerShell/blob/main/LICENSE'
            # The build puts the newest section of that file here.
            ReleaseNotes = 'CHANGELOG.md'
        }
    }
}
