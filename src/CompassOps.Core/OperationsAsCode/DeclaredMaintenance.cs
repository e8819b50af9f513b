using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps;

/// <summary>
/// A single or recurring maintenance window, as a file declares it. A synchronization compares it with the windows in the service that have
/// the same description.
/// </summary>
public sealed record DeclaredMaintenance
{
    private readonly Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>> _occurrences;

    private DeclaredMaintenance(string description, IReadOnlyList<MaintenanceRule> rules, bool isRecurring, Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>> occurrences)
    {
        Description = description;
        Rules = rules;
        IsRecurring = isRecurring;
        _occurrences = occurrences;
    }

    /// <summary>The description of all windows that this object declares.</summary>
    public string Description { get; }

    /// <summary>The rules of all windows that this object declares.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; }

    /// <summary>Whether this object declares a recurring window. False means a single window.</summary>
    public bool IsRecurring { get; }

    internal DateTimeOffset FirstStart => Occurrences(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).First().Start;

    /// <summary>Creates the declaration of a single maintenance window.</summary>
    public static DeclaredMaintenance Once(string description, IReadOnlyList<MaintenanceRule> rules, DateTimeOffset start, DateTimeOffset end)
    {
        Occurrence[] only = { new(start, end) };
        return new DeclaredMaintenance(description, rules, isRecurring: false, (from, until) => only.Where(one => one.Start >= from && one.Start <= until));
    }

    /// <summary>Creates the declaration of a recurring maintenance window.</summary>
    /// <param name="description">The description of all windows.</param>
    /// <param name="rules">The rules of all windows.</param>
    /// <param name="occurrences">Returns the occurrences that start between two instants, in order. Both instants are included.</param>
    public static DeclaredMaintenance Recurring(
        string description, IReadOnlyList<MaintenanceRule> rules, Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>> occurrences) =>
        new(description, rules, isRecurring: true, occurrences);

    /// <summary>
    /// Returns whether this object declares a single window with the specified description and start. The starts can differ by up to
    /// 60 seconds. Do not call this method if <see cref="IsRecurring"/> is true.
    /// </summary>
    public bool IsSameWindow(string description, DateTimeOffset start) =>
        string.Equals(ServiceEquality.Text(description), ServiceEquality.Text(Description), StringComparison.OrdinalIgnoreCase)
        && (start - FirstStart).Duration() <= MaintenanceComparison.Tolerance;

    /// <summary>Returns the occurrences that start between two instants, in order. Both instants are included.</summary>
    public IEnumerable<Occurrence> Occurrences(DateTimeOffset from, DateTimeOffset until) => _occurrences(from, until);
}
