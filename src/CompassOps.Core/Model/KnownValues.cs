using System;
using System.Collections.Generic;

namespace CompassOps;

/// <summary>
/// The values that the service's API specification lists, in the spelling of requests. Matching ignores case. Other values stay
/// unchanged, because the service may introduce new values.
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

    /// <summary>The status of a window that has not begun.</summary>
    public const string Planned = "planned";

    /// <summary>The status of a window that is in effect.</summary>
    public const string Active = "active";

    /// <summary>The status of a window that has ended.</summary>
    public const string Past = "past";

    /// <summary>The status of a window that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The list type that includes all windows.</summary>
    public const string All = "all";

    /// <summary>The list type that includes only windows that have not ended.</summary>
    public const string NonExpired = "non-expired";

    /// <summary>The statuses of heartbeats.</summary>
    public static IReadOnlyList<string> HeartbeatStatuses { get; } = new[] { Pending, Responsive, Unresponsive, Off };

    /// <summary>The statuses of maintenance windows.</summary>
    public static IReadOnlyList<string> MaintenanceStatuses { get; } = new[] { Planned, Active, Past, Cancelled };

    private static readonly string[] Units = { HeartbeatPeriod.Minutes, HeartbeatPeriod.Hours, HeartbeatPeriod.Days };
    private static readonly string[] Priorities = { "P1", "P2", "P3", "P4", "P5" };
    private static readonly string[] States = { MaintenanceRule.Disabled, MaintenanceRule.Enabled, MaintenanceRule.NoMaintenance };
    private static readonly string[] Entities = { MaintenanceRule.Integration, MaintenanceRule.Policy, MaintenanceRule.Sync };
    private static readonly string[] Types = { All, NonExpired, Past };

    /// <summary>
    /// Returns the unit in the spelling of requests: <c>minutes</c>, <c>hours</c> or <c>days</c>. Accepts the singular as well.
    /// </summary>
    public static string Unit(string word)
    {
        string known = Match(Units, word);
        return ReferenceEquals(known, word) && !word.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? MatchPlural(word) : known;
    }

    /// <summary>Returns whether the API specification lists the unit.</summary>
    internal static bool IsUnit(string word) => Array.IndexOf(Units, Unit(word)) >= 0;

    /// <summary>Returns whether the API specification lists the priority.</summary>
    internal static bool IsPriority(string word) => Array.IndexOf(Priorities, Priority(word)) >= 0;

    /// <summary>Returns whether the API specification lists the state and the entity type of a rule.</summary>
    public static bool IsRule(MaintenanceRule rule) =>
        Array.IndexOf(States, RuleState(rule.State)) >= 0 && Array.IndexOf(Entities, EntityType(rule.EntityType)) >= 0;

    /// <summary>Returns whether the API specification lists the state of a rule.</summary>
    internal static bool IsRuleState(string word) => Array.IndexOf(States, RuleState(word)) >= 0;

    /// <summary>Returns whether the API specification lists the entity type.</summary>
    internal static bool IsEntityType(string word) => Array.IndexOf(Entities, EntityType(word)) >= 0;

    /// <summary>Returns the priority in the spelling of requests: <c>P1</c> to <c>P5</c>.</summary>
    public static string Priority(string word) => Match(Priorities, word);

    /// <summary>
    /// Returns the state of a rule in the spelling of requests: <c>disabled</c>, <c>enabled</c> or <c>noMaintenance</c>.
    /// </summary>
    public static string RuleState(string word) => Match(States, word);

    /// <summary>Returns the entity type in the spelling of requests: <c>integration</c>, <c>policy</c> or <c>sync</c>.</summary>
    public static string EntityType(string word) => Match(Entities, word);

    /// <summary>
    /// Returns the list type in the spelling of requests: <c>all</c>, <c>non-expired</c> (also <c>NonExpired</c>) or <c>past</c>.
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
