using System;

namespace CompassOps;

/// <content>Messages about heartbeats.</content>
internal static partial class Messages
{
    public const string HeartbeatNameEmpty = "The heartbeat's name is empty. Specify a name.";
    public const string GiveHeartbeatName = "Specify the name of a heartbeat.";
    public const string ForEnabled = "Specify $true or $false, or omit -Enabled to create an enabled heartbeat.";
    public const string PeriodOrInterval =
        "-Period cannot be combined with -Interval or -IntervalUnit. Specify -Period, or -Interval together with -IntervalUnit.";

    public const string HeartbeatHasNoInterval = "The heartbeat has no interval. Specify -Period, or -Interval together with -IntervalUnit.";
    public const string HeartbeatHasNoTeam = "The heartbeat has no team. Specify -TeamId, or pipe objects that have a TeamId.";
    public const string PipedTeamEmpty =
        "The TeamId of the input is empty, and an empty TeamId does not mean the default team. "
        + "Specify a team's id, or remove the property to use the connection's default team.";

    public const string NoHeartbeatChange =
        "No change was specified. "
        + "Specify at least one of -Description, -Interval, -IntervalUnit, -Period, -Enabled, -AlertMessage, -AlertTag, -AlertPriority.";

    public const string LiteralHeartbeatName =
        "This cmdlet does not accept wildcards in the name. To use wildcards, pipe the output of Get-CompassHeartbeat to this cmdlet.";

    public const string CheckHeartbeatCase =
        "Names are case-sensitive. To see the exact spelling, run Get-CompassHeartbeat without a name, or with a wildcard.";

    public static string Heartbeat(string name) => $"Heartbeat '{name}'";

    public static string HeartbeatNotFound(string name, string teamId) => $"There is no heartbeat '{name}' in team {teamId}.";

    public static string HeartbeatNotFoundAdvice(string name, string teamId) =>
        HeartbeatNotFound(name, teamId) + " To list the heartbeats of the team, run Get-CompassHeartbeat without a name.";

    public static string HeartbeatToCreate(string name, string teamId) =>
        HeartbeatNotFound(name, teamId) + " To create the heartbeat, run New-CompassHeartbeat.";

    public const string SetOrSkipExisting =
        "To change an existing heartbeat, use Set-CompassHeartbeat. To skip existing heartbeats, specify -SkipExisting for New-CompassHeartbeat.";

    public static string HeartbeatExists(string name, string teamId) => $"Heartbeat '{name}' was skipped, because it already exists in team {teamId}.";

    public static string PeriodContradicts(TimeSpan stated, TimeSpan? period) =>
        $"Interval and IntervalUnit result in the period {stated}, but Period is {period}. Specify Period, or Interval with IntervalUnit.";

    public static string PingOfLiteralName(string name) =>
        $"The name '{name}' is used literally, because this cmdlet does not expand wildcards. "
        + "The service accepts a ping even if no heartbeat has this name. "
        + "To use wildcards, pipe the output of Get-CompassHeartbeat to this cmdlet. To check that the heartbeat exists, use -Verify.";

    public static string CreateHeartbeat(string name, string teamId, string summary) => $"Create heartbeat '{name}' in team {teamId} ({summary}).";

    public static string ChangeHeartbeat(string name, string teamId) => $"Change heartbeat '{name}' of team {teamId}.";

    public static string EnableHeartbeat(string name, string teamId) => $"Enable heartbeat '{name}' of team {teamId}.";

    public static string DisableHeartbeat(string name, string teamId) => $"Disable heartbeat '{name}' of team {teamId}.";

    public static string RemoveHeartbeat(string name, string teamId) => $"Remove heartbeat '{name}' of team {teamId}.";

    public static string PingHeartbeat(string name, string teamId) => $"Ping heartbeat '{name}' of team {teamId}.";
}
