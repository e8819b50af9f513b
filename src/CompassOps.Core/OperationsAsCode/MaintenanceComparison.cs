using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps;

/// <summary>
/// Compares the desired maintenance windows with the windows in the service, without side effects. Times that differ by at most 60 seconds
/// count as equal, because the service can round times. <see cref="ServiceEquality"/> compares texts and rules.
/// </summary>
public static class MaintenanceComparison
{
    /// <summary>
    /// The maximum difference between two times that count as equal. Small differences are ignored, because the service can round times.
    /// </summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Returns the steps for one team or for the global windows. First come the windows to create or update, and then the surplus windows
    /// (see <paramref name="prune"/>). Each group is sorted by start. A window that a user cancelled is not created again. Windows whose
    /// description is not declared are ignored.
    /// </summary>
    /// <param name="scope">The team, or the whole organization.</param>
    /// <param name="declared">The desired windows of the scope.</param>
    /// <param name="actual">All windows of the scope in the service, including cancelled windows.</param>
    /// <param name="now">The current time. A window with an earlier start is never created.</param>
    /// <param name="horizon">The latest start of a window to create. A window that starts later is not created yet.</param>
    /// <param name="prune">
    /// Whether to remove surplus windows. If false, the steps only report these windows. A window with the status <c>planned</c> and a
    /// declared description is surplus in two cases: its start is not declared, or another window with the same declared start is kept.
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

    internal static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    // Compares one declared window with the actual windows that have the same description. Removes the matching windows from the list, so
    // that the caller can find the surplus windows in the rest.
    private static List<MaintenanceStep> Compare(
        MaintenanceScope scope, DeclaredMaintenance entry, List<Maintenance> rest, DateTimeOffset now, DateTimeOffset horizon)
    {
        HashSet<DateTimeOffset> settled = new();
        List<MaintenanceStep> steps = new();

        // Match cancelled windows last, because a user can cancel a window and then create the same window again.
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

        DateTimeOffset from = kept - DateTimeOffset.MinValue > Tolerance ? kept - Tolerance : DateTimeOffset.MinValue;
        DateTimeOffset until = DateTimeOffset.MaxValue - kept > Tolerance ? kept + Tolerance : DateTimeOffset.MaxValue;
        Occurrence[] near = entry.Occurrences(from, until).ToArray();
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

    // Returns the step that updates a window, or null if no change is necessary or possible. In an active window, only the end can change,
    // and only to a time in the future. A window that has ended cannot change.
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

    private static TextList Words(IEnumerable<MaintenanceRule> rules) => new(rules.Select(static rule => rule.ToString()));

    private static string Summary(DateTimeOffset start, DateTimeOffset? end, IEnumerable<MaintenanceRule> rules) =>
        $"{Instant(start)} to {(end is { } known ? Instant(known) : Messages.WithoutEnd)}, {string.Join(", ", Words(rules))}";
}
