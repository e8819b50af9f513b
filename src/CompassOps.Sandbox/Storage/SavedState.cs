// What a state file holds.
using System;
using System.Collections.Generic;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>What a state file holds, read and checked.</summary>
internal sealed class SavedState
{
    public required string CloudId { get; init; }

    public required string Email { get; init; }

    /// <summary>How far the sandbox's clock was ahead of the real one.</summary>
    public required TimeSpan ClockAhead { get; init; }

    /// <summary>What the sandbox's clock showed when the file was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    public required IReadOnlyList<SandboxTeam> Teams { get; init; }

    public required IReadOnlyList<HeartbeatRow> Heartbeats { get; init; }

    /// <summary>Global and team maintenances.</summary>
    public required IReadOnlyList<MaintenanceRow> Maintenances { get; init; }

    public required IReadOnlyList<SandboxAlert> Alerts { get; init; }

    /// <summary>Puts it into a world that has its teams.</summary>
    public void Fill(ServiceState world)
    {
        foreach (HeartbeatRow row in Heartbeats)
        {
            world.TryGetTeam(row.TeamId, out TeamState? team);
            world.Add(team!, row);
        }

        foreach (MaintenanceRow row in Maintenances)
        {
            TeamState? team = null;
            _ = row.TeamId is not null && world.TryGetTeam(row.TeamId, out team);
            world.Add(team?.Maintenances ?? world.GlobalMaintenances, row);
        }

        foreach (SandboxAlert alert in Alerts)
        {
            world.Alerts.Enqueue(alert);
        }
    }
}
