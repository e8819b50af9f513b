using System;

namespace CompassOps.Commands;

/// <summary>The id of a team as people have it at hand: the id itself, its ARI, or the address of the team's page.</summary>
internal static class TeamIdText
{
    private const string Segment = "team/";

    /// <summary>The bare id. Nothing is asked of the service.</summary>
    /// <exception cref="CompassArgumentException">An address or ARI names no team.</exception>
    public static string Parse(string text)
    {
        string id = text.Trim();
        bool isAri = id.StartsWith("ari:", StringComparison.OrdinalIgnoreCase);
        bool isAddress = id.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isAri && !isAddress)
        {
            return id;
        }

        int start = id.LastIndexOf(Segment, StringComparison.OrdinalIgnoreCase);
        if (start >= 0)
        {
            string rest = id.Substring(start + Segment.Length);
            int end = rest.IndexOfAny(new[] { '/', '?', '#' });
            rest = end < 0 ? rest : rest.Substring(0, end);
            if (rest.Length > 0)
            {
                return rest;
            }
        }

        throw new CompassArgumentException($"'{text}' names no team. Give the team's id, its ARI (ari:cloud:identity::team/...) or the address of its page.", null);
    }
}
