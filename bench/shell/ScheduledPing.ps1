# Sends one ping with the module, as a scheduled job does. Environment variables define the connection.
param([string] $Root, [string] $Module)

Import-Module $Module
Invoke-CompassHeartbeatPing nightly-backup
