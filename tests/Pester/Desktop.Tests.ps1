# The build for Windows PowerShell, in a shell of its own: its assemblies have the names of those that this suite has loaded.

Describe 'The build for Windows PowerShell' {
    It 'does what its cmdlets say, against the sandbox as a program' {
        $script = Join-Path $PSScriptRoot '../NetFramework/Test-Desktop.ps1'
        $said = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $script 6>&1
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        @($said)[-1] | Should -Match '^\d\d passed, 0 failed$'
    }
}
