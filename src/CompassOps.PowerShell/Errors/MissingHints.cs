using System;
using System.Text.RegularExpressions;
using CompassOps.Formatting;

namespace CompassOps.Errors;

/// <summary>What else may be wrong where something is not there.</summary>
internal static class MissingHints
{
    private static readonly Regex Team = new(@"/teams/(?<id>[^/]+)/", RegexOptions.CultureInvariant);

    /// <summary>Of a team whose id does not look like one: it may be the team's name. Null where there is nothing to say.</summary>
    public static string? OfTeam(string? teamId) => string.IsNullOrEmpty(teamId) || Guid.TryParse(teamId, out _)
        ? null
        : Messages.TeamNameHint(DisplayText.Quoted(teamId!));

    /// <summary>As the other, of the team that was asked for at an address.</summary>
    public static string? OfTeam(Uri? address) =>
        address is not null && Team.Match(address.AbsolutePath) is { Success: true } match ? OfTeam(Uri.UnescapeDataString(match.Groups["id"].Value)) : null;
}
