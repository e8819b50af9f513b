using System;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CompassOps.Binding;

/// <summary>Reads the id of a team from the id itself, its ARI, or the address of the team's page.</summary>
internal static class TeamIdText
{
    // The address of a team's profile page has "team", the addresses of operations have "teams".
    private static readonly Regex Segment = new(
        @"[:/]teams?/(?<id>[^/?#\s]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft);

    // Texts from an ARI, an address or an object. Compared by reference, because an equal text that was typed may be a name.
    private static readonly ConditionalWeakTable<string, object> Ids = new();

    /// <summary>Whether a text is certainly an id and not a team's name: a GUID, or a text from an ARI, an address or an object.</summary>
    public static bool IsId(string text) => Guid.TryParse(text, out _) || Ids.TryGetValue(text, out _);

    /// <summary>Returns a copy of the text that is marked as an id.</summary>
    public static string MarkAsId(string text)
    {
        string id = new(text.ToCharArray());
        Ids.Add(id, Ids);
        return id;
    }

    /// <summary>Returns the bare id. Sends no request.</summary>
    /// <exception cref="CompassArgumentException">An address or ARI names no team.</exception>
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
