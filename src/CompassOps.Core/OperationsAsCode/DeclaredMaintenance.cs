using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Scheduling;

namespace CompassOps;

/// <summary>An entry of a declaration: one window, or a recurring one. The description identifies its windows within their scope.</summary>
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

    /// <summary>The description.</summary>
    public string Description { get; }

    /// <summary>The rules that each window is to have.</summary>
    public IReadOnlyList<MaintenanceRule> Rules { get; }

    /// <summary>Whether the entry recurs.</summary>
    public bool IsRecurring { get; }

    /// <summary>The first start; of a single entry the only one.</summary>
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
    /// <param name="occurrences">Returns the occurrences that start between two instants, both included, in order.</param>
    public static DeclaredMaintenance Recurring(
        string description, IReadOnlyList<MaintenanceRule> rules, Func<DateTimeOffset, DateTimeOffset, IEnumerable<Occurrence>> occurrences) =>
        new(description, rules, isRecurring: true, occurrences);

    /// <summary>Returns whether this single entry declares the window of a description and a start.</summary>
    public bool IsSameWindow(string description, DateTimeOffset start) =>
        string.Equals(ServiceEquality.Text(description), ServiceEquality.Text(Description), StringComparison.OrdinalIgnoreCase)
        && (start - FirstStart).Duration() <= MaintenanceComparison.Tolerance;

    /// <summary>Returns the occurrences that start between two instants, both included, in order.</summary>
    public IEnumerable<Occurrence> Occurrences(DateTimeOffset from, DateTimeOffset until) => _occurrences(from, until);
}
