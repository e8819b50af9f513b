# What PSScriptAnalyzer asks of the scripts that ship, build and show.
@{
    Severity     = @('ParseError', 'Error', 'Warning')
    ExcludeRules = @(
        # What a build or an example tells its user is meant for the screen, not for the pipeline.
        'PSAvoidUsingWriteHost'
        # It takes the parameters of a script that only its functions read for unused ones.
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
    }
}
