using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// Contains the values from the service's API specification. The methods that convert a value ignore case. They return an unknown value
/// unchanged, because the service can introduce new values.
/// </summary>
public static class KnownValues
{
    /// <summary>The status of a heartbeat that was never pinged.</summary>
    public const string Pending = "Pending";

    /// <summary>The status of a heartbeat that was pinged in time.</summary>
    public const string Responsive = "Responsive";

    /// <summary>The status of a heartbeat whose next ping is overdue.</summary>
    public const string Unresponsive = "Unresponsive";

    /// <summary>The status of a disabled heartbeat, which the service does not monitor.</summary>
    public const string Off = "Off";

    /// <summary>The status of a maintenance window that has not started.</summary>
    public const string Planned = "planned";

    /// <summary>The status of a maintenance window that is in effect now.</summary>
    public const string Active = "active";

    /// <summary>The status of a maintenance window that has ended.</summary>
    public const string Past = "past";

    /// <summary>The status of a maintenance window that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The value of the query parameter <c>type</c> that requests all maintenance windows.</summary>
    public const string All = "all";

    /// <summary>The value of the query parameter <c>type</c> that requests maintenance windows that have not ended.</summary>
    public const string NonExpired = "non-expired";

    /// <summary>All known statuses of heartbeats.</summary>
    public static IReadOnlyList<string> HeartbeatStatuses { get; } = new[] { Pending, Responsive, Unresponsive, Off };

    /// <summary>All known statuses of maintenance windows.</summary>
    public static IReadOnlyList<string> MaintenanceStatuses { get; } = new[] { Planned, Active, Past, Cancelled };

    private static readonly string[] Units = { HeartbeatPeriod.Minutes, HeartbeatPeriod.Hours, HeartbeatPeriod.Days };
    private static readonly string[] Priorities = { "P1", "P2", "P3", "P4", "P5" };
    private static readonly string[] States = { MaintenanceRule.Disabled, MaintenanceRule.Enabled, MaintenanceRule.NoMaintenance };
    private static readonly string[] Entities = { MaintenanceRule.Integration, MaintenanceRule.Policy, MaintenanceRule.Sync };
    private static readonly string[] Types = { All, NonExpired, Past };

    /// <summary>
    /// Returns the unit in the spelling for requests: <c>minutes</c>, <c>hours</c> or <c>days</c>. Also accepts the singular, such as
    /// <c>minute</c>.
    /// </summary>
    public static string Unit(string word)
    {
        string known = Match(Units, word);
        return ReferenceEquals(known, word) && !word.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? MatchPlural(word) : known;
    }

    internal static bool IsUnit(string word) => Array.IndexOf(Units, Unit(word)) >= 0;

    internal static bool IsPriority(string word) => Array.IndexOf(Priorities, Priority(word)) >= 0;

    /// <summary>Returns whether the API specification contains both the state and the entity type of the rule.</summary>
    public static bool IsRule(MaintenanceRule rule) =>
        Array.IndexOf(States, RuleState(rule.State)) >= 0 && Array.IndexOf(Entities, EntityType(rule.EntityType)) >= 0;

    internal static bool IsRuleState(string word) => Array.IndexOf(States, RuleState(word)) >= 0;

    internal static bool IsEntityType(string word) => Array.IndexOf(Entities, EntityType(word)) >= 0;

    /// <summary>Returns the priority in the spelling for requests: <c>P1</c> to <c>P5</c>.</summary>
    public static string Priority(string word) => Match(Priorities, word);

    /// <summary>
    /// Returns the state of a maintenance rule in the spelling for requests: <c>disabled</c>, <c>enabled</c> or <c>noMaintenance</c>.
    /// </summary>
    public static string RuleState(string word) => Match(States, word);

    /// <summary>Returns the entity type in the spelling for requests: <c>integration</c>, <c>policy</c> or <c>sync</c>.</summary>
    public static string EntityType(string word) => Match(Entities, word);

    /// <summary>
    /// Returns the value of the query parameter <c>type</c> in the spelling for requests: <c>all</c>, <c>non-expired</c> or <c>past</c>.
    /// Also accepts <c>NonExpired</c>.
    /// </summary>
    public static string MaintenanceType(string word) =>
        string.Equals(word, "NonExpired", StringComparison.OrdinalIgnoreCase) ? NonExpired : Match(Types, word);

    private static string Match(string[] known, string word)
    {
        foreach (string candidate in known)
        {
            if (string.Equals(candidate, word, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        return word;
    }

    private static string MatchPlural(string word)
    {
        string plural = word + "s";
        string known = Match(Units, plural);
        return ReferenceEquals(known, plural) ? word : known;
    }
}
