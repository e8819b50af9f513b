# Checks how the cmdlets behave with each fault of the sandbox.

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Add-CompassSandboxFault' {
    BeforeAll {
        $server = Start-CompassSandbox
        # The default connection does not retry, so that each fault causes an error.
        $null = Connect-Compass -Sandbox -Name once -MaximumRetryCount 0
        $patient = Connect-Compass -Sandbox -Name patient -MaximumRetryCount 3 -RetryIntervalSec 0.001 -NoDefault
    }

    BeforeEach {
        Clear-CompassSandboxFault
        Get-CompassHeartbeat | Remove-CompassHeartbeat -Confirm:$false
        $null = New-CompassHeartbeat -Name 'kept' -Period 5m
        $server.ClearRequests()
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        Stop-CompassSandbox -Sandbox $server
    }

    It '-Kind <Kind> causes the error <Id>' -ForEach @(
        @{ Kind = 'Status'; With = @{}; Id = 'ServiceError' }
        @{ Kind = 'ResetBefore'; With = @{}; Id = 'ConnectionFailed' }
        @{ Kind = 'ResetAfter'; With = @{}; Id = 'ConnectionFailed' }
        @{ Kind = 'Truncate'; With = @{}; Id = 'InvalidResponse' }
        @{ Kind = 'Html'; With = @{}; Id = 'ServiceError' }
        @{ Kind = 'Html'; With = @{ Status = 200 }; Id = 'InvalidResponse' }
        @{ Kind = 'Malformed'; With = @{}; Id = 'InvalidResponse' }
        @{ Kind = 'Redirect'; With = @{}; Id = 'RedirectRefused' }
        @{ Kind = 'EmptyBody'; With = @{}; Id = 'InvalidResponse' }
        @{ Kind = 'TooLong'; With = @{}; Id = 'ResponseTooLarge' }
        @{ Kind = 'GzipBomb'; With = @{}; Id = 'ResponseTooLarge' }
        @{ Kind = 'DeepNesting'; With = @{}; Id = 'InvalidResponse' }
    ) {
        $fault = Add-CompassSandboxFault Get-CompassHeartbeat -Kind $Kind -Count 1 @With
        "$($fault.Kind)" | Should -Be $Kind
        $run = Invoke-Script { Get-CompassHeartbeat }
        $run.Errors | Should -HaveCount 1
        $run.Id | Should -Be $Id
        $run.Output | Should -BeNullOrEmpty
        (Get-CompassSandboxRequest)[0].Fault | Should -Be $fault.Id
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
    }

    It '-Status <Status> causes the error <Id>' -ForEach @(
        @{ Status = 400; Id = 'InvalidRequest' }
        @{ Status = 401; Id = 'Unauthorized' }
        @{ Status = 403; Id = 'Forbidden' }
        @{ Status = 429; Id = 'Throttled' }
        @{ Status = 500; Id = 'ServiceError' }
    ) {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Status $Status
        (Invoke-Script { Get-CompassHeartbeat }).Id | Should -Be $Id
    }

    It '-Kind Refuse closes the port until the fault is cleared' {
        $null = Add-CompassSandboxFault -Kind Refuse
        (Invoke-Script { Get-CompassHeartbeat }).Id | Should -Be 'ConnectionFailed'
        Clear-CompassSandboxFault
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
    }

    It '-Kind <Kind> still runs the operation' -ForEach @(
        @{ Kind = 'ResetAfter' }
        @{ Kind = 'Truncate' }
        @{ Kind = 'Malformed' }
        @{ Kind = 'EmptyBody' }
    ) {
        $null = Add-CompassSandboxFault New-CompassHeartbeat -Kind $Kind -Count 1
        $null = Invoke-Script { New-CompassHeartbeat -Name 'done' -Period 5m }
        (Get-CompassHeartbeat).Name | Should -Be 'kept', 'done'
    }

    It '-Kind <Kind> does not run the operation' -ForEach @(
        @{ Kind = 'Status' }
        @{ Kind = 'ResetBefore' }
        @{ Kind = 'Html' }
        @{ Kind = 'Redirect' }
    ) {
        $null = Add-CompassSandboxFault New-CompassHeartbeat -Kind $Kind -Count 1
        (Invoke-Script { New-CompassHeartbeat -Name 'undone' -Period 5m }).Errors | Should -HaveCount 1
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
    }

    It '-Kind <Kind> delays the correct response' -ForEach @(
        @{ Kind = 'Delay'; Delay = '0.3s'; AtLeast = 300 }
        @{ Kind = 'SlowDrip'; Delay = '0.002s'; AtLeast = 150 }
    ) {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Kind $Kind -Delay $Delay
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
        $watch.ElapsedMilliseconds | Should -BeGreaterOrEqual $AtLeast
    }

    It 'a delay beyond the timeout causes the error Timeout' {
        $hasty = Connect-Compass -Sandbox -Name hasty -MaximumRetryCount 0 -TimeoutSec 0.2 -NoDefault
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Delay 1h -Count 1
        $run = Invoke-Script { Get-CompassHeartbeat -Connection $hasty }
        $run.Id | Should -Be 'Timeout'
    }

    It '-Kind StalePage returns lists as they were when the fault was added' {
        $null = Add-CompassSandboxFault -Kind StalePage
        $null = New-CompassHeartbeat -Name 'new' -Period 5m
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
        Clear-CompassSandboxFault
        (Get-CompassHeartbeat).Name | Should -Be 'kept', 'new'
    }

    It '-Kind WrongLink replaces the link after the first page of a list' {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Kind WrongLink -Body 'https://elsewhere.test/v1' -Count 1
        $run = Invoke-Script { Get-CompassHeartbeat }
        $run.Output.Name | Should -Contain 'kept'
        $run.Id | Should -Be 'PagingError'
        $run.Text | Should -BeLike '*leads to an address*'
    }

    It '-Kind WrongContentType changes the header and leaves the body' {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Kind WrongContentType -Count 1
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
        Get-CompassSandboxRequest | Where-Object Fault | Should -HaveCount 1
    }

    It '-Body is the body of the response' {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Status 403 -Body '{"message":"Said by the fault"}' -Count 1
        (Invoke-Script { Get-CompassHeartbeat }).Text | Should -BeLike '*Said by the fault*'
    }

    It 'matches only the requests of <Case>' -ForEach @(
        @{ Case = 'a cmdlet'; With = @{ Operation = 'new-compassheartbeat' } }
        @{ Case = 'an operation'; With = @{ Operation = 'CreateHeartbeat' } }
        @{ Case = 'a wildcard over operations'; With = @{ Operation = 'Create*' } }
        @{ Case = 'a method'; With = @{ Method = 'post' } }
        @{ Case = 'a path and a method'; With = @{ Path = '*/heartbeats'; Method = 'POST' } }
    ) {
        $null = Add-CompassSandboxFault -Status 500 @With
        (Invoke-Script { New-CompassHeartbeat -Name 'x' -Period 5m }).Id | Should -Be 'ServiceError'
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
    }

    It 'matches the requests below a path' {
        $null = Add-CompassSandboxFault -Status 500 -Path '*/maintenances*'
        (Invoke-Script { Get-CompassMaintenance }).Id | Should -Be 'ServiceError'
        (Get-CompassHeartbeat).Name | Should -Be 'kept'
    }

    It 'matches both read requests of Get-CompassMaintenance, and no other request' {
        $window = New-CompassMaintenance -Global -Rule (New-CompassMaintenanceRule -PolicyId p) -Duration 1h
        $null = Add-CompassSandboxFault Get-CompassMaintenance -Status 500
        (Invoke-Script { Get-CompassMaintenance }).Id | Should -Be 'ServiceError'
        (Invoke-Script { Get-CompassMaintenance -Id $window.Id }).Id | Should -Be 'ServiceError'
        "$(($window | Stop-CompassMaintenance -Force).Status)" | Should -Be 'cancelled'
    }

    It 'accepts the name of every cmdlet that sends requests' {
        $talks = Get-Command -Module CompassOps | Where-Object {
            $_.Parameters.ContainsKey('Connection') -and $_.Verb -ne 'Disconnect' -or $_.Name -eq 'Connect-Compass'
        }
        $talks.Count | Should -BeGreaterThan 10
        foreach ($command in $talks) {
            $fault = Add-CompassSandboxFault $command.Name -Status 500 -ErrorAction Stop
            [CompassOps.Sandbox.SandboxServer]::Operations | Where-Object { $_ -like $fault.Operation } | Should -Not -BeNullOrEmpty
        }
    }

    It '-Count limits how often a fault fires, so that retries succeed' {
        $null = Add-CompassSandboxFault New-CompassHeartbeat -Status 503 -Count 2
        (New-CompassHeartbeat -Name 'in the end' -Period 5m -Connection $patient).Name | Should -Be 'in the end'
        (Get-CompassSandboxRequest | Where-Object Operation -EQ CreateHeartbeat).StatusCode | Should -Be 503, 503, 201
        (Get-CompassSandbox).Faults | Should -BeNullOrEmpty
    }

    It '-Every fires at each n-th request, and -Skip lets the first requests pass' {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Status 500 -Every 3 -Skip 1
        $null = Invoke-Script { 1..8 | ForEach-Object { Get-CompassHeartbeat } }
        (Get-CompassSandboxRequest).StatusCode | Should -Be 200, 200, 200, 500, 200, 200, 500, 200
    }

    It '-Probability with -Seed repeats the same failures' {
        $runs = foreach ($run in 1..2) {
            $server.ClearRequests()
            $fault = Add-CompassSandboxFault Get-CompassHeartbeat -Status 500 -Probability 0.5 -Seed 7
            $null = Invoke-Script { 1..20 | ForEach-Object { Get-CompassHeartbeat } }
            Clear-CompassSandboxFault $fault.Id
            (Get-CompassSandboxRequest).StatusCode -join ' '
        }
        $runs[1] | Should -Be $runs[0]
        $runs[0] | Should -BeLike '*200*'
        $runs[0] | Should -BeLike '*500*'
    }

    It '-Header Retry-After delays the retry' {
        $null = Add-CompassSandboxFault Get-CompassHeartbeat -Status 429 -Header @{ 'Retry-After' = 1 } -Count 1
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Get-CompassHeartbeat -Connection $patient).Name | Should -Be 'kept'
        $watch.ElapsedMilliseconds | Should -BeGreaterOrEqual 950
        (Get-CompassSandboxRequest).StatusCode | Should -Be 429, 200
    }

    It 'refuses <Case>, and adds no fault' -ForEach @(
        @{ Case = 'a fault without a kind'; With = @{ Operation = 'New-CompassHeartbeat' }; Says = '*Specify -Kind*' }
        @{ Case = 'an unknown kind'; With = @{ Kind = 'Earthquake' }; Says = "*'Earthquake'*ResetAfter*" }
        @{ Case = 'a number as a kind'; With = @{ Kind = '3' }; Says = "*'3'*ResetBefore*" }
        @{ Case = 'an unknown operation'; With = @{ Operation = 'New-CompassHartbeat'; Status = 500 }; Says = "*'New-CompassHartbeat'*CreateHeartbeat*" }
        @{ Case = 'an invalid status'; With = @{ Status = 99 }; Says = '*Status*' }
        @{ Case = 'a header of several lines'; With = @{ Status = 500; Header = @{ 'X-Bad' = "a`r`nb" } }; Says = "*'X-Bad'*" }
        @{ Case = 'a delay beyond an hour'; With = @{ Delay = '2h' }; Says = '*hour*' }
        @{ Case = 'a count of 0'; With = @{ Status = 500; Count = 0 }; Says = '*Count*' }
        @{ Case = 'a probability of 0'; With = @{ Status = 500; Probability = 0 }; Says = '*Probability*' }
    ) {
        $run = Invoke-Script { Add-CompassSandboxFault @With }
        $run.Errors | Should -HaveCount 1
        $run.Text | Should -BeLike $Says
        $run.Output | Should -BeNullOrEmpty
        (Get-CompassSandbox).Faults | Should -BeNullOrEmpty
    }
}

Describe 'Clear-CompassSandboxFault' {
    BeforeAll {
        $server = Start-CompassSandbox
    }

    BeforeEach {
        $one, $two, $three = 500, 502, 503 | ForEach-Object { Add-CompassSandboxFault -Status $_ }
    }

    AfterEach {
        Clear-CompassSandboxFault
    }

    AfterAll {
        Stop-CompassSandbox -Sandbox $server
    }

    It 'removes the faults with the given ids' {
        Clear-CompassSandboxFault $one.Id, $three.Id
        $server.Faults.Id | Should -Be $two.Id
    }

    It 'removes piped faults from their own sandbox' {
        $other = Start-CompassSandbox
        try {
            $null = Add-CompassSandboxFault -Status 500 -Sandbox $other
            $one | Clear-CompassSandboxFault
            $server.Faults.Id | Should -Be $two.Id, $three.Id
            $other.Faults | Should -HaveCount 1
            # Removing a fault that is already removed is not an error.
            (Invoke-Script { $one | Clear-CompassSandboxFault }).Errors | Should -BeNullOrEmpty
        }
        finally {
            Stop-CompassSandbox -Sandbox $other
        }
    }

    It 'removes all faults without -Id, but not for an unset variable' {
        (Invoke-Script { Clear-CompassSandboxFault -FaultId $null }).Errors | Should -HaveCount 1
        $server.Faults | Should -HaveCount 3
        Clear-CompassSandboxFault
        $server.Faults | Should -BeNullOrEmpty
    }
}
