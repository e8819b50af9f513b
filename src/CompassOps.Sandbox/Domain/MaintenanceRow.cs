using System;

namespace CompassOps.Sandbox.Domain;

internal static class MaintenanceStatus
{
    public const string Planned = "planned";
    public const string Active = "active";
    public const string Past = "past";
    public const string Cancelled = "cancelled";
}

/// <summary>
/// A rule of a maintenance window. The rule sets the state of an entity, such as an integration, while the window is active.
/// </summary>
internal sealed record RuleRow(string State, string EntityType, string EntityId);

internal sealed record MaintenanceRow
{
    public required string Id { get; init; }

    /// <summary>The id of the team. Null if the window is global.</summary>
    public string? TeamId { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>The end of the window. Null if the window is open-ended.</summary>
    public DateTimeOffset? End { get; init; }

    public bool Cancelled { get; init; }

    public required RuleRow[] Rules { get; init; }

    /// <summary>Returns the status at a given time. A window is already past at its exact end time.</summary>
    public string StatusAt(DateTimeOffset now) =>
        Cancelled ? MaintenanceStatus.Cancelled
        : now < Start ? MaintenanceStatus.Planned
        : End is null || now < End ? MaintenanceStatus.Active
        : MaintenanceStatus.Past;

    /// <summary>Whether a rule of the window mutes alerts while the window is active.</summary>
    public bool Silences => Array.Exists(Rules, static rule => rule is { State: "disabled", EntityType: "integration" });
}
