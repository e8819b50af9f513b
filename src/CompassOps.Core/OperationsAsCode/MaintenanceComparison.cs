using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps;

/// <summary>
/// Compares declared windows with the windows of the service. It has no side effects and returns no step if nothing differs. Starts and
/// ends that differ by at most 60 seconds are equal, because the service moves and rounds them. <see cref="ServiceEquality"/> compares
/// texts and rules.
/// </summary>
public static class MaintenanceComparison
{
    /// <summary>The largest difference between a declared start or end and that of the service's window.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Returns the steps for one scope. Windows to create or update come first, ordered by start. Surplus windows follow. Does not create
    /// a window again that somebody cancelled. Ignores windows whose description is not declared.
    /// </summary>
    /// <param name="scope">The team, or the whole organisation.</param>
    /// <param name="declared">The declared entries of the scope.</param>
    /// <param name="actual">All windows of the scope, including cancelled windows.</param>
    /// <param name="now">The current time. A window whose start has passed is never created.</param>
    /// <param name="horizon">The latest start of windows to create.</param>
    /// <param name="prune">
    /// Whether to remove surplus windows; otherwise they are only reported. A surplus window is planned and has a declared description,
    /// but no entry declares its start.
    /// </param>
    public static IReadOnlyList<MaintenanceStep> Compare(
        MaintenanceScope scope, IEnumerable<DeclaredMaintenance> declared, IEnumerable<Maintenance> actual, DateTimeOffset now, DateTimeOffset horizon, bool prune)
    {
        ILookup<string, Maintenance> windows = actual.ToLookup(static window => Key(window.Description), StringComparer.OrdinalIgnoreCase);
        List<MaintenanceStep> steps = new();
        List<MaintenanceStep> surplus = new();
        foreach (IGrouping<string, DeclaredMaintenance> group in declared.GroupBy(static entry => Key(entry.Description), StringComparer.OrdinalIgnoreCase))
        {
            List<Maintenance> rest = windows[group.Key].OrderBy(static window => window.StartDate).ThenBy(static window => window.Id, StringComparer.Ordinal).ToList();
            foreach (DeclaredMaintenance entry in group)
            {
                steps.AddRange(Compare(scope, entry, rest, now, horizon));
            }

            surplus.AddRange(rest.Where(static window => IsStatus(window, KnownValues.Planned)).Select(window => Surplus(scope, window, prune)));
        }

        return steps.OrderBy(static step => step.StartDate).ThenBy(static step => step.Description, StringComparer.Ordinal)
            .Concat(surplus.OrderBy(static step => step.StartDate)).ToArray();
    }

    /// <summary>Formats an instant for messages.</summary>
    internal static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    // Compares one entry with the windows of its description. Removes the windows that match the entry from the list.
    private static List<MaintenanceStep> Compare(
        MaintenanceScope scope, DeclaredMaintenance entry, List<Maintenance> rest, DateTimeOffset now, DateTimeOffset horizon)
    {
        HashSet<DateTimeOffset> settled = new();
        List<MaintenanceStep> steps = new();

        // Match active and planned windows before cancelled ones, because a user may have replaced a cancelled window by a new one.
        foreach (Maintenance window in rest.OrderBy(IsCancelled).ThenBy(window => Distance(entry, window)).ToArray())
        {
            if (Find(entry, window.StartDate) is not { } occurrence || (!settled.Add(occurrence.Start) && !IsCancelled(window)))
            {
                continue;
            }

            rest.Remove(window);
            if (!IsCancelled(window) && Correction(scope, entry, occurrence, window, now) is { } step)
            {
                steps.Add(step);
            }
        }

        steps.AddRange(entry.Occurrences(now, horizon)
            .Where(occurrence => occurrence.Start > now && !settled.Contains(occurrence.Start))
            .Select(occurrence => Creation(scope, entry, occurrence)));
        return steps;
    }

    private static Occurrence? Find(DeclaredMaintenance entry, DateTimeOffset? start)
    {
        if (start is not { } kept)
        {
            return null;
        }

        Occurrence[] near = entry.Occurrences(kept - Tolerance, kept + Tolerance).ToArray();
        return near.Length == 0 ? null : near.OrderBy(occurrence => (occurrence.Start - kept).Duration()).First();
    }

    private static TimeSpan Distance(DeclaredMaintenance entry, Maintenance window) =>
        Find(entry, window.StartDate) is { } occurrence ? (occurrence.Start - window.StartDate!.Value).Duration() : TimeSpan.MaxValue;

    private static MaintenanceStep Creation(MaintenanceScope scope, DeclaredMaintenance entry, Occurrence occurrence) => new()
    {
        Action = SyncAction.Create,
        Scope = scope,
        Description = entry.Description,
        StartDate = occurrence.Start,
        Differences = new[] { Difference(SyncAction.Create, scope, entry.Description, occurrence.Start, null, null, Summary(occurrence.Start, occurrence.End, entry.Rules), null) },
        Create = new MaintenanceCreate
        {
            Description = entry.Description,
            StartDate = occurrence.Start,
            EndDate = occurrence.End,
            Rules = entry.Rules,
        },
    };

    private static MaintenanceStep Surplus(MaintenanceScope scope, Maintenance window, bool prune)
    {
        string action = prune ? SyncAction.Remove : SyncAction.Unmanaged;
        string description = window.Description ?? "";
        DateTimeOffset start = window.StartDate ?? default;
        return new MaintenanceStep
        {
            Action = action,
            Scope = scope,
            Description = description,
            StartDate = start,
            Id = window.Id,
            Differences = new[] { Difference(action, scope, description, start, window.Id, null, null, Summary(start, window.EndDate, window.Rules)) },
        };
    }

    // Returns the step that updates a window, or null. For an active window, only the end can change, and only to a time in the future.
    // Windows that have ended cannot change.
    private static MaintenanceStep? Correction(
        MaintenanceScope scope, DeclaredMaintenance entry, Occurrence occurrence, Maintenance window, DateTimeOffset now)
    {
        bool isPlanned = IsStatus(window, KnownValues.Planned);
        if (!isPlanned && !(IsStatus(window, KnownValues.Active) && occurrence.End > now))
        {
            return null;
        }

        List<MaintenanceDifference> differences = new();
        MaintenancePatch patch = new();
        if (window.EndDate is not { } end || (end - occurrence.End).Duration() > Tolerance)
        {
            differences.Add(Difference(SyncAction.Update, scope, entry.Description, occurrence.Start, window.Id, nameof(Maintenance.EndDate), occurrence.End, window.EndDate));
            patch = patch with { EndDate = occurrence.End };
        }

        if (isPlanned && !ServiceEquality.SameRules(entry.Rules, window.Rules))
        {
            differences.Add(Difference(SyncAction.Update, scope, entry.Description, occurrence.Start, window.Id, nameof(Maintenance.Rules), Words(entry.Rules), Words(window.Rules)));
            patch = patch with { Rules = entry.Rules };
        }

        return differences.Count == 0 ? null : new MaintenanceStep
        {
            Action = SyncAction.Update,
            Scope = scope,
            Description = entry.Description,
            StartDate = occurrence.Start,
            Id = window.Id,
            Differences = differences,
            Patch = patch,
        };
    }

    private static MaintenanceDifference Difference(
        string action, MaintenanceScope scope, string description, DateTimeOffset start, string? id, string? property, object? desired, object? actual) => new()
        {
            Action = action,
            Description = description,
            TeamId = scope.TeamId,
            StartDate = start,
            Id = id,
            Property = property,
            Desired = desired,
            Actual = actual,
        };

    private static string Key(string? description) => ServiceEquality.Text(description);

    private static bool IsCancelled(Maintenance window) => IsStatus(window, KnownValues.Cancelled);

    private static bool IsStatus(Maintenance window, string status) => string.Equals(window.Status, status, StringComparison.OrdinalIgnoreCase);

    private static string[] Words(IEnumerable<MaintenanceRule> rules) => rules.Select(static rule => rule.ToString()).ToArray();

    private static string Summary(DateTimeOffset start, DateTimeOffset? end, IEnumerable<MaintenanceRule> rules) =>
        $"{Instant(start)} to {(end is { } known ? Instant(known) : "no end")}, {string.Join(", ", Words(rules))}";
}
