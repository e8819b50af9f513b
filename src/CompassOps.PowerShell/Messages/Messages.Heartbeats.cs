using System;

namespace CompassOps;

/// <content>Messages about heartbeats.</content>
internal static partial class Messages
{
    public const string HeartbeatNameEmpty = "The heartbeat's name is empty.";
    public const string GiveHeartbeatName = "Specify the name of a heartbeat.";
    public const string ForEnabled = "Omit the parameter to create an enabled heartbeat.";
    public const string PeriodOrInterval = "Specify -Period, or -Interval together with -IntervalUnit.";
    public const string HeartbeatHasNoInterval = "The heartbeat has no interval. Specify -Period, or -Interval together with -IntervalUnit.";
    public const string HeartbeatHasNoTeam = "The heartbeat has no team. Specify -TeamId, or pipe objects that have a TeamId.";
    public const string PipedTeamEmpty =
        "The TeamId is empty. An empty value never means the default team. Specify a team's id, or remove the property to use the connection's default team.";

    public const string NoHeartbeatChange =
        "There is nothing to change. Specify at least one of -Description, -Interval, -IntervalUnit, -Period, -Enabled, -AlertMessage, -AlertTag, -AlertPriority.";

    public const string LiteralHeartbeatName = "This cmdlet does not accept wildcards in the name. To use wildcards, pipe the output of Get-CompassHeartbeat to this cmdlet.";
    public const string CheckHeartbeatCase = "Names are case-sensitive. Run Get-CompassHeartbeat without a name, or with a wildcard, to see the exact spelling.";

    public static string Heartbeat(string name) => $"Heartbeat '{name}'";

    public static string HeartbeatNotFound(string name, string teamId) => $"There is no heartbeat '{name}' in team {teamId}.";

    public static string HeartbeatNotFoundAdvice(string name, string teamId) =>
        HeartbeatNotFound(name, teamId) + " Get-CompassHeartbeat without a name lists the heartbeats.";

    public static string HeartbeatExists(string name, string teamId) => $"Heartbeat '{name}' exists already in team {teamId}, and was skipped.";

    public static string PeriodContradicts(TimeSpan stated, TimeSpan? period) => $"Interval and IntervalUnit mean {stated}, but Period is {period}. Specify one of the two.";

    public static string PingOfLiteralName(string name) =>
        $"Wildcards in '{name}' are not expanded, and the service accepts a ping even if no heartbeat has this name. "
        + "To use wildcards, pipe the output of Get-CompassHeartbeat to this cmdlet. To check that the heartbeat exists, use -Verify.";

    public static string CreateHeartbeat(string name, string teamId, string summary) => $"Create heartbeat '{name}' in team {teamId} ({summary}).";

    public static string ChangeHeartbeat(string name, string teamId) => $"Change heartbeat '{name}' of team {teamId}.";

    public static string EnableHeartbeat(string name, string teamId) => $"Enable heartbeat '{name}' of team {teamId}.";

    public static string DisableHeartbeat(string name, string teamId) => $"Disable heartbeat '{name}' of team {teamId}.";

    public static string RemoveHeartbeat(string name, string teamId) => $"Remove heartbeat '{name}' of team {teamId}.";

    public static string PingHeartbeat(string name, string teamId) => $"Ping heartbeat '{name}' of team {teamId}.";
}
