using System;
using System.Collections.Generic;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>The content of a valid state file.</summary>
internal sealed class SavedState
{
    public required string CloudId { get; init; }

    public required string Email { get; init; }

    /// <summary>How far the sandbox's clock was ahead of the real time when the file was written.</summary>
    public required TimeSpan ClockAhead { get; init; }

    /// <summary>The time of the sandbox's clock when the file was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    public required IReadOnlyList<SandboxTeam> Teams { get; init; }

    public required IReadOnlyList<HeartbeatRow> Heartbeats { get; init; }

    /// <summary>The global maintenance windows, and the maintenance windows of all teams.</summary>
    public required IReadOnlyList<MaintenanceRow> Maintenances { get; init; }

    public required IReadOnlyList<SandboxAlert> Alerts { get; init; }

    /// <summary>Adds the heartbeats, maintenance windows and alerts to a state that already contains the teams.</summary>
    public void Fill(ServiceState state)
    {
        foreach (HeartbeatRow row in Heartbeats)
        {
            state.TryGetTeam(row.TeamId, out TeamState? team);
            state.Add(team!, row);
        }

        foreach (MaintenanceRow row in Maintenances)
        {
            TeamState? team = null;
            _ = row.TeamId is not null && state.TryGetTeam(row.TeamId, out team);
            state.Add(team?.Maintenances ?? state.GlobalMaintenances, row);
        }

        foreach (SandboxAlert alert in Alerts)
        {
            state.Alerts.Enqueue(alert);
        }
    }
}
