using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>
/// Compares the desired state of heartbeats with the actual state. It has no side effects and returns no step if nothing differs. Names
/// must be equal except for white space at their ends. The order of tags does not matter, and 60 minutes equal 1 hour. Changes that the
/// service itself makes to values (see <see cref="ServiceEquality"/>) are not differences.
/// </summary>
public static class HeartbeatComparison
{
    /// <summary>
    /// Returns the steps for one team. Heartbeats to create or update come first, in the order of the declaration. Undeclared heartbeats
    /// follow, sorted by name.
    /// </summary>
    /// <param name="team">The declaration.</param>
    /// <param name="actual">All heartbeats that the team has.</param>
    /// <param name="prune">True to remove undeclared heartbeats; false to report them only.</param>
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
            // Send the full default message. An empty message would leave the alert without text.
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
        $"{Every(interval, unit)}, {priority ?? DeclaredHeartbeat.DefaultPriority}{(enabled == false ? Messages.Disabled : "")}";
}
