using System;
using System.Collections.Generic;

namespace CompassOps.Sandboxes;

/// <summary>Which of the service's operations a cmdlet calls, so that a fault can be injected by the cmdlet's name.</summary>
internal static class SandboxOperations
{
    private const string GetMaintenance = "Get-CompassMaintenance";
    private const string WaitMaintenance = "Wait-CompassMaintenance";

    private static readonly Dictionary<string, string> ByCmdlet = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Get-CompassHeartbeat"] = "ListHeartbeats",
        ["New-CompassHeartbeat"] = "CreateHeartbeat",
        ["Set-CompassHeartbeat"] = "UpdateHeartbeat",
        ["Enable-CompassHeartbeat"] = "UpdateHeartbeat",
        ["Disable-CompassHeartbeat"] = "UpdateHeartbeat",
        ["Remove-CompassHeartbeat"] = "DeleteHeartbeat",
        ["Invoke-CompassHeartbeatPing"] = "PingHeartbeat",
        [GetMaintenance] = "*Maintenance*",
        ["New-CompassMaintenance"] = "Create*Maintenance",
        ["Set-CompassMaintenance"] = "Update*Maintenance",
        ["Remove-CompassMaintenance"] = "Delete*Maintenance",
        ["Stop-CompassMaintenance"] = "Cancel*Maintenance",
        ["Use-CompassHeartbeat"] = "PingHeartbeat",
        ["Wait-CompassHeartbeat"] = "ListHeartbeats",
        ["Export-CompassHeartbeat"] = "ListHeartbeats",
        ["Compare-CompassHeartbeat"] = "ListHeartbeats",
        ["Sync-CompassHeartbeat"] = "*Heartbeat*",
        ["Watch-CompassHeartbeat"] = "ListHeartbeats",
        ["Export-CompassMaintenance"] = "List*Maintenances",
        ["Compare-CompassMaintenance"] = "List*Maintenances",
        ["Sync-CompassMaintenance"] = "*Maintenance*",
        ["Export-CompassReport"] = "List*",
        ["Use-CompassMaintenance"] = "*Maintenance",
        [WaitMaintenance] = "*Maintenance*",
        ["Get-CompassTeam"] = "ListTeams",
        ["Test-CompassConnection"] = "ListGlobalMaintenances",
        ["Invoke-CompassRequest"] = "*",
        ["Connect-Compass"] = "GetTenantInfo",
    };

    /// <summary>The cmdlets known here.</summary>
    public static IEnumerable<string> Cmdlets => ByCmdlet.Keys;

    /// <summary>The operation or wildcard for what was given, which may be either.</summary>
    public static string Of(string cmdletOrOperation) =>
        ByCmdlet.TryGetValue(cmdletOrOperation, out string? operation) ? operation : cmdletOrOperation;

    /// <summary>The method that has to be asked for too, or null: one wildcard cannot name both Get and List.</summary>
    public static string? MethodOf(string cmdletOrOperation) =>
        cmdletOrOperation.Equals(GetMaintenance, StringComparison.OrdinalIgnoreCase)
        || cmdletOrOperation.Equals(WaitMaintenance, StringComparison.OrdinalIgnoreCase)
            ? "GET"
            : null;
}
