// The table of operations.
using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox.Api;

/// <summary>An operation of the API. The template is its path below <c>/v1</c>; a part such as <c>{id}</c> matches any one segment.</summary>
internal sealed record Operation(string Name, string Method, string Template, OperationHandler Handler)
{
    /// <summary>The 17 documented operations, and the operation that lists the teams.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("ListHeartbeats", "GET", "teams/{teamId}/heartbeats", HeartbeatOperations.List),
        new("CreateHeartbeat", "POST", "teams/{teamId}/heartbeats", HeartbeatOperations.Create),
        new("UpdateHeartbeat", "PATCH", "teams/{teamId}/heartbeats", HeartbeatOperations.Update),
        new("DeleteHeartbeat", "DELETE", "teams/{teamId}/heartbeats", HeartbeatOperations.Delete),
        new("PingHeartbeat", "POST", "teams/{teamId}/heartbeats/ping", HeartbeatOperations.Ping),
        new("ListGlobalMaintenances", "GET", "maintenances", MaintenanceOperations.List),
        new("CreateGlobalMaintenance", "POST", "maintenances", MaintenanceOperations.Create),
        new("GetGlobalMaintenance", "GET", "maintenances/{id}", MaintenanceOperations.Get),
        new("DeleteGlobalMaintenance", "DELETE", "maintenances/{id}", MaintenanceOperations.Delete),
        new("UpdateGlobalMaintenance", "PATCH", "maintenances/{id}", MaintenanceOperations.Update),
        new("CancelGlobalMaintenance", "POST", "maintenances/{id}/cancel", MaintenanceOperations.Cancel),
        new("ListTeamMaintenances", "GET", "teams/{teamId}/maintenances", MaintenanceOperations.List),
        new("CreateTeamMaintenance", "POST", "teams/{teamId}/maintenances", MaintenanceOperations.Create),
        new("GetTeamMaintenance", "GET", "teams/{teamId}/maintenances/{id}", MaintenanceOperations.Get),
        new("DeleteTeamMaintenance", "DELETE", "teams/{teamId}/maintenances/{id}", MaintenanceOperations.Delete),
        new("UpdateTeamMaintenance", "PATCH", "teams/{teamId}/maintenances/{id}", MaintenanceOperations.Update),
        new("CancelTeamMaintenance", "POST", "teams/{teamId}/maintenances/{id}/cancel", MaintenanceOperations.Cancel),
        new("ListTeams", "GET", "teams", TeamOperations.List),
    ];

    /// <summary>The operation that returns the cloud id of the site. Its path is outside of both base addresses.</summary>
    public const string TenantInfo = "GetTenantInfo";

    /// <summary>The operation that issues an access token. Its path is outside of both base addresses.</summary>
    public const string IssueToken = "IssueToken";

    /// <summary>The names of all operations.</summary>
    public static IReadOnlyList<string> Names { get; } =
        Array.AsReadOnly(All.Select(static operation => operation.Name).Append(TenantInfo).Append(IssueToken).ToArray());

    private string[] Segments { get; } = Template.Split('/');

    /// <summary>Whether the operation returns a list, page by page.</summary>
    public bool IsList => Name.StartsWith("List", StringComparison.Ordinal);

    /// <summary>Whether the operation concerns heartbeats.</summary>
    public bool IsHeartbeat => Template.Contains("heartbeats", StringComparison.Ordinal);

    /// <summary>Whether the operation pings a heartbeat.</summary>
    public bool IsPing => Template.EndsWith("/ping", StringComparison.Ordinal);

    /// <summary>The scopes that an access token needs for the operation.</summary>
    public IReadOnlyList<string> Scopes { get; } =
        Method == "GET" ? [SandboxScopes.Read] : [SandboxScopes.Read, Method == "DELETE" ? SandboxScopes.Delete : SandboxScopes.Write];

    /// <summary>Returns whether the path matches the template, and the parameters that the path contains. The segments are decoded.</summary>
    public bool Matches(ReadOnlySpan<string> path, out string? teamId, out string? id)
    {
        teamId = id = null;
        if (path.Length != Segments.Length)
        {
            return false;
        }

        for (int i = 0; i < path.Length; i++)
        {
            switch (Segments[i])
            {
                case "{teamId}":
                    teamId = path[i];
                    break;
                case "{id}":
                    id = path[i];
                    break;
                case string fixedSegment when fixedSegment != path[i]:
                    return false;
            }
        }

        return true;
    }
}

/// <summary>Runs an operation on the state in the context. The caller holds the lock of the state.</summary>
internal delegate Reply OperationHandler(RequestContext context);
