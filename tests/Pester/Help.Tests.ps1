# Compares the output of Get-Help with the facts that PowerShell knows about each cmdlet.

BeforeDiscovery {
    . "$PSScriptRoot/Bootstrap.ps1"
    $cmdlets = Get-Command -Module CompassOps | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $topics = Get-ChildItem (Join-Path $PSScriptRoot '../../docs/en-US') -Filter 'about_*.md' | ForEach-Object { @{ Topic = $_.BaseName } }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters

    # Returns the parameters that the help shows for a parameter set: all except hidden and common parameters.
    function Get-Shown([object] $ParameterSet) {
        $ParameterSet.Parameters | Where-Object { $_.Name -notin $common -and -not $_.Attributes.Where{ $_ -is [Parameter] -and $_.DontShow } }
    }

    function Get-PipelineInput([object] $Parameter) {
        $ways = @(if ($Parameter.ValueFromPipelineByPropertyName) { 'ByPropertyName' }) + @(if ($Parameter.ValueFromPipeline) { 'ByValue' })
        if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
    }

    # Returns the default value of a parameter in the format of the help.
    function Get-Default([type] $Type, [string] $Parameter) {
        $property = $Type.GetProperty($Parameter)
        $declared = $property.GetCustomAttributes([PSDefaultValue], $true)
        $value = if ($declared) { $declared[0].Value } else { $property.GetValue([System.Activator]::CreateInstance($Type)) }
        if ($value -is [switch]) { return 'False' }
        if ($value -is [bool] -or $value -is [enum]) { return "$value" }
        if (-not $value -or -not "$value") { return 'None' }
        $value -join ', '
    }
}

Describe 'Get-Help <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
        $text = $help | Out-String -Width 200
    }

    It 'shows synopsis, description, inputs, outputs, notes and links' {
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
        foreach ($part in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS') {
            $text | Should -Match "(?m)^$part"
        }
        $help.relatedLinks.navigationLink.linkText | Should -Not -BeNullOrEmpty
        $help.alertSet.alert.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $help.examples.example.code | ForEach-Object { $text | Should -Match ([regex]::Escape(($_ -split '\r?\n')[0])) }
    }

    It 'shows every parameter set, with the parameters in the order of PowerShell' {
        $shown = foreach ($item in $help.syntax.syntaxItem) {
            ($item.parameter.ForEach{ "$(if ($_.required -eq 'true') { '!' })$($_.name)$(if ($_.position -ne 'named') { $_.position })" }) -join ' '
        }
        $expected = foreach ($set in $Command.ParameterSets) {
            $parameters = Get-Shown $set
            $positional = @($parameters | Where-Object Position -GE 0 | Sort-Object Position)
            $rest = @($parameters | Where-Object Position -LT 0 | Sort-Object -Stable @{ Expression = { $_.Name -in 'WhatIf', 'Confirm' } }, @{ Expression = { -not $_.IsMandatory } })
            (($positional + $rest).ForEach{ "$(if ($_.IsMandatory) { '!' })$($_.Name)$(if ($_.Position -ge 0) { $_.Position })" }) -join ' '
        }
        @($shown | Sort-Object) | Should -Be @($expected | Sort-Object)
        $default = @($Command.ParameterSets | Where-Object IsDefault)
        if ($default) {
            @($help.syntax.syntaxItem)[0].parameter.name | Sort-Object | Should -Be ((Get-Shown $default[0]).Name | Sort-Object)
        }
    }

    It 'describes every parameter with the same facts as PowerShell' {
        $names = @($Command.ParameterSets | ForEach-Object { (Get-Shown $_).Name } | Sort-Object -Unique)
        @($help.parameters.parameter.name | Sort-Object) | Should -Be $names
        foreach ($parameter in $help.parameters.parameter) {
            $because = "$Name -$($parameter.name)"
            $parameter.description[-1].Text | Should -Match '\.$' -Because $because
            $declared = @($Command.ParameterSets.Parameters | Where-Object Name -EQ $parameter.name)
            $parameter.pipelineInput | Should -BeIn $declared.ForEach{ Get-PipelineInput $_ } -Because $because
            $aliases = if ($declared[0].Aliases.Count) { $declared[0].Aliases } else { 'none' }
            $parameter.aliases -split ', ' | Sort-Object | Should -Be ($aliases | Sort-Object) -Because $because
            $wildcards = [bool] $declared[0].Attributes.Where{ $_ -is [SupportsWildcards] }
            $parameter.globbing | Should -Be "$wildcards" -Because $because
            if ($parameter.name -notin 'WhatIf', 'Confirm') {
                $parameter.defaultValue | Should -Be (Get-Default $Command.ImplementingType $parameter.name) -Because $because
            }
        }
    }
}

Describe 'A part of the help' {
    It 'shows one parameter of <_>, or only its examples' -ForEach 'Get-CompassHeartbeat', 'New-CompassMaintenance', 'Start-CompassSandbox' {
        $help = Get-Help $_
        $parameter = @($help.parameters.parameter)[0]
        $text = Get-Help $_ -Parameter $parameter.name | Out-String -Width 500
        $text | Should -Match "(?m)^-$($parameter.name)\b"
        $text | Should -Match ([regex]::Escape($parameter.description[0].Text))

        $alone = Get-Help $_ -Examples | Out-String -Width 500
        foreach ($example in $help.examples.example) {
            $alone | Should -Match ([regex]::Escape($example.title))
            $alone | Should -Match ([regex]::Escape(($example.code -split '\r?\n')[0]))
        }
    }
}

Describe 'Get-Help <Topic>' -ForEach $topics {
    It 'shows the topic' {
        $text = Get-Help $Topic | Out-String
        $text | Should -Match "(?m)^TOPIC\r?\n    $Topic"
        $text | Should -Match '(?m)^SHORT DESCRIPTION'
        $text.Length | Should -BeGreaterThan 1000
    }

    It 'is found by a word of its text' {
        (Get-Help about_Compass*).Name | Should -Contain $Topic
    }
}
