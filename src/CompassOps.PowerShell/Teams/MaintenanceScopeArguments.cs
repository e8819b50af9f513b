using System;
using CompassOps.Formatting;

namespace CompassOps.Teams;

/// <summary>
/// Whose window is meant: one team's or everybody's. The connection's default team never counts here, an empty team id is never
/// everybody, and what was typed must not contradict what came down the pipe.
/// </summary>
internal static class MaintenanceScopeArguments
{
    /// <summary>The hint that goes with an empty <c>-TeamId</c>.</summary>
    public const string EmptyHint = "An unset variable must not mean everybody: give a team's id, or -Global for the windows of the whole organisation.";

    private const string GlobalWord = "Global";

    /// <summary>The scope of an existing window or of a list.</summary>
    /// <param name="teamId">The team, typed or piped.</param>
    /// <param name="teamTyped">Whether the team was typed.</param>
    /// <param name="teamBound">Whether a team id was given at all, even if empty.</param>
    /// <param name="scope">What a piped window says of itself, or null.</param>
    /// <param name="global">Whether <c>-Global</c> was given.</param>
    /// <exception cref="CompassArgumentException">They contradict each other, or the team is empty.</exception>
    public static MaintenanceScope OfExisting(string? teamId, bool teamTyped, bool teamBound, string? scope, bool global)
    {
        bool saysGlobal = string.Equals(scope, GlobalWord, StringComparison.OrdinalIgnoreCase);
        if (!string.IsNullOrWhiteSpace(teamId))
        {
            if (global)
            {
                throw new CompassArgumentException(teamTyped
                    ? "Give -TeamId or -Global, not both."
                    : $"It belongs to team {teamId}, but -Global was given.", "Global");
            }

            return saysGlobal
                ? throw new CompassArgumentException($"It is a global window, but -TeamId {teamId} was given.", "TeamId")
                : MaintenanceScope.Team(teamId!);
        }

        if (saysGlobal || global)
        {
            return MaintenanceScope.Global;
        }

        return teamBound || !string.IsNullOrWhiteSpace(scope)
            ? throw new CompassArgumentException("Its team id is empty. " + EmptyHint, "TeamId")
            : MaintenanceScope.Global;
    }

    /// <summary>The scope of a new window: exactly one of team and everybody; what was typed outweighs what was piped.</summary>
    /// <exception cref="CompassArgumentException">Neither or both are given.</exception>
    public static MaintenanceScope OfNew(string? teamId, bool teamTyped, string? scope, bool global)
    {
        if (global)
        {
            return teamTyped ? throw new CompassArgumentException("Give -TeamId or -Global, not both.", "Global") : MaintenanceScope.Global;
        }

        if (!string.IsNullOrWhiteSpace(teamId))
        {
            return MaintenanceScope.Team(teamId!);
        }

        return string.Equals(scope, GlobalWord, StringComparison.OrdinalIgnoreCase)
            ? MaintenanceScope.Global
            : throw new CompassArgumentException(
                "It is not said whose window it is: give -TeamId for one team's, or -Global for everybody's. The connection's default team is not used.", "TeamId");
    }

    /// <summary>Whether nothing says whose window is meant, so that it is taken for everybody's.</summary>
    public static bool IsAssumedGlobal(string? teamId, string? scope, bool global) => !global && string.IsNullOrEmpty(teamId) && string.IsNullOrEmpty(scope);

    /// <summary>The scope as a parameter, for a command to copy.</summary>
    public static string Parameter(MaintenanceScope scope) => scope.IsGlobal ? "-Global" : "-TeamId " + CommandText.Argument(scope.TeamId!);

    /// <summary>How a person names the scope in a sentence.</summary>
    public static string Describe(MaintenanceScope scope) => scope.IsGlobal ? "everybody (global: it touches every team)" : "team " + scope.TeamId;
}
