using System;

namespace CompassOps;

/// <summary>
/// The words that the contract lists, in the spelling of its requests. Matching ignores case; a word that is not listed here passes
/// as it is, because the service may know more of them than this version.
/// </summary>
public static class KnownValues
{
    private static readonly string[] Units = { HeartbeatPeriod.Minutes, HeartbeatPeriod.Hours, HeartbeatPeriod.Days };
    private static readonly string[] Priorities = { "P1", "P2", "P3", "P4", "P5" };
    private static readonly string[] States = { MaintenanceRule.Disabled, MaintenanceRule.Enabled, MaintenanceRule.NoMaintenance };
    private static readonly string[] Entities = { MaintenanceRule.Integration, MaintenanceRule.Policy, MaintenanceRule.Sync };
    private static readonly string[] Types = { "all", "non-expired", "past" };

    /// <summary>An interval's unit: <c>minutes</c>, <c>hours</c> or <c>days</c>; the singular is understood as well.</summary>
    public static string Unit(string word)
    {
        string known = Match(Units, word);
        return ReferenceEquals(known, word) && !word.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? MatchPlural(word) : known;
    }

    /// <summary>Whether a word is a unit that the contract lists.</summary>
    internal static bool IsUnit(string word) => Array.IndexOf(Units, Unit(word)) >= 0;

    /// <summary>Whether a word is a priority that the contract lists.</summary>
    internal static bool IsPriority(string word) => Array.IndexOf(Priorities, Priority(word)) >= 0;

    /// <summary>An alert's priority: <c>P1</c> to <c>P5</c>.</summary>
    public static string Priority(string word) => Match(Priorities, word);

    /// <summary>A rule's state: <c>disabled</c>, <c>enabled</c> or <c>noMaintenance</c>.</summary>
    public static string RuleState(string word) => Match(States, word);

    /// <summary>A rule's entity type: <c>integration</c>, <c>policy</c> or <c>sync</c>.</summary>
    public static string EntityType(string word) => Match(Entities, word);

    /// <summary>The maintenances to list: <c>all</c>, <c>non-expired</c> (also <c>NonExpired</c>) or <c>past</c>.</summary>
    public static string MaintenanceType(string word) =>
        string.Equals(word, "NonExpired", StringComparison.OrdinalIgnoreCase) ? "non-expired" : Match(Types, word);

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
