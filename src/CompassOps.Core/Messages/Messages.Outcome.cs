namespace CompassOps;

/// <content>Messages about requests whose outcome is unknown.</content>
internal static partial class Messages
{
    public static string OutcomeUnknown(string failure, string why) => $"{failure}; it is unknown whether the object was created, because {why}";

    public const string NotFoundYet = "a look-up did not find the object, and lists show new objects with a delay";

    public static string LookupFailed(string failure) => $"the look-up failed ({failure})";

    public static string CheckHeartbeat(string teamId, string? name) => $"Check whether team {teamId} has a heartbeat named '{name}' before you create it again.";

    public static string CheckWindow(string window, string scope) => $"Wait a minute, and check whether there is a maintenance window {window} ({scope}) before you create it again.";

    public const string HeartbeatUnreadable = "there is a heartbeat of that name, but the service does not show its settings";

    public static string HeartbeatDiffers(string operation, string? name) =>
        $"{operation}: the team already has a heartbeat named '{name}', and its settings differ from the request";

    public const string ChangeHeartbeat = "Change that heartbeat, or choose another name.";

    public static string SeveralWindows(string ids) => $"several windows match the request: {ids}";

    public static string PossibleWindows(string ids) => $"the service returned windows that are similar but differ from the values that were sent: {ids}";

    public static string WindowInWords(string? description, string start, string end) =>
        $"{(description is null ? "without a description" : $"'{description}'")} from {start} to {end}";

    public static string NoTurn(string operation) => $"{operation}: the request was not sent, because other requests that create the same window used up the time limit";

    public const string CheckOtherCreates = "Check the results of the other requests, and try again.";

    public static string HeartbeatMissing(string? name) => $"The team has no heartbeat named '{name}'";

    public const string CheckNameAndTeam = "Check the name and the team.";

    public static string SimilarHeartbeat(string? name) => $"There is a heartbeat named '{name}'.";
}
