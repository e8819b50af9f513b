# Opens the report in Chromium, and saves screenshots in out/screenshots. Checks that the report sends no requests and is
# accessible. The accessibility tests need axe-core: npm install --prefix out axe-core@4.14.1

BeforeDiscovery {
    $browser = @('chromium', 'chromium-browser', 'google-chrome') | Get-Command -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $axe = Join-Path $PSScriptRoot '../../out/node_modules/axe-core/axe.min.js'
    $schemes = @{ Scheme = 'light'; Setting = 1 }, @{ Scheme = 'dark'; Setting = 0 }
    if (-not $browser) {
        Write-Host 'The tests are skipped, because this machine has no Chromium.'
    }
    elseif (-not (Test-Path $axe)) {
        Write-Host 'The accessibility tests are skipped, because axe-core is missing. Install it: npm install --prefix out axe-core@4.14.1'
    }
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    $browser = @('chromium', 'chromium-browser', 'google-chrome') | Get-Command -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $output = New-Item -ItemType Directory -Force (Join-Path $PSScriptRoot '../../out/screenshots')
    $axe = Join-Path $PSScriptRoot '../../out/node_modules/axe-core/axe.min.js'

    # Opens a page in the browser with a new profile. Returns the standard output of the browser.
    function Invoke-Browser([string] $Page, [string[]] $With) {
        $profileFolder = Join-Path $TestDrive ([guid]::NewGuid())
        $arguments = '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run',
        '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND', "--user-data-dir=$profileFolder"
        & $browser.Path @arguments @With "file://$Page" 2>$null
    }

    $server = Open-Sandbox @{ ClockStopped = $true; StartTime = [DateTimeOffset]::Now.AddHours(-9) }
    $null = Connect-Sandbox $server
    $shop, $payments, $warehouse, $null = $server.Teams
    $beats = @(
        @{ Name = 'nightly-backup'; TeamId = $shop.TeamId; Period = '6h'; AlertPriority = 'P1'; Description = 'Copies the databases to the second site' }
        @{ Name = 'price-import'; TeamId = $shop.TeamId; Period = '2d'; AlertPriority = 'P3'; Description = 'Prices of the suppliers'; AlertTag = 'import', 'prices' }
        @{ Name = 'card-settlement'; TeamId = $payments.TeamId; Period = '1h'; AlertPriority = 'P1'; Description = 'Sends the day''s payments to the bank' }
        @{ Name = 'fraud-model'; TeamId = $payments.TeamId; Period = '7d'; AlertPriority = 'P4' }
        @{ Name = 'label-printer'; TeamId = $warehouse.TeamId; Period = '3d'; AlertPriority = 'P2' }
    )
    foreach ($beat in $beats) {
        $null = New-CompassHeartbeat @beat
        $null = Invoke-CompassHeartbeatPing $beat.Name -TeamId $beat.TeamId
    }
    $null = New-CompassHeartbeat -Name 'stock-count' -TeamId $warehouse.TeamId -Period 1d -AlertPriority P3
    $null = New-CompassHeartbeat -Name 'old-export' -TeamId $shop.TeamId -Period 1d -AlertPriority P5 -Enabled $false
    $rule = New-CompassMaintenanceRule -IntegrationId $integration
    $null = New-CompassMaintenance -TeamId $payments.TeamId -Rule $rule -StartDate ([DateTimeOffset]::Now.AddHours(-3)) -Duration 8h -Description 'Bank gateway upgrade'
    $null = New-CompassMaintenance -TeamId $shop.TeamId -Rule $rule -StartDate ([DateTimeOffset]::Now.AddHours(-8)) -Duration 4h -Description 'Patch night'
    $null = New-CompassMaintenance -TeamId $shop.TeamId -Rule $rule -StartDate ([DateTimeOffset]::Now.AddDays(2)) -Duration 2d -Description 'Move to the new storage'
    $null = New-CompassMaintenance -TeamId $shop.TeamId -Rule $rule -StartDate ([DateTimeOffset]::Now.AddDays(3)) -Duration 1d -Description 'Load test'
    $null = New-CompassMaintenance -Global -Rule $rule -StartDate ([DateTimeOffset]::Now.AddDays(6)) -Duration 3d -Description 'Inventory freeze'
    $cancelled = New-CompassMaintenance -TeamId $warehouse.TeamId -Rule $rule -StartDate ([DateTimeOffset]::Now.AddDays(1)) -Duration 1d -Description 'Scanner update'
    $null = Stop-CompassMaintenance -Id $cancelled.Id -TeamId $warehouse.TeamId
    $server.Step([timespan]::FromHours(9))
    $null = Invoke-CompassHeartbeatPing price-import -TeamId $shop.TeamId
    $page = Join-Path $TestDrive 'ops.html'
    Export-CompassReport $page -AllTeams
}

AfterAll {
    Get-CompassConnection | Disconnect-Compass
    $server.Dispose()
}

Describe 'A report in the browser' -Skip:(-not $browser) {
    It 'is shown in the <Scheme> color scheme' -ForEach $schemes {
        $picture = Join-Path $output "report-$Scheme.png"
        Remove-Item $picture -ErrorAction Ignore
        $null = Invoke-Browser $page "--blink-settings=preferredColorScheme=$Setting", '--window-size=1280,1500', '--hide-scrollbars', "--screenshot=$picture"
        (Get-Item $picture).Length | Should -BeGreaterThan 20000
    }

    It 'sends no request' {
        $log = Join-Path $TestDrive 'net.json'
        Invoke-Browser $page "--log-net-log=$log", '--dump-dom' | Should -Not -BeNullOrEmpty
        $urls = [regex]::Matches((Get-Content $log -Raw), '"url":"(?<url>(https?|wss?):[^"]*)"') | ForEach-Object { $_.Groups['url'].Value } |
            # Ignore the requests that the browser sends to Google, because they do not come from the page.
            Where-Object { $_ -notmatch '^https?://[\w.-]+\.(google|googleapis)\.com/' }
        $urls | Should -BeNullOrEmpty
    }

    It 'follows accessibility rules in the <Scheme> color scheme' -ForEach $schemes -Skip:(-not (Test-Path $axe)) {
        # The page does not allow scripts. So run the checks in a copy that allows scripts.
        $script = @(
            '<script>', (Get-Content $axe -Raw), '</script><script>axe.run().then(r => { document.body.textContent = "AXE" + JSON.stringify('
            '{ rules: r.passes.length, violations: r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html).join(" | ")) }) + "END" })</script></body>'
        ) -join ''
        $copy = Join-Path $TestDrive 'checked.html'
        $text = (Get-Content $page -Raw) -replace '<meta http-equiv="Content-Security-Policy"[^>]*>', ''
        [System.IO.File]::WriteAllText($copy, $text.Replace('</body>', $script))
        $dom = (Invoke-Browser $copy "--blink-settings=preferredColorScheme=$Setting", '--window-size=1280,1500', '--virtual-time-budget=20000', '--dump-dom') -join "`n"
        $result = [System.Net.WebUtility]::HtmlDecode([regex]::Match($dom, '(?s)AXE(\{.*\})END').Groups[1].Value) | ConvertFrom-Json
        $result.rules | Should -BeGreaterThan 15
        $result.violations | Should -BeNullOrEmpty
    }
}
