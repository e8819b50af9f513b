using CompassOps.Formatting;

namespace CompassOps;

/// <content>Heartbeats as code.</content>
internal static partial class Messages
{
    public const string OneTeamForPiped = "Piped heartbeats can be written for one team only. Specify one -TeamId, or omit it to keep their own teams.";
    public const string RemovalSkipped = "Another step of the team failed, and nothing is removed before the team's other steps succeed.";
    public const string NotConfirmed = "It was not confirmed.";
    public const string SeeError = "See the error.";

    public static string FileExists(string path) => $"'{path}' exists, and -NoClobber protects it.";

    public static string NothingWritten(string path) => $"'{path}' was not written, because it would be incomplete. See the errors before.";

    public static string NothingToExport(string path) => $"Nothing was piped, so '{path}' was not written.";

    public static string WriteFile(int heartbeats, int teams, string path) =>
        $"Write {DisplayText.Count(heartbeats, "heartbeat")} of {DisplayText.Count(teams, "team")} to '{path}'.";

    public static string HeartbeatTwice(string teamId) => $"Team {teamId} would have the heartbeat twice. Pipe it once.";

    public static string Team(string teamId) => $"Team {teamId}";

    public static string HeartbeatsDiffer(int differences, bool prune) =>
        $"The heartbeats differ from their declaration: there {(differences == 1 ? "is a difference" : $"are {differences} differences")}. Sync-CompassHeartbeat{(prune ? " -Prune" : "")} corrects this.";
}
