using System.Collections.Generic;
using System.Net.Http;

namespace CompassOps;

/// <summary>Whether a request is safe to retry if the client does not know its outcome.</summary>
public enum RetrySafety
{
    /// <summary>Safe to retry: a second request has no further effect.</summary>
    Harmless,

    /// <summary>Safe to retry. If a retry returns 404 or 410, the request counts as successful, because the object no longer exists.</summary>
    Delete,

    /// <summary>
    /// Safe to retry. If the service rejects a retry, the status of the maintenance window shows whether an earlier attempt succeeded.
    /// </summary>
    Cancel,

    /// <summary>
    /// Safe to retry, because the service rejects a second object with the same name. The client searches for the name before it retries.
    /// </summary>
    CreateByName,

    /// <summary>
    /// Unsafe to retry, because a second request creates a second object. The client retries only if the service certainly did not carry
    /// out the request. If the outcome is unknown, the client searches the list for the object. If the object is not in the list, the
    /// client still does not retry, because the list does not show a new object immediately.
    /// </summary>
    Create,

    /// <summary>
    /// Unsafe to retry, and the client cannot find out the outcome with another request. The client retries only if the service certainly
    /// did not carry out the request.
    /// </summary>
    Unsafe,
}

/// <summary>One operation of the service.</summary>
/// <param name="Name">The name of the operation in errors, logs and tests.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below the base address. Its placeholders are replaced by percent-encoded values.</param>
/// <param name="RetrySafety">Whether the operation is safe to retry.</param>
public sealed record Operation(string Name, HttpMethod Method, string Template, RetrySafety RetrySafety);

/// <summary>
/// The operations that this library uses: the 17 operations of the service's API specification, <see cref="ListTeams"/>, and
/// <see cref="GetTenantInfo"/>. GetTenantInfo finds the cloudId of a site. It has its own base address and needs no credentials.
/// </summary>
public static class Operations
{
    private static readonly HttpMethod Patch = new("PATCH");

    private const string HeartbeatsPath = "v1/teams/{teamId}/heartbeats";
    private const string GlobalPath = "v1/maintenances";
    private const string TeamPath = "v1/teams/{teamId}/maintenances";

#pragma warning disable CS1591 // The name, method and path of each operation are its documentation.
    public static readonly Operation ListHeartbeats = new(nameof(ListHeartbeats), HttpMethod.Get, HeartbeatsPath, RetrySafety.Harmless);
    public static readonly Operation CreateHeartbeat = new(nameof(CreateHeartbeat), HttpMethod.Post, HeartbeatsPath, RetrySafety.CreateByName);
    public static readonly Operation DeleteHeartbeat = new(nameof(DeleteHeartbeat), HttpMethod.Delete, HeartbeatsPath + "?name={name}", RetrySafety.Delete);
    public static readonly Operation UpdateHeartbeat = new(nameof(UpdateHeartbeat), Patch, HeartbeatsPath + "?name={name}", RetrySafety.Harmless);
    public static readonly Operation PingHeartbeat = new(nameof(PingHeartbeat), HttpMethod.Post, HeartbeatsPath + "/ping?name={name}", RetrySafety.Harmless);

    public static readonly Operation ListGlobalMaintenances = new(nameof(ListGlobalMaintenances), HttpMethod.Get, GlobalPath, RetrySafety.Harmless);
    public static readonly Operation CreateGlobalMaintenance = new(nameof(CreateGlobalMaintenance), HttpMethod.Post, GlobalPath, RetrySafety.Create);
    public static readonly Operation GetGlobalMaintenance = new(nameof(GetGlobalMaintenance), HttpMethod.Get, GlobalPath + "/{id}", RetrySafety.Harmless);
    public static readonly Operation DeleteGlobalMaintenance = new(nameof(DeleteGlobalMaintenance), HttpMethod.Delete, GlobalPath + "/{id}", RetrySafety.Delete);
    public static readonly Operation UpdateGlobalMaintenance = new(nameof(UpdateGlobalMaintenance), Patch, GlobalPath + "/{id}", RetrySafety.Harmless);
    public static readonly Operation CancelGlobalMaintenance = new(nameof(CancelGlobalMaintenance), HttpMethod.Post, GlobalPath + "/{id}/cancel", RetrySafety.Cancel);

    public static readonly Operation ListTeamMaintenances = new(nameof(ListTeamMaintenances), HttpMethod.Get, TeamPath, RetrySafety.Harmless);
    public static readonly Operation CreateTeamMaintenance = new(nameof(CreateTeamMaintenance), HttpMethod.Post, TeamPath, RetrySafety.Create);
    public static readonly Operation GetTeamMaintenance = new(nameof(GetTeamMaintenance), HttpMethod.Get, TeamPath + "/{id}", RetrySafety.Harmless);
    public static readonly Operation DeleteTeamMaintenance = new(nameof(DeleteTeamMaintenance), HttpMethod.Delete, TeamPath + "/{id}", RetrySafety.Delete);
    public static readonly Operation UpdateTeamMaintenance = new(nameof(UpdateTeamMaintenance), Patch, TeamPath + "/{id}", RetrySafety.Harmless);
    public static readonly Operation CancelTeamMaintenance = new(nameof(CancelTeamMaintenance), HttpMethod.Post, TeamPath + "/{id}/cancel", RetrySafety.Cancel);

    public static readonly Operation ListTeams = new(nameof(ListTeams), HttpMethod.Get, "v1/teams", RetrySafety.Harmless);
    public static readonly Operation GetTenantInfo = new(nameof(GetTenantInfo), HttpMethod.Get, "_edge/tenant_info", RetrySafety.Harmless);
#pragma warning restore CS1591

    /// <summary>All operations of this class, in the order of their declaration.</summary>
    public static IReadOnlyList<Operation> All { get; } = new[]
    {
        ListHeartbeats, CreateHeartbeat, DeleteHeartbeat, UpdateHeartbeat, PingHeartbeat,
        ListGlobalMaintenances, CreateGlobalMaintenance, GetGlobalMaintenance, DeleteGlobalMaintenance, UpdateGlobalMaintenance,
        CancelGlobalMaintenance,
        ListTeamMaintenances, CreateTeamMaintenance, GetTeamMaintenance, DeleteTeamMaintenance, UpdateTeamMaintenance,
        CancelTeamMaintenance,
        ListTeams, GetTenantInfo,
    };
}
