using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <summary>
/// Compares what is declared with what is there. Pure: the same two always give the same steps, and none where they are alike.
/// Names are compared exactly but for blanks around them. The order of tags, and the spelling of units, mean nothing: 60 minutes are
/// 1 hour. A change that the service itself makes to a value (see <see cref="ServiceEquality"/>) is no difference.
/// </summary>
public static class HeartbeatComparison
{
    /// <summary>The steps for one team: what to create and to change, in the order of the declaration, then what is not declared, by name.</summary>
    /// <param name="team">What is declared.</param>
    /// <param name="there">All of the team's heartbeats as they are.</param>
    /// <param name="prune">Whether what is not declared is to go; else it is told of, and left alone.</param>
    public static IReadOnlyList<HeartbeatStep> Compare(DeclaredTeam team, IEnumerable<Heartbeat> there, bool prune)
    {
        if (team.Heartbeats is null)
        {
            return Array.Empty<HeartbeatStep>();
        }

        Dictionary<string, Heartbeat> others = new(StringComparer.Ordinal);
        foreach (Heartbeat heartbeat in there)
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

    private static HeartbeatStep Surplus(string teamId, Heartbeat there, bool prune) => Whole(
        prune ? SyncAction.Remove : SyncAction.Unmanaged, teamId, there.Name, null,
        Summary(there.Interval, there.IntervalUnit, there.AlertPriority, there.Enabled));

    private static HeartbeatStep? Update(string teamId, DeclaredHeartbeat here, Heartbeat there)
    {
        List<HeartbeatDifference> differences = new();
        void Differ(string property, object? mine, object? theirs) => differences.Add(new HeartbeatDifference
        {
            Action = SyncAction.Update,
            Name = there.Name,
            TeamId = teamId,
            Property = property,
            Desired = mine,
            Actual = theirs,
        });

        HeartbeatPatch patch = new();
        if (!ServiceEquality.SameText(here.Description, there.Description))
        {
            Differ(nameof(Heartbeat.Description), here.Description, there.Description);
            patch = patch with { Description = here.Description ?? "" };
        }

        if (!SamePeriod(here, there))
        {
            Differ(nameof(Heartbeat.Interval), Every(here.Interval, here.IntervalUnit), Every(there.Interval, there.IntervalUnit));
            patch = patch with { Interval = here.Interval, IntervalUnit = here.IntervalUnit };
        }

        if (here.Enabled != there.Enabled)
        {
            Differ(nameof(Heartbeat.Enabled), here.Enabled, there.Enabled);
            patch = patch with { Enabled = here.Enabled };
        }

        if (!SameMessage(here, there))
        {
            // What a new heartbeat would say is said in full: an empty text would leave the person on call without one.
            string message = here.AlertMessage ?? DeclaredHeartbeat.DefaultMessage(here.Name);
            Differ(nameof(Heartbeat.AlertMessage), message, there.AlertMessage);
            patch = patch with { AlertMessage = message };
        }

        if (!ServiceEquality.SameTags(here.AlertTags, there.AlertTags))
        {
            Differ(nameof(Heartbeat.AlertTags), here.AlertTags.ToArray(), there.AlertTags.ToArray());
            patch = patch with { AlertTags = here.AlertTags };
        }

        string priority = string.IsNullOrWhiteSpace(there.AlertPriority) ? DeclaredHeartbeat.DefaultPriority : there.AlertPriority!;
        if (!string.Equals(here.AlertPriority, priority, StringComparison.OrdinalIgnoreCase))
        {
            Differ(nameof(Heartbeat.AlertPriority), here.AlertPriority, there.AlertPriority);
            patch = patch with { AlertPriority = here.AlertPriority };
        }

        return differences.Count == 0 ? null : new HeartbeatStep
        {
            Action = SyncAction.Update,
            Name = there.Name,
            TeamId = teamId,
            Differences = differences,
            Patch = patch,
        };
    }

    private static HeartbeatStep Whole(string action, string teamId, string name, string? here, string? there) => new()
    {
        Action = action,
        Name = name,
        TeamId = teamId,
        Differences = new[] { new HeartbeatDifference { Action = action, Name = name, TeamId = teamId, Desired = here, Actual = there } },
    };

    private static bool SamePeriod(DeclaredHeartbeat here, Heartbeat there) =>
        HeartbeatPeriod.From(here.Interval, here.IntervalUnit) is { } period
            ? period == there.Period
            : here.Interval == there.Interval && string.Equals(here.IntervalUnit, KnownValues.Unit(there.IntervalUnit ?? ""), StringComparison.OrdinalIgnoreCase);

    private static bool SameMessage(DeclaredHeartbeat here, Heartbeat there) =>
        DeclaredHeartbeat.IsDefaultMessage(here.AlertMessage, here.Name)
            ? DeclaredHeartbeat.IsDefaultMessage(there.AlertMessage, there.Name)
            : ServiceEquality.SameText(here.AlertMessage, there.AlertMessage);

    private static string Every(int? interval, string? unit)
    {
        string word = KnownValues.Unit(unit ?? "");
        return $"{interval} {(interval == 1 ? word.TrimEnd('s') : word)}".Trim();
    }

    private static string Summary(int? interval, string? unit, string? priority, bool? enabled) =>
        $"{Every(interval, unit)}, {priority ?? DeclaredHeartbeat.DefaultPriority}{(enabled == false ? Messages.Disabled : "")}";
}
