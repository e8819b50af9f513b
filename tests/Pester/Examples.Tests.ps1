# Runs the examples of the help pages in a sandbox, except the examples with a comment 'Not run'.

BeforeDiscovery {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Examples.ps1"
    $examples = Get-ChildItem $pages -Filter '*-Compass*.md' | ForEach-Object { Get-PageExample $_ }

    # Find the scripts in the about topics, except about_CompassSandbox, which SandboxPage.Tests.ps1 checks.
    $topics = foreach ($topic in Get-ChildItem $pages -Filter 'about_*.md' -Exclude 'about_CompassSandbox.md') {
        $number = 0
        foreach ($script in [regex]::Matches(((Get-Content $topic -Raw) -replace "`r"), '(?ms)^```powershell\n(?<code>.*?)\n```$')) {
            $number++
            @{ Cmdlet = $topic.BaseName; Title = "script $number"; Code = $script.Groups['code'].Value; Output = ''; NotRun = '' }
        }
    }
    $runnable = @($examples | Where-Object { -not $_.NotRun }) + $topics
    $allPages = Get-ChildItem $pages -Filter '*.md' | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Examples.ps1"
}

AfterAll {
    Disconnect-Compass -All
    Get-CompassSandbox | Stop-CompassSandbox
}

Describe 'The examples of the help' {
    It 'create the objects that about_CompassOps describes' {
        $world = Invoke-PageExample ([pscustomobject] @{ Code = @'
"$($connection.IsSandbox) $($team -eq $connection.TeamId) $($otherTeam -ne $team)"
Get-CompassHeartbeat | ForEach-Object { "$($_.Name) $($_.Status) $($_.Period)" }
"$($window.Status) $($window.Scope) $($window.Duration) $($rule.EntityType)"
'@ })
        $world.Errors | Should -BeNullOrEmpty
        ($world.Output -split '\r?\n' | Sort-Object) -join "`n" | Should -BeExactly ((
                'True True True',
                'branch-bergen Unresponsive 00:10:00',
                'branch-oslo Responsive 00:10:00',
                'branch-turku Pending 00:10:00',
                'nightly-backup Pending 1.00:00:00',
                'active Team 02:00:00 integration' | Sort-Object) -join "`n")
    }

    It 'runs unchanged: <_.Cmdlet>, <_.Title>' -ForEach $runnable {
        $run = Invoke-PageExample ([pscustomobject] $_)
        $run.Errors | Should -BeNullOrEmpty
        if ($_.Output) {
            Get-Shape $run.Output | Should -BeExactly (Get-Shape $_.Output)
        }
    }

    It 'skips only examples that need the real service or a user' {
        $notRun = @(Get-ChildItem $pages -Filter '*-Compass*.md' | ForEach-Object { Get-PageExample $_ } | Where-Object NotRun)
        $notRun.Count | Should -BeLessOrEqual 6
        $notRun.NotRun | ForEach-Object { $_ | Should -Match '^needs (a real site|somebody to type)' }
        $notRun | ForEach-Object { Get-Misunderstanding $_.Code } | Should -BeNullOrEmpty
    }
}

Describe 'The commands in the help' {
    It 'exist with the same parameters: <Name>' -ForEach $allPages {
        $text = (Get-Content $Path -Raw) -replace "`r" -replace '(?ms)^```.*?^```$'
        $named = [regex]::Matches($text, '`(?<code>[A-Z][a-z]+-Compass[^`{]*)').ForEach{ $_.Groups['code'].Value }
        $typed = [regex]::Matches($text, '(?m)^    PS> (?<code>.*)$').ForEach{ $_.Groups['code'].Value }
        @($named) + @($typed) | Where-Object { $_ } | ForEach-Object { Get-Misunderstanding $_ } | Should -BeNullOrEmpty
    }
}
