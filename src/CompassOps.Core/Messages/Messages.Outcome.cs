namespace CompassOps;

/// <content>Messages about requests whose outcome is unknown.</content>
internal static partial class Messages
{
    public static string OutcomeUnknown(string failure, string why) => $"{failure}. It is unknown whether the object was created, because {why}";

    public const string NotFoundYet = "the list of the service does not show the object, and the list shows new objects only after a delay";

    public static string LookupFailed(string failure) => $"the request for the list of objects failed ({failure})";

    public static string CheckHeartbeat(string teamId, string? name) =>
        $"Before you create the heartbeat again, check whether team {teamId} has a heartbeat named '{name}'.";

    public static string CheckWindow(string window, string scope) =>
        $"Before you create the window again, wait a minute and check whether there is a maintenance window {window} ({scope}).";

    public const string HeartbeatUnreadable = "there is a heartbeat with this name, but the service does not return its settings";

    public static string HeartbeatDiffers(string operation, string? name) =>
        $"{operation}: the team already has a heartbeat named '{name}', and its settings differ from the request";

    public const string ChangeHeartbeat = "Change the existing heartbeat, or choose another name.";

    public static string SeveralWindows(string ids) => $"several maintenance windows match the request: {ids}";

    public static string PossibleWindows(string ids) => $"the service lists windows that are similar to the requested window, but not equal: {ids}";

    public static string WindowInWords(string? description, string start, string end) =>
        $"{(description is null ? "without a description" : $"'{description}'")} from {start} to {end}";

    public static string NoTurn(string operation) =>
        $"{operation}: the request was not sent, because other requests to create the same window did not complete within the time limit";

    public const string CheckOtherCreates = "Check the results of the other requests for this window. Then try again.";

    public static string HeartbeatMissing(string? name) => $"The team has no heartbeat named '{name}'";

    public const string CheckNameAndTeam = "Check the heartbeat's name and the team.";

    public static string SimilarHeartbeat(string? name) => $"Check the spelling of the name. The team has a heartbeat named '{name}'.";
}
