# Checks that control characters in names from the service do not reach the terminal or a log.

BeforeDiscovery {
    . "$PSScriptRoot/Bootstrap.ps1"
    $format = [xml] (Get-Content (Join-Path (Get-Module CompassOps).ModuleBase 'CompassOps.Format.ps1xml') -Raw)
    $views = @($format.SelectNodes('//View') | ForEach-Object {
            $kind = $_.SelectNodes('TableControl | ListControl | WideControl')[0].Name -replace 'Control'
            @{ Type = $_.ViewSelectedBy.TypeName; Kind = $kind }
        })
    $null = $views
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $hostile = -join @('a', [char] 13, [char] 27, '[2K', [char] 10, '::error::b', [char] 0x9B, '31m', [char] 0x202E, 'c', [char] 0x2028, [char] 0x2066, 'd', [char] 7)
    $sign = [string] [char] 0xFFFD

    # Returns the unsafe characters in a text. Ignores line breaks, and the escape sequences with which the views format text.
    function Get-Unsafe([string] $Text) {
        $plain = $Text -replace '\x1b\[[0-9;]*m', '' -replace '\r?\n', ''
        [regex]::Matches($plain, '[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u206F]')
    }

    # Creates an object with unsafe characters in all its text properties.
    function New-Hostile([type] $Type) {
        $object = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
        foreach ($property in $Type.GetProperties()) {
            $field = $Type.GetField("<$($property.Name)>k__BackingField", 'Instance, NonPublic')
            if (-not $field) { continue }
            if ($property.PropertyType -eq [string]) { $field.SetValue($object, $hostile) }
            elseif ($property.PropertyType -eq [object]) { $field.SetValue($object, $hostile) }
            elseif ($field.FieldType.IsAssignableFrom([string[]])) { $field.SetValue($object, [string[]] @($hostile, $hostile)) }
            elseif ($property.PropertyType -eq [System.Collections.Generic.IReadOnlyDictionary[string, object]]) {
                $values = [System.Collections.Generic.Dictionary[string, object]]::new()
                $values[$hostile] = $hostile
                $field.SetValue($object, $values)
            }
            elseif ($field.FieldType.IsAssignableFrom([CompassOps.MaintenanceRule[]])) {
                $field.SetValue($object, [CompassOps.MaintenanceRule[]] @(New-Hostile ([CompassOps.MaintenanceRule])))
            }
        }
        $object
    }
}

Describe 'A view' {
    It 'replaces unsafe characters of a <Type>: <Kind>' -ForEach ($views | Where-Object Type -NotLike '*CompassConnection' | Where-Object Type -NotLike '*SandboxServer') {
        $live = $Type -replace '^Deserialized\.' -as [type]
        $live | Should -Not -BeNullOrEmpty
        $object = New-Hostile $live
        if ($Type -like 'Deserialized.*') {
            $object = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($object))
        }
        $text = switch ($Kind) {
            'Table' { $object | Format-Table | Out-String -Width 120 }
            'List' { $object | Format-List | Out-String -Width 400 }
            'Wide' { $object | Format-Wide | Out-String -Width 120 }
        }
        Get-Unsafe $text | Should -BeNullOrEmpty
        $text | Should -Not -Match '(?m)^::error'
        if ($Kind -eq 'List') { $text | Should -BeLike "*$sign*" }
    }

    It 'shows the same text in views and messages' {
        $text = Get-Content (Join-Path (Get-Module CompassOps).ModuleBase 'CompassOps.Format.ps1xml') -Raw
        $constant = [CompassOps.Commands.GetCompassHeartbeatCommand].Assembly.GetType('CompassOps.Formatting.DisplayText').GetField('UnsafeCharacters').GetValue($null)
        $used = [regex]::Matches($text, "-replace '([^']+)'").ForEach({ $_.Groups[1].Value }) | Sort-Object -Unique
        $used | Should -BeExactly $constant
    }
}

Describe 'A message' {
    BeforeAll {
        $server = Open-Sandbox
        $null = Connect-Sandbox $server
        $list = @{ values = @(@{ name = $hostile; description = $hostile; status = $hostile; interval = 5; intervalUnit = 'minutes'; enabled = $true }) }
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Sandbox $server -Status 200 -Body ($list | ConvertTo-Json -Depth 5)
    }
    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    It 'contains no unsafe characters: <_>' -ForEach @(
        'Set-CompassHeartbeat "$hostile x" -Description d', '"$hostile x" | Get-CompassHeartbeat', 'Get-CompassTeam $hostile.Replace("[", "")', 'Get-CompassConnection $hostile.Replace("[", "")',
        'Get-CompassMaintenance $hostile', 'Get-CompassHeartbeat -Connection $hostile', 'New-CompassHeartbeat x -Period $hostile',
        '[pscustomobject] @{ Name = $hostile; Period = "x" } | New-CompassHeartbeat', 'Compare-CompassHeartbeat "./$hostile"', 'Get-CompassSandbox $hostile'
    ) {
        $run = Invoke-Script ([scriptblock]::Create($_))
        $run.Errors | Should -Not -BeNullOrEmpty
        foreach ($record in $run.Errors) {
            $shown = if ($record.ErrorDetails) { $record.ErrorDetails.Message } else { $record.Exception.Message }
            Get-Unsafe ($shown -replace '[\r\n]', [char] 7) | Should -BeNullOrEmpty
            # If a parameter cannot be bound, PowerShell creates the error record, so the module cannot change the target of the record.
            if ($record.FullyQualifiedErrorId -notlike 'Parameter*') {
                Get-Unsafe ($record.CategoryInfo.TargetName -replace '[\r\n]', [char] 7) | Should -BeNullOrEmpty
            }
        }
    }

    It 'contains no unsafe characters in warnings and verbose text' {
        $said = Get-CompassHeartbeat -Status $hostile -Verbose 3>&1 4>&1
        Get-Unsafe (($said | Where-Object { $_ -isnot [CompassOps.Heartbeat] } | ForEach-Object { "$_" -replace '[\r\n]', [char] 7 }) -join '') | Should -BeNullOrEmpty
    }

    It 'contains no unsafe characters with -WhatIf' {
        $out = Join-Path $TestDrive 'transcript.txt'
        $null = Start-Transcript -Path $out
        Remove-CompassHeartbeat $hostile -WhatIf
        $null = Stop-Transcript
        $plan = (Get-Content $out -Raw) -replace '\x1b\[[0-9;]*m'
        $plan | Should -Match 'What if: .*Remove heartbeat'
        $line = ($plan -split '\r?\n' -match 'What if: ')[0]
        $line | Should -BeLike '*d*of team*'
        Get-Unsafe $line | Should -BeNullOrEmpty
    }

    It 'does not change the value in the object and in the target of the error' {
        (Get-CompassHeartbeat).Name | Should -BeExactly $hostile
        (Invoke-Script { Set-CompassHeartbeat "$hostile x" -Description d }).Errors[0].TargetObject | Should -BeExactly "$hostile x"
    }

    It 'completes the name with visible escape sequences' {
        $line = 'Set-CompassHeartbeat -Name '
        $offer = $null
        for ($try = 0; $try -lt 10 -and -not $offer; $try++) {
            $offer = (TabExpansion2 $line $line.Length).CompletionMatches | Select-Object -First 1
        }
        Get-Unsafe (($offer.CompletionText, $offer.ListItemText, $offer.ToolTip) -join '' -replace '[\r\n]', [char] 7) | Should -BeNullOrEmpty
        & ([scriptblock]::Create($offer.CompletionText)) | Should -BeExactly $hostile
    }
}
