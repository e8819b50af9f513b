using System;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CompassOps.Binding;

/// <summary>Reads the id of a team from the id itself, from its ARI, or from the address of the team's page.</summary>
internal static class TeamIdText
{
    // Matches "team" and "teams". The address of a team's profile page contains "team", and the addresses of Operations pages contain
    // "teams".
    private static readonly Regex Segment = new(
        @"[:/]teams?/(?<id>[^/?#\s]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft);

    // Contains the ids that were read from an ARI, an address or an object. The table compares references, not characters, because a user
    // can type a team name that has the same characters as an id.
    private static readonly ConditionalWeakTable<string, object> Ids = new();

    /// <summary>
    /// Returns whether a text is certainly the id of a team, not its name. This is true for a GUID, and for an id that was read from an
    /// ARI, an address or an object.
    /// </summary>
    public static bool IsId(string text) => Guid.TryParse(text, out _) || Ids.TryGetValue(text, out _);

    /// <summary>Copies the text, and marks the copy as an id.</summary>
    public static string MarkAsId(string text)
    {
        string id = new(text.ToCharArray());
        Ids.Add(id, Ids);
        return id;
    }

    /// <summary>Returns the team id from an ARI or address. Returns any other text as it is. Sends no request.</summary>
    /// <exception cref="CompassArgumentException">The address or ARI contains no team.</exception>
    public static string Parse(string text)
    {
        string id = text.Trim();
        bool isAri = id.StartsWith("ari:", StringComparison.OrdinalIgnoreCase);
        bool isAddress = id.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || id.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isAri && !isAddress)
        {
            return id;
        }

        return Segment.Match(id) is { Success: true } match
            ? MarkAsId(match.Groups["id"].Value)
            : throw new CompassArgumentException(Messages.NotATeam(text), null);
    }
}
