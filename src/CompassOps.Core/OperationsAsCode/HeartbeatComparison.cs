using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>
/// Compares the desired state of heartbeats with their actual state, without side effects. Ignores white space around names and the order
/// of tags. Equal intervals with different units, such as 60 minutes and 1 hour, are not a difference. Changes that the service itself
/// makes are not differences either. See <see cref="ServiceEquality"/>.
/// </summary>
public static class HeartbeatComparison
{
    /// <summary>
    /// Returns the steps for one team. First come the heartbeats to create or update, in the order of the file. Then come the heartbeats
    /// that the file does not declare, sorted by name.
    /// </summary>
    /// <param name="team">The desired state of the team.</param>
    /// <param name="actual">All heartbeats of the team in the service.</param>
    /// <param name="prune">
    /// Whether to remove heartbeats that the file does not declare. If false, the steps only report these heartbeats.
    /// </param>
    public static IReadOnlyList<HeartbeatStep> Compare(DeclaredTeam team, IEnumerable<Heartbeat> actual, bool prune)
    {
        if (team.Heartbeats is null)
        {
            return Array.Empty<HeartbeatStep>();
        }

        Dictionary<string, Heartbeat> others = new(StringComparer.Ordinal);
        foreach (Heartbeat heartbeat in actual)
        {
            others[heartbeat.Name] = heartbeat;
        }

        List<HeartbeatStep> steps = new();
        foreach (DeclaredHeartbeat declared in team.Heartbeats)
        {
            if (!others.TryGetValue(declared.Name, out Heartbeat? found)
                && !others.TryGetValue(ServiceEquality.Text(declared.Name), out found))
            {
                steps.Add(Creation(team.TeamId, declared));
                continue;
            }

            others.Remove(found.Name);
            if (Update(team.TeamId, declared, found) is { } update)
            {
                steps.Add(update);
            }
        }

        steps.AddRange(others.Values.OrderBy(static heartbeat => heartbeat.Name, StringComparer.Ordinal)
            .Select(heartbeat => Surplus(team.TeamId, heartbeat, prune)));
        return steps;
    }

    private static HeartbeatStep Creation(string teamId, DeclaredHeartbeat declared) =>
        Whole(SyncAction.Create, teamId, declared.Name, Summary(declared.Interval, declared.IntervalUnit, declared.AlertPriority, declared.Enabled), null)
            with
        { Create = declared.ToCreate() };

    private static HeartbeatStep Surplus(string teamId, Heartbeat actual, bool prune) => Whole(
        prune ? SyncAction.Remove : SyncAction.Unmanaged, teamId, actual.Name, null,
        Summary(actual.Interval, actual.IntervalUnit, actual.AlertPriority, actual.Enabled));

    private static HeartbeatStep? Update(string teamId, DeclaredHeartbeat desired, Heartbeat actual)
    {
        List<HeartbeatDifference> differences = new();
        void Differ(string property, object? mine, object? theirs) => differences.Add(new HeartbeatDifference
        {
            Action = SyncAction.Update,
            Name = actual.Name,
            TeamId = teamId,
            Property = property,
            Desired = mine,
            Actual = theirs,
        });

        HeartbeatPatch patch = new();
        if (!ServiceEquality.SameText(desired.Description, actual.Description))
        {
            Differ(nameof(Heartbeat.Description), desired.Description, actual.Description);
            patch = patch with { Description = desired.Description ?? "" };
        }

        if (!SamePeriod(desired, actual))
        {
            Differ(nameof(Heartbeat.Interval), Every(desired.Interval, desired.IntervalUnit), Every(actual.Interval, actual.IntervalUnit));
            patch = patch with { Interval = desired.Interval, IntervalUnit = desired.IntervalUnit };
        }

        if (desired.Enabled != actual.Enabled)
        {
            Differ(nameof(Heartbeat.Enabled), desired.Enabled, actual.Enabled);
            patch = patch with { Enabled = desired.Enabled };
        }

        if (!SameMessage(desired, actual))
        {
            // If the file declares no message, send the default message, because an empty message would create alerts without text.
            string message = desired.AlertMessage ?? DeclaredHeartbeat.DefaultMessage(desired.Name);
            Differ(nameof(Heartbeat.AlertMessage), message, actual.AlertMessage);
            patch = patch with { AlertMessage = message };
        }

        if (!ServiceEquality.SameTags(desired.AlertTags, actual.AlertTags))
        {
            Differ(nameof(Heartbeat.AlertTags), desired.AlertTags.ToArray(), actual.AlertTags.ToArray());
            patch = patch with { AlertTags = desired.AlertTags };
        }

        string priority = string.IsNullOrWhiteSpace(actual.AlertPriority) ? DeclaredHeartbeat.DefaultPriority : actual.AlertPriority!;
        if (!string.Equals(desired.AlertPriority, priority, StringComparison.OrdinalIgnoreCase))
        {
            Differ(nameof(Heartbeat.AlertPriority), desired.AlertPriority, actual.AlertPriority);
            patch = patch with { AlertPriority = desired.AlertPriority };
        }

        return differences.Count == 0 ? null : new HeartbeatStep
        {
            Action = SyncAction.Update,
            Name = actual.Name,
            TeamId = teamId,
            Differences = differences,
            Patch = patch,
        };
    }

    private static HeartbeatStep Whole(string action, string teamId, string name, string? desired, string? actual) => new()
    {
        Action = action,
        Name = name,
        TeamId = teamId,
        Differences = new[] { new HeartbeatDifference { Action = action, Name = name, TeamId = teamId, Desired = desired, Actual = actual } },
    };

    private static bool SamePeriod(DeclaredHeartbeat desired, Heartbeat actual) =>
        HeartbeatPeriod.From(desired.Interval, desired.IntervalUnit) is { } period
            ? period == actual.Period
            : desired.Interval == actual.Interval && string.Equals(desired.IntervalUnit, KnownValues.Unit(actual.IntervalUnit ?? ""), StringComparison.OrdinalIgnoreCase);

    private static bool SameMessage(DeclaredHeartbeat desired, Heartbeat actual) =>
        DeclaredHeartbeat.IsDefaultMessage(desired.AlertMessage, desired.Name)
            ? DeclaredHeartbeat.IsDefaultMessage(actual.AlertMessage, actual.Name)
            : ServiceEquality.SameText(desired.AlertMessage, actual.AlertMessage);

    private static string Every(int? interval, string? unit)
    {
        string word = KnownValues.Unit(unit ?? "");
        return $"{interval} {(interval == 1 ? word.TrimEnd('s') : word)}".Trim();
    }

    private static string Summary(int? interval, string? unit, string? priority, bool? enabled) =>
        $"{(Every(interval, unit) is { Length: > 0 } every ? every : Messages.WithoutInterval)}, {priority ?? DeclaredHeartbeat.DefaultPriority}{(enabled == false ? Messages.Disabled : "")}";
}
