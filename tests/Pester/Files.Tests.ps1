# Checks how the module reads and replaces files: types, owners, permissions, size limits, and the JSON schema beside an export.

BeforeDiscovery {
    $isRoot = -not $IsWindows -and (& '/usr/bin/id' -u) -eq '0'
}

BeforeAll {
    . "$PSScriptRoot/Bootstrap.ps1"
    . "$PSScriptRoot/Sandbox.ps1"

    function Get-Stat([string] $Path) {
        $item = Get-Item -LiteralPath $Path -Force
        "$($item.UnixStat.UserId):$($item.UnixStat.GroupId) $($item.UnixMode)"
    }

    # Exports one heartbeat without a connection. Saves the warnings in $warned.
    function Export-One([hashtable] $With = @{}) {
        [pscustomobject] @{ Name = 'a'; TeamId = 't'; Period = '5m' } | Export-CompassHeartbeat @With -WarningVariable said 3> $null
        $script:warned = $said
    }

    $ours = [System.IO.File]::ReadAllText((Join-Path (Get-Module CompassOps).ModuleBase 'schema/heartbeats.schema.json'))
    $schema = 'heartbeats.schema.json'
}

Describe 'Files' {
    BeforeAll {
        $server = Open-Sandbox
        $team = $server.Teams[0].TeamId
        $null = Connect-Sandbox $server
    }

    BeforeEach {
        $place = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Push-Location $place
        $server.ClearRequests()
    }

    AfterEach {
        Pop-Location
    }

    AfterAll {
        Get-CompassConnection | Disconnect-Compass
        $server.Dispose()
    }

    Context 'Not a regular file' {
        It '<Cmdlet> refuses <Path> immediately' -Skip:$IsWindows -ForEach @(
            foreach ($cmdlet in 'Export-CompassHeartbeat', 'Compare-CompassHeartbeat', 'Sync-CompassHeartbeat') {
                foreach ($path in 'null', 'zero', 'fifo', 'link', 'socket') {
                    @{ Cmdlet = $cmdlet; Path = $path }
                }
            }
        ) {
            & '/usr/bin/mkfifo' fifo
            $socket = Join-Path ([System.IO.Path]::GetTempPath()) "s$PID"
            if ($Path -eq 'socket') {
                $Path = $socket
            }
            elseif ($Path -in 'null', 'zero' -and (& '/usr/bin/id' -u) -ne '0') {
                $Path = "/dev/$Path"
            }
            elseif ($Path -in 'null', 'zero') {
                # Use copies of the device files, because a bug in the cmdlet would replace the device files of this machine.
                & @(Get-Command mknod -CommandType Application)[0].Source $Path c 1 $(if ($Path -eq 'null') { 3 } else { 5 }) 2>&1 | Out-Null
                if ($LASTEXITCODE) {
                    Set-ItResult -Skipped -Because 'this user cannot create device files'
                    return
                }
            }
            $null = New-Item -ItemType SymbolicLink link -Target "$place/fifo"
            $listener = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
            $listener.Bind([System.Net.Sockets.UnixDomainSocketEndPoint]::new($socket))
            try {
                $before = Get-Stat $Path
                foreach ($with in @{ Path = $Path }, @{ LiteralPath = $Path }) {
                    $run = Invoke-Script { & $Cmdlet @with }
                    $run.Id | Should -Be 'NotAFile'
                }
                Get-Stat $Path | Should -Be $before
                $server.Requests | Should -BeNullOrEmpty
            }
            finally {
                $listener.Dispose()
                Remove-Item $socket -ErrorAction Ignore
            }
        }

        It 'refuses a folder' {
            foreach ($cmdlet in 'Export-CompassHeartbeat', 'Compare-CompassHeartbeat', 'Sync-CompassHeartbeat') {
                (Invoke-Script { & $cmdlet -Path . }).Id | Should -Be 'NotAFile'
                (Invoke-Script { & $cmdlet -LiteralPath . }).Id | Should -Be 'NotAFile'
            }
        }

        It 'refuses a Windows device name' -Skip:(-not $IsWindows) {
            foreach ($path in '\\.\NUL', '\\.\pipe\compass') {
                (Invoke-Script { Export-CompassHeartbeat $path }).Id | Should -Be 'NotAFile'
                (Invoke-Script { Compare-CompassHeartbeat -LiteralPath $path }).Id | Should -Match '^(NotAFile|FileNotFound)$'
            }
        }

        It 'does not change an existing file that is too long to read, and reports it' {
            $file = [System.IO.File]::Create("$place/ops.json")
            $file.SetLength(17MB)
            $file.Dispose()
            Export-One @{ Path = 'ops.json'; NoSchema = $true }
            "$warned" | Should -BeLike '*ops.json*'
            (Get-Item ops.json).Length | Should -BeLessThan 1KB
        }
    }

    Context 'Reading' {
        It 'refuses a file of more than 16 MiB within five seconds' {
            $file = [System.IO.File]::Create("$place/big.json")
            $file.SetLength(200MB)
            $file.Dispose()
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $run = Invoke-Script { Compare-CompassHeartbeat big.json }
            $run.Id | Should -Be 'FileTooLarge'
            $run.Text | Should -BeLike '*big.json*16 MiB*'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        }

        It 'reads a file that another program holds open for writing' {
            Export-One @{ Path = 'ops.json'; TeamId = $team }
            foreach ($share in 'ReadWrite', 'ReadWrite, Delete') {
                $writer = [System.IO.FileStream]::new("$place/ops.json", 'Open', 'ReadWrite', $share)
                try {
                    (Compare-CompassHeartbeat ops.json).Action | Should -Be 'Create'
                }
                finally {
                    $writer.Dispose()
                }
            }
        }

        It 'treats different spellings of a path as one file' {
            Export-One @{ Path = 'ops.json'; TeamId = $team }
            (Compare-CompassHeartbeat ops.json, ./ops.json, "$place/../$(Split-Path -Leaf $place)/ops.json").Action | Should -Be 'Create'
            if ($IsWindows) {
                (Compare-CompassHeartbeat ops.json, OPS.JSON).Action | Should -Be 'Create'
                (Compare-CompassHeartbeat -LiteralPath ops.json, OPS.JSON).Action | Should -Be 'Create'
            }
        }

        It 'shows the first 20 of 20,000 mistakes' {
            $rows = (1..20000 | ForEach-Object { "{ `"name`": `"n$_`", `"interval`": 0, `"intervalUnit`": `"days`" }" }) -join ",`n"
            Set-Content ops.json "{ `"teams`": [ { `"teamId`": `"t`", `"heartbeats`": [ $rows ] } ] }"
            $run = Invoke-Script { Compare-CompassHeartbeat ops.json }
            $run.Id | Should -Be 'InvalidDocument'
            $run.Text | Should -BeLike '*20000 mistakes*first 20*(20) *'
            $run.Text.Length | Should -BeLessThan 20000
        }
    }

    Context 'Replacing' {
        It 'keeps owner, group and mode <Mode>' -Skip:(-not $isRoot) -ForEach @(
            @{ Mode = '600'; Shown = '-rw-------' }, @{ Mode = '664'; Shown = '-rw-rw-r--' }, @{ Mode = '444'; Shown = '-r--r--r--' }
        ) {
            Set-Content ops.json '{ "teams": [] }'
            & '/bin/chown' 1234:2345 ops.json
            & '/bin/chmod' $Mode ops.json
            Export-One @{ Path = 'ops.json'; Force = $true }
            Get-Stat ops.json | Should -Be "1234:2345 $Shown"
            Get-Content ops.json -Raw | Should -BeLike '*"a"*'
            # The schema file is new, so the user who runs the cmdlet (root) owns the file.
            Get-Stat $schema | Should -BeLike '0:0 *'
        }

        It 'keeps the owner if the caller cannot change owners' -Skip:(-not $isRoot) {
            Set-Content ops.json ('{ "teams": [] }' + ' ' * 5000)
            & '/bin/chown' 1234:2345 ops.json
            & '/bin/chmod' 666 ops.json
            $script = "Import-Module '$manifest'; [pscustomobject] @{ Name = 'a'; TeamId = 't'; Period = '5m' } | Export-CompassHeartbeat ops.json -NoSchema"
            # Run as root without the capability to change owners, to simulate another user. A real other user may not be able to
            # start PowerShell, because PowerShell can be in the home folder of root.
            & '/usr/bin/setpriv' --bounding-set=-chown @shellCommand -NoProfile -Command $script | Should -BeNullOrEmpty
            Get-Stat ops.json | Should -Be '1234:2345 -rw-rw-rw-'
            (Get-Content ops.json -Raw | ConvertFrom-Json).teams.teamId | Should -Be 't'
        }

        It 'reports a folder that does not exist' {
            $run = Invoke-Script { Export-One @{ Path = 'missing/ops.json' } }
            $run.Id | Should -Be 'FileNotWritten'
            $run.Text | Should -BeLike "*folder '*missing' does not exist. Create the folder first."
        }

        It 'does not change a read-only file if -Force fails' -Skip:$IsWindows {
            $null = New-Item -ItemType Directory locked
            Set-Content locked/ops.json old
            & '/bin/chmod' 444 locked/ops.json
            $before = Get-Stat locked/ops.json
            (Invoke-Script { Export-One @{ Path = 'locked/ops.json'; NoSchema = $true } }).Id | Should -Be 'FileNotWritten'
            Get-Stat locked/ops.json | Should -Be $before
            # No user can create a file in /proc/self, not even root. So the export to the target of this link fails, even with -Force.
            $null = New-Item -ItemType SymbolicLink link.json -Target '/proc/self/status'
            (Invoke-Script { Export-One @{ Path = 'link.json'; Force = $true; NoSchema = $true } }).Id | Should -Be 'FileNotWritten'
        }

        It 'keeps the read-only attribute of a file, also if -Force fails to replace it' -Skip:(-not $IsWindows) {
            Set-Content ops.json '{ "teams": [] }'
            Set-ItemProperty ops.json IsReadOnly $true
            (Invoke-Script { Export-One @{ Path = 'ops.json' } }).Id | Should -Be 'FileNotWritten'
            Export-One @{ Path = 'ops.json'; Force = $true }
            (Get-Item ops.json).IsReadOnly | Should -BeTrue
            Get-Content ops.json -Raw | Should -BeLike '*"a"*'
            $holder = [System.IO.FileStream]::new("$place/ops.json", 'Open', 'Read', 'Read')
            try {
                (Invoke-Script { Export-One @{ Path = 'ops.json'; Force = $true } }).Id | Should -Be 'FileNotWritten'
            }
            finally {
                $holder.Dispose()
            }
            (Get-Item ops.json).IsReadOnly | Should -BeTrue
            Set-ItemProperty ops.json IsReadOnly $false
        }

        It 'leaves no temporary file, accepts the longest name, and creates the target of a dangling link' {
            $long = ('x' * 250) + '.json'
            Export-One @{ Path = $long; NoSchema = $true }
            Export-One @{ Path = $long; NoSchema = $true }
            Get-ChildItem -Force | ForEach-Object Name | Should -Be $long
            if (-not $IsWindows) {
                $null = New-Item -ItemType SymbolicLink link.json -Target "$place/new.json"
                Export-One @{ Path = 'link.json'; NoSchema = $true }
                (Get-Item link.json).LinkType | Should -Be 'SymbolicLink'
                Get-Content new.json -Raw | Should -BeLike '*"a"*'
                (Get-Item new.json).UnixMode | Should -Be (New-Item plain.txt).UnixMode
            }
        }
    }

    Context 'The schema beside an exported file' {
        It 'is replaced if an earlier version wrote it' {
            Set-Content $schema ($ours -replace '"title": "[^"]*"', '"title": "Older"') -NoNewline
            Export-One @{ Path = 'ops.json' }
            [System.IO.File]::ReadAllText("$place/$schema") | Should -BeExactly $ours
            $warned | Should -BeNullOrEmpty
        }

        It 'is not replaced with -NoClobber' {
            Set-Content $schema ($ours -replace '"title": "[^"]*"', '"title": "Older"') -NoNewline
            Export-One @{ Path = 'ops.json'; NoClobber = $true }
            Get-Content $schema -Raw | Should -BeLike '*"Older"*'
        }

        It 'does not replace <Case>, and warns' -ForEach @(
            @{ Case = 'a schema with another id'; Content = '{ "$id": "mine" }' }
            @{ Case = 'a file that is not JSON'; Content = 'shopping list' }
            @{ Case = 'an empty file'; Content = '' }
            @{ Case = 'a list'; Content = '[1]' }
            @{ Case = 'a schema whose id is not text'; Content = '{ "$id": 1 }' }
        ) {
            Set-Content $schema $Content -NoNewline
            foreach ($with in @{}, @{ NoClobber = $true }, @{ Force = $true }) {
                Remove-Item ops.json -ErrorAction Ignore
                Export-One (@{ Path = 'ops.json'; ErrorAction = 'Stop' } + $with)
                "$warned" | Should -BeLike "*$schema*-NoSchema*"
                Get-Content ops.json -Raw | Should -BeLike '*"a"*'
                [System.IO.File]::ReadAllText("$place/$schema") | Should -BeExactly $Content
            }
        }

        It 'does not follow a link, even if its target does not exist' -Skip:$IsWindows {
            Set-Content victim.txt $ours.Replace('"title"', '"old"') -NoNewline
            foreach ($target in 'victim.txt', 'absent.txt') {
                $null = New-Item -ItemType SymbolicLink $schema -Target "$place/$target" -Force
                Export-One @{ Path = 'ops.json' }
                "$warned" | Should -BeLike "*$schema*"
                (Get-Item $schema).LinkTarget | Should -Be "$place/$target"
            }
            Get-Content victim.txt -Raw | Should -BeLike '*"old"*'
            Test-Path absent.txt | Should -BeFalse
        }

        It 'warns if <Case> is at its path; the export succeeds' -Skip:$IsWindows -ForEach @(
            @{ Case = 'a folder'; Make = { $null = New-Item -ItemType Directory $schema } }
            @{ Case = 'a pipe'; Make = { & '/usr/bin/mkfifo' $schema } }
            @{ Case = 'a read-only schema of an earlier version'; Make = { Set-Content $schema ($ours -replace '"title": "[^"]*"', '"title": "Older"'); & '/bin/chmod' 444 $schema } }
        ) {
            & $Make
            $file = Export-One @{ Path = 'ops.json'; ErrorAction = 'Stop'; PassThru = $true }
            $file.Name | Should -Be 'ops.json'
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike "*$schema*"
            Get-Content ops.json -Raw | Should -BeLike '*"a"*'
        }
    }
}
