using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace CompassOps;

/// <summary>
/// A read-only list of maintenance rules. ToString returns all rules, so that PowerShell tables and CSV files show them. Example:
/// <c>disabled integration 51e9e162, noMaintenance policy p1</c>.
/// </summary>
public sealed class RuleList : ReadOnlyCollection<MaintenanceRule>
{
    /// <summary>The empty list.</summary>
    public static readonly RuleList None = new(Array.Empty<MaintenanceRule>());

    /// <summary>Creates a list of rules.</summary>
    public RuleList(IEnumerable<MaintenanceRule> rules)
        : base(rules.ToArray())
    {
    }

    /// <summary>Returns all rules as one text. See <see cref="ListText"/>.</summary>
    public override string ToString() => ListText.JoinPhrases(this.Select(static rule => rule.ToString()));

    internal static RuleList Of(IReadOnlyList<MaintenanceRule> rules) => rules as RuleList ?? (rules.Count == 0 ? None : new RuleList(rules));
}
