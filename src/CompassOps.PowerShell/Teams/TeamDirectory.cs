using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Teams;

/// <summary>Finds a team by id or name among the teams that the user can see.</summary>
internal static class TeamDirectory
{
    private const int MaximumNames = 10;

    /// <summary>
    /// Returns the id of the team whose id or name equals the text, ignoring letter case. A matching id has precedence over a matching
    /// name. If several names match, a name in the same letter case has precedence.
    /// </summary>
    /// <exception cref="CompassArgumentException">No team matches, or several teams match.</exception>
    public static string Resolve(string text, IReadOnlyList<Team> teams)
    {
        if (teams.FirstOrDefault(team => string.Equals(team.TeamId, text, StringComparison.OrdinalIgnoreCase)) is { } byId)
        {
            return byId.TeamId;
        }

        Team[] found = teams.Where(team => string.Equals(team.TeamName?.Trim(), text.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length > 1 && found.Where(team => string.Equals(team.TeamName, text, StringComparison.Ordinal)).ToArray() is { Length: 1 } exact)
        {
            found = exact;
        }

        return found.Length switch
        {
            1 => found[0].TeamId,
            0 => throw new CompassArgumentException(Messages.TeamUnknown(text, Near(text, teams)), "TeamId"),
            _ => throw new CompassArgumentException(Messages.TeamAmbiguous(text, found.Select(static team => team.TeamId)), "TeamId"),
        };
    }

    private static string[] Near(string text, IReadOnlyList<Team> teams)
    {
        string[] names = teams.Select(static team => team.TeamName ?? team.TeamId).OrderBy(name => Distance(text, name))
            .ThenBy(static name => name, StringComparer.OrdinalIgnoreCase).ToArray();
        string[] near = names.Where(name => Distance(text, name) <= Math.Max(2, text.Length / 3)
            || name.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0).Take(MaximumNames).ToArray();
        return near.Length > 0 ? near : names.Take(MaximumNames).ToArray();
    }

    // Returns how many characters must be inserted, deleted or replaced to change one text into the other.
    private static int Distance(string one, string other)
    {
        int[] row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
