using System;
using System.Text.RegularExpressions;
using CompassOps.Formatting;

namespace CompassOps.Errors;

/// <summary>Hints for a missing object.</summary>
internal static class MissingHints
{
    private static readonly Regex Team = new(@"/teams/(?<id>[^/]+)/", RegexOptions.CultureInvariant);

    /// <summary>Returns the hint that a text may be the name of a team, if it does not look like an id; otherwise null.</summary>
    public static string? OfTeam(string? teamId) => string.IsNullOrEmpty(teamId) || Guid.TryParse(teamId, out _)
        ? null
        : Messages.TeamNameHint(DisplayText.Quoted(teamId!));

    /// <summary>Returns the same hint for the team in the address of a request.</summary>
    public static string? OfTeam(Uri? address) =>
        address is not null && Team.Match(address.AbsolutePath) is { Success: true } match ? OfTeam(Uri.UnescapeDataString(match.Groups["id"].Value)) : null;
}
