# Checks the progress bars, the colors, and the columns of the views.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function Get-Progress([string] $Script) {
        $shell = Open-Shell
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('c', $connection)
            $null = $shell.AddScript($Script).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Streams.Progress.ReadAll()
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Progress' {
    BeforeAll {
        $server = Open-Sandbox
        $connection = Connect-Sandbox $server
        1..30 | ForEach-Object { New-CompassHeartbeat -Name "beat $_" -Period 5m } | Out-Null
    }

    BeforeEach {
        $server.ClearFaults()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'is not shown for a short operation' {
        Get-Progress '"beat 1", "beat 2" | Invoke-CompassHeartbeatPing -Connection $c' | Should -BeNullOrEmpty
    }

    It 'counts the items of a long pipeline, and completes' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:00.1'; Operation = 'PingHeartbeat'; Count = 1000 })
        $all = Get-Progress '1..15 | ForEach-Object { "beat $_" } | Invoke-CompassHeartbeatPing -Connection $c -ThrottleLimit 1'
        $all | Should -Not -BeNullOrEmpty
        $all[0].Activity | Should -Be 'Invoke-CompassHeartbeatPing'
        $all[0].StatusDescription | Should -Match '^\d+ done$'
        "$($all[-1].RecordType)" | Should -Be 'Completed'
        $all.ActivityId | Select-Object -Unique | Should -HaveCount 1
    }

    It 'counts the objects of a long list, and completes' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:00.15'; Operation = 'ListHeartbeats'; Count = 1000 })
        $all = Get-Progress 'Get-CompassHeartbeat -Connection $c -PageSize 4'
        $all[0].Activity | Should -Be 'Get-CompassHeartbeat'
        "$($all[-1].RecordType)" | Should -Be 'Completed'
    }
}

Describe 'Progress that ends early' {
    BeforeAll {
        $server = Open-Sandbox @{ ClockStopped = $true }
        $connection = Connect-Sandbox $server
        $null = 1..30 | ForEach-Object { "beat $_" } | New-CompassHeartbeat -Period 5m
    }

    BeforeEach {
        $server.ClearFaults()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'completes when the pipeline stops early: <_>' -ForEach 'Get-CompassHeartbeat -Connection $c -PageSize 2 | Select-Object -First 18',
    '1..15 | ForEach-Object { "beat $_" } | Invoke-CompassHeartbeatPing -Connection $c -ThrottleLimit 1 | Select-Object -First 10' {
        $null = $server.AddFault([CompassOps.Sandbox.SandboxFault] @{ Kind = 'Delay'; Delay = [timespan] '00:00:00.1'; Count = 1000 })
        $all = Get-Progress $_
        $all | Should -Not -BeNullOrEmpty
        "$($all[-1].RecordType)" | Should -Be 'Completed'
    }

    It 'completes when a wait ends' {
        $all = Get-Progress 'Wait-CompassHeartbeat -Connection $c "beat 1" Unresponsive -TimeoutSec 1 -IntervalSec 0.2 -ErrorAction SilentlyContinue'
        $all[0].Activity | Should -Be 'Wait-CompassHeartbeat'
        "$($all[-1].RecordType)" | Should -Be 'Completed'
    }
}

Describe 'Display' {
    BeforeAll {
        $rendering = $PSStyle.OutputRendering
        $heard = [CompassOps.Heartbeat] @{ Name = 'heard'; Interval = 5; IntervalUnit = 'minutes'; Status = 'Responsive' }
        $silent = [CompassOps.Heartbeat] @{ Name = 'silent'; Interval = 5; IntervalUnit = 'minutes'; Status = 'Unresponsive' }
        $odd = [CompassOps.Heartbeat] @{ Name = 'odd'; Interval = 5; IntervalUnit = 'minutes'; Status = 'Dozing' }
    }

    AfterAll {
        $PSStyle.OutputRendering = $rendering
    }

    It 'shows statuses in color if the host supports colors' {
        $PSStyle.OutputRendering = 'Ansi'
        $heard | Format-Table | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)Responsive"))
        $silent | Format-Table | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Foreground.BrightRed)Unresponsive"))
        $odd | Format-Table | Out-String | Should -Match ' Dozing '
    }

    It 'shows no colors if the output is redirected in PowerShell' {
        $PSStyle.OutputRendering = 'Host'
        $silent | Format-Table | Out-String | Should -Not -Match "`e"
        $PSStyle.OutputRendering = 'PlainText'
        $silent | Format-Table | Out-String | Should -Not -Match "`e"
    }

    It 'shows no colors with NO_COLOR' {
        $script = "Import-Module '$manifest'; [CompassOps.Heartbeat] @{ Name = 'silent'; Interval = 5; IntervalUnit = 'minutes'; Status = 'Unresponsive' }"
        $before = $env:NO_COLOR
        try {
            $env:NO_COLOR = '1'
            $shown = Invoke-Shell -NoProfile -Command $script
        }
        finally {
            $env:NO_COLOR = $before
        }
        $shown -join "`n" | Should -BeLike '*Unresponsive*'
        $shown -join "`n" | Should -Not -Match "`e"
    }

    It 'shows no colors if the output of the process is redirected' {
        # PowerShell itself colors the headers of a table, so check only the row.
        $script = "Import-Module '$manifest'; [CompassOps.Heartbeat] @{ Name = 'silent'; Interval = 5; IntervalUnit = 'minutes'; Status = 'Unresponsive' }"
        $shown = Invoke-Shell -NoProfile -Command $script
        $row = @($shown) -like 'silent*'
        $row | Should -HaveCount 1
        $row | Should -Not -Match "`e"
    }

    It 'shows names in the wide view' {
        $PSStyle.OutputRendering = 'PlainText'
        $shown = $heard, $silent, $odd | Format-Wide -Column 3 | Out-String
        $shown | Should -Match 'heard +silent +odd'
    }

    It 'shows complete headers of every table at 80 columns' {
        $PSStyle.OutputRendering = 'PlainText'
        $heard | Format-Table | Out-String -Width 80 | Should -Match 'Name +Status +Period +Enabled +Priority'
        $ping = [CompassOps.HeartbeatPing] @{ Name = 'heard'; TeamId = 't'; Message = 'PONG'; SentAt = [DateTimeOffset]::Now; Duration = [timespan] '00:00:00.01' }
        $ping | Format-Table | Out-String -Width 80 | Should -Match 'Name +Verified +SentAt +Duration'
        $difference = [CompassOps.HeartbeatDifference] @{ Action = 'Update'; Name = 'heard'; TeamId = 't'; Property = 'AlertPriority'; Desired = 'P1'; Actual = 'P2' }
        $difference | Format-Table | Out-String -Width 80 | Should -Match 'Action +Name +Property +Desired +Actual[\s\S]*Update +heard +AlertPriority +P1 +P2'
        $result = [CompassOps.HeartbeatSyncResult] @{ Status = 'Done'; Action = 'Update'; Name = 'heard'; TeamId = 't'; Property = [string[]] @('Enabled') }
        $result | Format-Table | Out-String -Width 80 | Should -Match 'Status +Action +Name +Property'
    }
}
