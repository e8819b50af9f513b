using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps;

/// <summary>Declares a single maintenance window or a recurring one. The description identifies the windows within their scope.</summary>
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

    /// <summary>The description of the windows.</summary>
    public string Description { get; }

    /// <summary>The rules that each window must have.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; }

    /// <summary>Whether the entry declares a recurring window.</summary>
    public bool IsRecurring { get; }

    /// <summary>The start of the first window.</summary>
    internal DateTimeOffset FirstStart => Occurrences(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).First().Start;

    /// <summary>Declares one window.</summary>
    public static DeclaredMaintenance Once(string description, IReadOnlyList<MaintenanceRule> rules, DateTimeOffset start, DateTimeOffset end)
    {
        Occurrence[] only = { new(start, end) };
        return new DeclaredMaintenance(description, rules, isRecurring: false, (from, until) => only.Where(one => one.Start >= from && one.Start <= until));
    }

    /// <summary>Declares a recurring window.</summary>
    /// <param name="description">The description.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="occurrences">Returns the occurrences that start between two instants, inclusive, in order.</param>
    public static DeclaredMaintenance Recurring(
        string description, IReadOnlyList<MaintenanceRule> rules, Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>> occurrences) =>
        new(description, rules, isRecurring: true, occurrences);

    /// <summary>Returns whether this entry declares the window with a description and a start. The entry must not recur.</summary>
    public bool IsSameWindow(string description, DateTimeOffset start) =>
        string.Equals(ServiceEquality.Text(description), ServiceEquality.Text(Description), StringComparison.OrdinalIgnoreCase)
        && (start - FirstStart).Duration() <= MaintenanceComparison.Tolerance;

    /// <summary>Returns the occurrences that start between two instants, inclusive, in order.</summary>
    public IEnumerable<Occurrence> Occurrences(DateTimeOffset from, DateTimeOffset until) => _occurrences(from, until);
}
