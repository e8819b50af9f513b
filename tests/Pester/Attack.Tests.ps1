# What an experienced user does wrong, or by odd but legal means: strange pipes, strange cells, strange ways of writing.
BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $server = Open-Sandbox
    $null = Connect-Sandbox $server
    $team = $server.Teams[0].TeamId
    $rule = New-CompassMaintenanceRule -IntegrationId $integration

    # The requests that a script causes.
    function Get-Sent([scriptblock] $Script) {
        $before = @($server.Requests).Count
        $null = Invoke-Script $Script
        @($server.Requests) | Select-Object -Skip $before
    }
}
AfterAll {
    Disconnect-Compass
    $server.Dispose()
}

Describe 'An object in the pipe' {
    BeforeAll {
        $window = New-CompassMaintenance -TeamId $team -Rule $rule -Duration 1h
        $heartbeat = New-CompassHeartbeat -Name 'piped' -Period 1h
    }

    It 'is found by its id as <_>' -ForEach 'the object', 'selected properties', 'JSON', 'a CSV row' {
        $piped = switch ($_) {
            'the object' { $window }
            'selected properties' { $window | Select-Object * }
            'JSON' { $window | ConvertTo-Json -Depth 5 | ConvertFrom-Json }
            'a CSV row' { $window | ConvertTo-Csv | ConvertFrom-Csv }
        }
        ($piped | Get-CompassMaintenance).Id | Should -Be $window.Id
    }

    It 'is not taken for a window by what it prints when it is a heartbeat' {
        Get-Sent { $heartbeat | Stop-CompassMaintenance } | Should -BeNullOrEmpty
        (Invoke-Script { $heartbeat | Stop-CompassMaintenance }).Errors | Should -HaveCount 1
    }

    It 'is not taken for a heartbeat by what it prints when it is a window' {
        Get-Sent { $window | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
    }

    It 'is not taken for a name when it is a hashtable' {
        Get-Sent { @{ Name = 'piped'; TeamId = $team } | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
        Get-Sent { @{ Id = $window.Id } | Remove-CompassMaintenance -Force } | Should -BeNullOrEmpty
    }

    It 'is not taken for a name when it is a date or a truth' {
        Get-Sent { (Get-Date), $true | Remove-CompassHeartbeat -Force } | Should -BeNullOrEmpty
    }

    It 'is not taken for an id when it is typed' {
        $result = Invoke-Script { Stop-CompassMaintenance $window }
        $result.Text | Should -BeLike '*Pipe the object*'
        $result.Errors | Should -HaveCount 1
    }

    It 'is a number where the name is one' {
        $null = New-CompassHeartbeat -Name '7' -Period 1h
        (7 | Get-CompassHeartbeat).Name | Should -Be '7'
    }

    It 'gives a team, not a name, when it is a team' {
        $names = @(Get-CompassTeam | Where-Object TeamId -EQ $team | Get-CompassHeartbeat).Name
        $names | Should -Contain 'piped'
    }

    It 'is not everything when it is nothing' {
        foreach ($nothing in $null, [pscustomobject] @{ Name = $null }) {
            $result = Invoke-Script { $nothing | Get-CompassHeartbeat }
            $result.Output | Should -BeNullOrEmpty
            $result.Text | Should -BeLike '*name is empty*'
        }
    }
}

Describe 'A duration without quotes' {
    It 'is <Minutes> minutes where the shell would read a number' -ForEach @(
        @{ Script = { New-CompassHeartbeat -Name 'bare 1d' -Period 1d }; Minutes = 1440 }
        @{ Script = { New-CompassHeartbeat -Name 'bare 1.5d' -Period 1.5d }; Minutes = 2160 }
        @{ Script = { New-CompassHeartbeat -Name 'bare 120s' -Period 120s }; Minutes = 2 }
    ) {
        (& $Script).Period.TotalMinutes | Should -Be $Minutes
    }

    It 'is refused as a bare number still' {
        (Invoke-Script { New-CompassHeartbeat -Name 'bare' -Period 1.5 }).Text | Should -BeLike "*'1.5' of what*"
    }
}

Describe 'A cell' {
    It 'that is blank leaves Enabled at true' {
        $created = "Name,Interval,IntervalUnit,Enabled`nblank,5,minutes,`nspaces,5,minutes, " | ConvertFrom-Csv | New-CompassHeartbeat
        $created.Enabled | Should -Be @($true, $true)
    }

    It 'with blanks around a word means the word' {
        $null = [pscustomobject] @{ Name = 'padded'; Interval = ' 5 '; IntervalUnit = ' Hours '; AlertPriority = ' p2 ' } | New-CompassHeartbeat
        $sent = Get-SentBody $server 'CreateHeartbeat' | Where-Object Name -EQ 'padded'
        $sent.intervalUnit | Should -Be 'hours'
        $sent.alertPriority | Should -Be 'P2'
    }
}
