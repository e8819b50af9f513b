# A scheduled job that pings once, with the connection of the environment variables.
param([string] $Root, [string] $Module)

Import-Module $Module
Invoke-CompassHeartbeatPing nightly-backup
