# Checks the build for Windows PowerShell in a separate process, because this process has already loaded assemblies with the same names.

BeforeAll {
    . "$PSScriptRoot/Shell.ps1"
}

Describe 'The build for Windows PowerShell' {
    It 'runs every cmdlet against the sandbox program' {
        $script = Join-Path $PSScriptRoot '../NetFramework/Test-Desktop.ps1'
        $said = Invoke-Shell -NoProfile -NonInteractive -File $script 6>&1
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        @($said)[-1] | Should -Match '^\d\d passed, 0 failed$'
    }
}
