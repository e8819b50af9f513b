using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// An operation of the API. <c>Template</c> is the path after <c>/v1</c>. A segment in braces, such as <c>{id}</c>, matches any
/// segment.
/// </summary>
internal sealed record Operation(string Name, string Method, string Template, OperationHandler Handler)
{
    /// <summary>The 17 documented heartbeat and maintenance operations, and the operation that lists teams.</summary>
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

    /// <summary>
    /// The name of the operation that returns the cloud id of the site. <see cref="All"/> does not contain this operation, because
    /// its path does not start with <c>/v1</c>.
    /// </summary>
    public const string TenantInfo = "GetTenantInfo";

    /// <summary>
    /// The name of the operation that issues an access token. <see cref="All"/> does not contain this operation, because its path
    /// does not start with <c>/v1</c>.
    /// </summary>
    public const string IssueToken = "IssueToken";

    public static IReadOnlyList<string> Names { get; } =
        Array.AsReadOnly(All.Select(static operation => operation.Name).Append(TenantInfo).Append(IssueToken).ToArray());

    private string[] Segments { get; } = Template.Split('/');

    public bool IsList => Name.StartsWith("List", StringComparison.Ordinal);

    public bool IsHeartbeat => Template.Contains("heartbeats", StringComparison.Ordinal);

    public bool IsPing => Template.EndsWith("/ping", StringComparison.Ordinal);

    public IReadOnlyList<string> Scopes { get; } =
        Method == "GET" ? [SandboxScopes.Read] : [SandboxScopes.Read, Method == "DELETE" ? SandboxScopes.Delete : SandboxScopes.Write];

    /// <summary>
    /// Returns whether the decoded path matches the template. An id is null if the template does not contain it.
    /// </summary>
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

/// <summary>Runs an operation. The caller holds the lock of the state.</summary>
internal delegate Reply OperationHandler(RequestContext context);
