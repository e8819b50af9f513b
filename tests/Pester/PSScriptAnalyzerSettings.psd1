# What PSScriptAnalyzer asks of the Pester tests.
@{
    Severity     = @('ParseError', 'Error', 'Warning')
    ExcludeRules = @(
        # Tests set a variable in BeforeAll and read it in It, which the analyzer takes for an unused one.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The credentials of a sandbox that lives for one test are no secret.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingWriteHost'
        # It takes the parameters of a script that only its functions read for unused ones.
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
    }
}
