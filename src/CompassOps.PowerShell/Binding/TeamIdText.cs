using System;
using System.Text.RegularExpressions;

namespace CompassOps.Binding;

/// <summary>The id of a team as people have it at hand: the id itself, its ARI, or the address of the team's page.</summary>
internal static class TeamIdText
{
    // A person's page of a team says team, the pages and the addresses of operations say teams.
    private static readonly Regex Segment = new(
        @"[:/]teams?/(?<id>[^/?#\s]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft);

    /// <summary>The bare id. Nothing is asked of the service.</summary>
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
            ? match.Groups["id"].Value
            : throw new CompassArgumentException($"'{text}' names no team. Give the team's id, its ARI (ari:cloud:identity::team/...) or the address of its page.", null);
    }
}
