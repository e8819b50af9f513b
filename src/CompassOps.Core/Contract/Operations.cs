using System.Collections.Generic;
using System.Net.Http;

namespace CompassOps;

/// <summary>What may be done when it is not known whether a request was carried out.</summary>
public enum RetrySafety
{
    /// <summary>Doing it twice is the same as doing it once.</summary>
    Harmless,

    /// <summary>Harmless, and a retry that is told that the object is gone has found its own work done.</summary>
    Delete,

    /// <summary>Harmless, and a retry that is refused may have found its own work done; the object tells.</summary>
    Cancel,

    /// <summary>Doing it twice makes two; whether it happened has to be looked up first.</summary>
    Create,
}

/// <summary>One operation of the service.</summary>
/// <param name="Name">Its name in errors, logs and tests.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below the base address, with placeholders for what is percent-encoded into it.</param>
/// <param name="RetrySafety">What may be done when the outcome is unknown.</param>
public sealed record Operation(string Name, HttpMethod Method, string Template, RetrySafety RetrySafety);

/// <summary>
/// Everything that this library says to the service: the 17 operations of the contract, and two look-ups beside it (the teams, and
/// the cloudId of a site, which has its own base address and is asked without credentials).
/// </summary>
public static class Operations
{
    private static readonly HttpMethod Patch = new("PATCH");

    private const string HeartbeatsPath = "v1/teams/{teamId}/heartbeats";
    private const string GlobalPath = "v1/maintenances";
    private const string TeamPath = "v1/teams/{teamId}/maintenances";

#pragma warning disable CS1591 // The names are the contract's, and the table below is their documentation.
    public static readonly Operation ListHeartbeats = new(nameof(ListHeartbeats), HttpMethod.Get, HeartbeatsPath, RetrySafety.Harmless);
    public static readonly Operation CreateHeartbeat = new(nameof(CreateHeartbeat), HttpMethod.Post, HeartbeatsPath, RetrySafety.Create);
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

    /// <summary>All of them, in the order of the contract.</summary>
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
