# Checks the package after installation: a new session imports the module by its name.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    $root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..'))
    $tool = Get-ChildItem (Join-Path $root 'tools/CompassOps.Packaging/bin') -Filter CompassOps.Packaging.dll -Recurse |
        Sort-Object LastWriteTime | Select-Object -Last 1
    $null = & dotnet $tool.FullName $root
    $version = (Get-Module CompassOps).Version
    $package = Join-Path $root "out/CompassOps.$version.nupkg"

    # Copy first-steps.ps1 and its data file to a folder outside the repository.
    $clean = New-Item -ItemType Directory (Join-Path $TestDrive 'clean')
    Copy-Item (Join-Path $root 'examples/first-steps.ps1'), (Join-Path $root 'examples/heartbeats.json') $clean
    $modules = Join-Path $TestDrive 'modules'
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [System.IO.Compression.ZipFile]::ExtractToDirectory($package, (Join-Path $modules "CompassOps/$version"))

    # Runs a script in a new process that finds the module by its name.
    function Invoke-CleanShell([string] $Script) {
        Set-Content (Join-Path $clean 'run.ps1') @"
`$env:PSModulePath = "$modules`$([System.IO.Path]::PathSeparator)`$env:PSModulePath"
$Script
"@
        Push-Location $clean
        try {
            Invoke-Shell -NoProfile -NonInteractive -File run.ps1 2>&1
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'The package' {
    It 'is imported by its name, and runs the first steps' {
        $said = Invoke-CleanShell 'Import-Module CompassOps; ./first-steps.ps1 -Sandbox 6>&1'
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        @($said)[-1] | Should -Be 'Done: every step had the expected result.'
    }

    It 'has a complete manifest: <_>' -ForEach 'Author', 'Description', 'Copyright', 'LicenseUri', 'ProjectUri', 'ReleaseNotes', 'Tags' {
        $module = Test-ModuleManifest (Join-Path $modules "CompassOps/$version/CompassOps.psd1")
        $module.$_ | Should -Not -BeNullOrEmpty
    }

    It 'has a manifest that package tools can read' {
        # PowerShellGet reads the manifest in restricted language mode. In this mode, a manifest must not contain commands.
        # PSEdition and PSScriptRoot are the only allowed variables.
        $text = Get-Content (Join-Path $modules "CompassOps/$version/CompassOps.psd1") -Raw
        { [scriptblock]::Create($text).CheckRestrictedLanguage([string[]] @(), [string[]] @('PSEdition', 'PSScriptRoot'), $false) } |
            Should -Not -Throw
    }

    It 'is loaded when a cmdlet is first used' {
        $said = Invoke-CleanShell '@(Get-Module CompassOps).Count; (Get-Command Use-CompassMaintenance).Version.ToString()'
        $said | Should -Be '0', "$version"
    }

    It 'is loaded when a cmdlet is first used in many runspaces at the same time' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $said = Invoke-CleanShell @"
`$env:PSModulePath = '$modules'
1..16 | ForEach-Object -ThrottleLimit 16 -Parallel {
    try { `$null = Connect-Compass -Sandbox -ErrorAction Stop; 'found' } catch { "`$_" }
}
"@
        $said | Should -Be (@('found') * 16)
    }

    It 'is accepted by Publish-PSResource, and installed by Save-PSResource' -Skip:(-not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)) {
        $feed = New-Item -ItemType Directory (Join-Path $TestDrive 'feed')
        $saved = New-Item -ItemType Directory (Join-Path $TestDrive 'saved')
        Register-PSResourceRepository -Name CompassOpsTest -Uri $feed.FullName -Trusted -Force
        try {
            Publish-PSResource -NupkgPath $package -Repository CompassOpsTest
            Save-PSResource CompassOps -Repository CompassOpsTest -Path $saved
        }
        finally {
            Unregister-PSResourceRepository -Name CompassOpsTest
        }
        (Test-ModuleManifest (Join-Path $saved "CompassOps/$version/CompassOps.psd1")).ExportedCmdlets.Count |
            Should -Be (Get-Command -Module CompassOps).Count
    }
}
