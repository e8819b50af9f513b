# Acts as a scheduled job that sends one ping. The environment variables define the connection.
param([string] $Root, [string] $Module)

Import-Module $Module
Invoke-CompassHeartbeatPing nightly-backup
