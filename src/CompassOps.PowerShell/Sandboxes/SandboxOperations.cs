using System;
using System.Collections.Generic;

namespace CompassOps.Sandboxes;

/// <summary>
/// Maps each cmdlet to the service operations that the cmdlet uses, so that a user can inject a fault by the name of a cmdlet.
/// </summary>
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

    public static IEnumerable<string> Cmdlets => ByCmdlet.Keys;

    /// <summary>
    /// Returns the operation that a cmdlet uses, or a wildcard pattern if the cmdlet uses several operations. Returns any other name
    /// unchanged, such as the name of an operation.
    /// </summary>
    public static string Of(string cmdletOrOperation) =>
        ByCmdlet.TryGetValue(cmdletOrOperation, out string? operation) ? operation : cmdletOrOperation;

    /// <summary>
    /// Returns the HTTP method to which a fault for this cmdlet or operation is limited, or null for all methods.
    /// Get-CompassMaintenance and Wait-CompassMaintenance send only GET requests, but their wildcard pattern also matches the operations that
    /// change windows. The limit to GET excludes these operations.
    /// </summary>
    public static string? MethodOf(string cmdletOrOperation) =>
        cmdletOrOperation.Equals(GetMaintenance, StringComparison.OrdinalIgnoreCase)
        || cmdletOrOperation.Equals(WaitMaintenance, StringComparison.OrdinalIgnoreCase)
            ? "GET"
            : null;
}
