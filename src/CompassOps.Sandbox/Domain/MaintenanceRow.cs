// A maintenance window in the state.
using System;

namespace CompassOps.Sandbox.Domain;

/// <summary>The words of a maintenance's status.</summary>
internal static class MaintenanceStatus
{
    public const string Planned = "planned";
    public const string Active = "active";
    public const string Past = "past";
    public const string Cancelled = "cancelled";
}

/// <summary>The effect of a window on an entity.</summary>
internal sealed record RuleRow(string State, string EntityType, string EntityId);

/// <summary>A maintenance window. Immutable: a change is a new row.</summary>
internal sealed record MaintenanceRow
{
    public required string Id { get; init; }

    /// <summary>Null for a global one.</summary>
    public string? TeamId { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>Null if it is open-ended.</summary>
    public DateTimeOffset? End { get; init; }

    public bool Cancelled { get; init; }

    public required RuleRow[] Rules { get; init; }

    /// <summary>Its status at an instant: active from its start, and no longer at its end.</summary>
    public string StatusAt(DateTimeOffset now) =>
        Cancelled ? MaintenanceStatus.Cancelled
        : now < Start ? MaintenanceStatus.Planned
        : End is null || now < End ? MaintenanceStatus.Active
        : MaintenanceStatus.Past;

    /// <summary>Whether it silences alerts while it is active. <see cref="SandboxAlert"/> states the rule.</summary>
    public bool Silences => Array.Exists(Rules, static rule => rule is { State: "disabled", EntityType: "integration" });
}
