# Checks the import and removal of the module, also when another version of the module or of System.Text.Json is loaded.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $folder = Split-Path $manifest
    $version = (Test-ModuleManifest $manifest).Version

    function Edit-Byte([string] $Path, [byte[]] $Old, [byte[]] $New) {
        # This encoding maps each byte to one character, so that string methods can replace bytes.
        $latin = [System.Text.Encoding]::GetEncoding(28591)
        $text = $latin.GetString([System.IO.File]::ReadAllBytes($Path))
        $text.Contains($latin.GetString($Old)) | Should -BeTrue
        [System.IO.File]::WriteAllBytes($Path, $latin.GetBytes($text.Replace($latin.GetString($Old), $latin.GetString($New))))
    }

    # Copies the module and changes its version in the manifest and in the import guard.
    function Copy-AsVersion([version] $Other, [string] $Target) {
        Copy-Item $folder $Target -Recurse
        $psd1 = Join-Path $Target 'CompassOps.psd1'
        Set-Content $psd1 ((Get-Content $psd1 -Raw) -replace "'$([regex]::Escape($version))'", "'$Other'")
        $gate = Join-Path $Target 'CompassOps.ImportGuard.dll'
        # The four bytes 04 80 00 00 come before the version in the metadata of the assembly. Each part of the version is a 16-bit
        # number.
        $row = { param($v) [byte[]] (4, 0x80, 0, 0) + [BitConverter]::GetBytes([uint16] $v.Major) + [BitConverter]::GetBytes([uint16] $v.Minor) +
            [BitConverter]::GetBytes([uint16] $v.Build) }
        Edit-Byte $gate (& $row $version) (& $row $Other)
        $name = { param($v) [System.Text.Encoding]::UTF8.GetBytes("CompassOps.ImportGuard.$v") + [byte] 0 }
        Edit-Byte $gate (& $name $version) (& $name $Other)
    }
}

Describe 'The manifest' {
    It 'passes Test-ModuleManifest without warnings' {
        $said = Test-ModuleManifest $manifest *>&1
        $said | Should -HaveCount 1
        $said.Name | Should -Be 'CompassOps'
        $said.ExportedCmdlets.Count | Should -Be (Get-Module CompassOps).ExportedCmdlets.Count
    }

    It 'names its commands in constants, which PowerShell reads without running the manifest' {
        $table = [System.Management.Automation.Language.Parser]::ParseFile($manifest, [ref] $null, [ref] $null).Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false)
        # PowerShell reads these keys without running the manifest. It ignores keys in parentheses, so this test ignores them too.
        $read = $table.KeyValuePairs | Where-Object { "$($_.Item1)" -in 'AliasesToExport', 'CmdletsToExport', 'CompatiblePSEditions', 'FunctionsToExport', 'NestedModules', 'RootModule', 'ModuleToProcess', 'ModuleVersion' }
        { $read | ForEach-Object { $_.Item2.SafeGetValue() } } | Should -Not -Throw
        "$($read.Item1)" | Should -BeLike '*CmdletsToExport FunctionsToExport AliasesToExport*'
    }

    It 'of the views passes Test-ModuleManifest without warnings' {
        Test-ModuleManifest (Join-Path $folder 'CompassOps.Views.psd1') *>&1 | Should -HaveCount 1
    }
}

Describe 'Importing' {
    BeforeAll {
        $other = [version]::new($version.Major, $version.Minor, $version.Build + 1)
        Copy-AsVersion $other (Join-Path $TestDrive 'other/CompassOps')
        $null = New-Item -ItemType Directory (Join-Path $TestDrive 'twin')
        Copy-Item $folder (Join-Path $TestDrive 'twin/CompassOps') -Recurse
        $names = @{
            One    = $manifest
            Other  = Join-Path $TestDrive 'other/CompassOps/CompassOps.psd1'
            Twin   = Join-Path $TestDrive 'twin/CompassOps/CompassOps.psd1'
            Theirs = Join-Path $folder 'netstandard2.0/dependencies/System.Text.Json.dll'
        }
        # A process cannot unload assemblies, so each test imports the module in a new process.
        $script = @'
param($One, $Other, $Twin, $Theirs)
function Get-Said([scriptblock] $Script) {
    $Error.Clear()
    $output = @(try { & $Script 2>$null } catch { })
    @{ Errors = @($Error | ForEach-Object { "$_" }); Ids = @($Error | ForEach-Object { $_.FullyQualifiedErrorId }); Output = @($output | ForEach-Object { "$_" }) }
}
function Test-Job {
    $name = "beat $(New-Guid)"
    New-CompassHeartbeat -Name $name -Period 5m | Invoke-CompassHeartbeatPing | ForEach-Object { $_.Name -eq $name }
    @(Get-CompassHeartbeat $name | ConvertTo-Json | ConvertFrom-Json).Count
}
$load = { param($path) [System.Reflection.Assembly]::LoadFile($path).GetType('System.Text.Json.JsonDocument') }
$parse = {
    param($type)
    $method = $type.GetMethods() | Where-Object { $_.Name -eq 'Parse' -and $_.GetParameters()[0].ParameterType -eq [string] }
    "$($method.Invoke($null, @('[1, 2]', $method.GetParameters()[1].DefaultValue)).RootElement.GetArrayLength())"
}
$said = [ordered] @{}
$their = & $load $Theirs
$said.Beside = Get-Said { & $parse $their; Import-Module $One; $null = Connect-Compass -Sandbox; Test-Job; & $parse $their; & $parse (& $load $Theirs) }
$said.Other = Get-Said { Import-Module $Other }
$said.Still = Get-Said { Test-Job; "$((Get-Module CompassOps).Version)" }
$said.Twin = Get-Said { Import-Module $Twin }
$said.Force = Get-Said {
    Import-Module $One -Force; Import-Module $One -Force; $null = Connect-Compass -Sandbox; Test-Job
    (Get-CompassHeartbeat | Select-Object -First 1 | Format-Table | Out-String) -like '*5 min*'
}
$said.Removed = Get-Said { Remove-Module CompassOps; Import-Module $Other }
$said.TwinAlone = Get-Said { Import-Module $Twin; $null = Connect-Compass -Sandbox; Test-Job }
$said | ConvertTo-Json -Depth 5
'@
        $file = Join-Path $TestDrive 'import.ps1'
        Set-Content $file $script
        $arguments = $names.Keys | ForEach-Object { "-$_"; $names[$_] }
        $said = Invoke-Shell -NoProfile -File $file @arguments | Out-String | ConvertFrom-Json
        $works = 'True', '1'
    }

    It 'succeeds before and after the import of another module with its own System.Text.Json' {
        $said.Beside.Errors | Should -BeNullOrEmpty
        $said.Beside.Output | Should -Be (@('2') + $works + @('2', '2'))
    }

    It 'of a second version causes one error with a remedy, and the first version still works' {
        $said.Other.Errors | Should -HaveCount 1
        $said.Other.Errors | Should -BeLike "CompassOps $version is loaded in this process already, and $other cannot*Start a new shell*"
        $said.Other.Ids | Should -BeLike 'VersionConflict,*'
        $said.Still.Errors | Should -BeNullOrEmpty
        $said.Still.Output | Should -Be ($works + "$version")
    }

    It 'of a second version causes the same error after the first version was removed' {
        $said.Removed.Errors | Should -HaveCount 1
        $said.Removed.Errors | Should -Be $said.Other.Errors
    }

    It 'of the same version from another folder causes one error until the first module is removed' {
        $said.Twin.Errors | Should -HaveCount 1
        $said.Twin.Errors | Should -BeLike "CompassOps $version is imported already, from $folder*Remove-Module*"
        $said.TwinAlone.Errors | Should -BeNullOrEmpty
        $said.TwinAlone.Output | Should -Be $works
    }

    It 'with -Force succeeds twice' {
        $said.Force.Errors | Should -BeNullOrEmpty
        $said.Force.Output | Should -Be ($works + 'True')
    }
}

Describe 'An assembly that is compiled ahead of time' {
    BeforeAll {
        $copies = 'linux-x64', 'win-x64' | ForEach-Object { Join-Path $folder $_ } | Where-Object { Test-Path $_ }
        $script = @'
param($Manifest)
Import-Module $Manifest
$null = Connect-Compass -Sandbox
(New-CompassHeartbeat -Name nightly -Period 5m | Format-Table | Out-String) -like '*5 min*'
$Error.Count
'@
        $file = Join-Path $TestDrive 'compiled.ps1'
        Set-Content $file $script
    }

    It 'is not used if it is <Name>' -ForEach @(
        @{ Name = 'of another build'; Change = {
                param($path)
                $id = (Get-Command Get-CompassHeartbeat).ImplementingType.Assembly.ManifestModule.ModuleVersionId.ToByteArray()
                Edit-Byte $path $id ([guid]::NewGuid().ToByteArray())
                $bytes = [System.IO.File]::ReadAllBytes($path)
                $bytes[[BitConverter]::ToInt32($bytes, 0x3C) + 8] = $bytes[[BitConverter]::ToInt32($bytes, 0x3C) + 8] -bxor 1
                [System.IO.File]::WriteAllBytes($path, $bytes)
            }
        }
        @{ Name = 'incomplete'; Change = { param($path) [System.IO.File]::WriteAllBytes($path, [System.IO.File]::ReadAllBytes($path)[0..20000]) } }
        @{ Name = 'missing'; Change = { param($path) Remove-Item $path } }
    ) {
        if (-not $copies) {
            Set-ItResult -Skipped -Because 'the module was built without these assemblies'
            return
        }
        $target = Join-Path $TestDrive "$Name/CompassOps"
        Copy-Item $folder $target -Recurse
        $copies | ForEach-Object { & $Change (Join-Path $target "$(Split-Path $_ -Leaf)/CompassOps.PowerShell.dll") }
        Invoke-Shell -NoProfile -File $file -Manifest (Join-Path $target 'CompassOps.psd1') | Should -Be 'True', '0'
    }
}

Describe 'Removing' {
    It 'closes the connections of its runspace, and not of other runspaces' {
        $server = Open-Sandbox
        $shell = Open-Shell
        try {
            $mine = Connect-Sandbox $server @{ Name = 'mine' }
            $shell.Runspace.SessionStateProxy.SetVariable('with', @{ BaseUri = $server.BaseUri; CloudId = $server.CloudId; Credential = Get-SandboxCredential $server; TeamId = $server.Teams[0].TeamId })
            $theirs = $shell.AddScript("Connect-Compass @with; Remove-Module CompassOps; Import-Module '$manifest'; Get-CompassConnection").Invoke()
            $theirs | Should -HaveCount 1
            (Invoke-Script { Get-CompassHeartbeat -Connection $theirs[0] }).Id | Should -Be 'ConnectionClosed'
            (Invoke-Script { Get-CompassHeartbeat -Connection $mine }).Errors | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            Get-CompassConnection | Disconnect-Compass
            $server.Dispose()
        }
    }
}
