namespace CompassOps;

/// <content>Messages about requests whose outcome is unknown.</content>
internal static partial class Messages
{
    public static string OutcomeUnknown(string failure, string why) => $"{failure}; whether it was created is unknown, because {why}";

    public const string NotFoundYet = "a look-up did not find it, and lists lag";

    public static string LookupFailed(string failure) => $"the look-up failed ({failure})";

    public static string CheckHeartbeat(string teamId, string? name) => $"Check whether team {teamId} has a heartbeat named '{name}' before you create it again.";

    public static string CheckWindow(string window, string scope) => $"Wait a minute, and check whether there is a maintenance window {window} ({scope}) before you create it again.";

    public const string HeartbeatUnreadable = "there is a heartbeat of that name, but the service does not show its settings";

    public static string HeartbeatDiffers(string operation, string? name) =>
        $"{operation}: the team has a heartbeat named '{name}' with other settings than requested, so it is not the one to create";

    public const string ChangeHeartbeat = "Change that heartbeat, or choose another name.";

    public static string SeveralWindows(string ids) => $"it could be any of several windows: {ids}";

    public static string PossibleWindows(string ids) => $"the service shows windows that may be this one, with other values than were sent: {ids}";

    public static string WindowInWords(string? description, string start, string end) =>
        $"{(description is null ? "without a description" : $"'{description}'")} from {start} to {end}";

    public static string NoTurn(string operation) => $"{operation}: the request was not sent, because other creates of the same window used up the time limit";

    public const string CheckOtherCreates = "Check the results of the others, and try again.";

    public static string HeartbeatMissing(string? name) => $"The team has no heartbeat named '{name}'";

    public const string CheckNameAndTeam = "Check the name and the team.";

    public static string SimilarHeartbeat(string? name) => $"There is one named '{name}'.";
}
