# Rules of PSScriptAnalyzer for the build scripts and the examples.
@{
    Severity     = @('ParseError', 'Error', 'Warning')
    ExcludeRules = @(
        # Build scripts and examples write messages to the console with Write-Host.
        'PSAvoidUsingWriteHost'
        # The rule does not see parameters that only the functions of a script use.
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
    }
}
