using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <content>Messages about teams.</content>
internal static partial class Messages
{
    public const string Teams = "Teams";
    public const string GlobalWindows = "Global maintenance windows";
    public const string TeamAndAllTeams = "-TeamId and -AllTeams cannot be combined. Specify only one of the two.";
    public const string GlobalAndAllTeams = "-Global and -AllTeams cannot be combined. Specify only -AllTeams, which includes the global windows.";
    public const string PipedWithAllTeams =
        "The piped object specifies a team or a scope, but -AllTeams was specified. Omit -AllTeams, or do not pipe this object.";

    public const string IntervalReversed = "-From is not before -To. Specify an earlier -From or a later -To.";
    public const string ForNoBound = "Specify a date, or omit the empty parameter to set no limit.";
    public const string GiveTag = "Specify a tag, or omit -AlertTag to select all heartbeats.";
    public const string GivePriority = "Specify a priority such as P1, or omit -AlertPriority to select all heartbeats.";
    public const string GiveEnabled = "Specify $true or $false, or omit -Enabled to select all heartbeats.";

    public static string Team(string teamId, string? teamName) =>
        string.IsNullOrWhiteSpace(teamName) ? $"Team {teamId}" : $"Team '{teamName}' ({teamId})";

    public static string TeamInSentence(string teamId, string? teamName) => string.IsNullOrWhiteSpace(teamName) ? $"team {teamId}" : $"team '{teamName}'";

    public static string TeamUnknown(string text, IReadOnlyCollection<string> near) =>
        near.Count == 0
            ? $"There is no team '{text}', because this account cannot see any team. Check the account and its permissions, or specify the id of the team."
            : $"There is no team '{text}' among the teams that this account can see. "
                + $"Check the name. The most similar names are: {string.Join(", ", near.Select(static name => $"'{name}'"))}.";

    public static string TeamAmbiguous(string text, IEnumerable<string> teamIds) =>
        $"Several teams have the name '{text}'. Specify the id of one of these teams: {string.Join(", ", teamIds)}.";

    public static string TeamsNotListed(string text, int statusCode) =>
        FormattableString.Invariant($"The service did not list the teams ({statusCode}), so '{text}' is used as the id of a team, not as a name.");

    public static string TeamsRead(int done, int total) => $"Teams read: {done} of {total}";

    public static string HeartbeatInNoTeam(string name) =>
        $"There is no heartbeat '{name}' in any team that you can see. To list all heartbeats, run Get-CompassHeartbeat -AllTeams.";
}
