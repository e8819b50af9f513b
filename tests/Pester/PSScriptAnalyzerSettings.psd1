# Rules of PSScriptAnalyzer for the Pester tests.
@{
    Severity     = @('ParseError', 'Error', 'Warning')
    ExcludeRules = @(
        # A test reads variables that BeforeAll sets. The rule does not see this use.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The token of a sandbox is not a secret.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingWriteHost'
        # The rule does not see parameters that only the functions of a script use.
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4 }
    }
}
