using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about declarations of heartbeats and windows.</content>
internal static partial class Messages
{
    public const string OneTeamForPiped = "Piped heartbeats can be written for one team only. Specify one -TeamId, or omit -TeamId to keep the teams of the heartbeats.";
    public const string RemovalSkipped = "Another step of this team failed. Heartbeats are removed only after all other steps of the team have succeeded.";
    public const string NotConfirmed = "The step was not confirmed.";
    public const string SeeError = "See the error.";

    public const string NothingDeclared =
        "The pipeline passed no objects, so nothing was compared or removed. Check the command before the pipe: an empty list with -Prune would remove everything.";

    public const string CreatedByAnotherRun = "Another synchronization in this process is creating the same window.";
    public const string HasBegun = "The start of the window has passed. The cmdlet does not create windows that should have started already.";
    public const string GiveScopesToExport = "Specify the windows to export: -TeamId, -Global, or -AllTeams for the global windows and those of all teams. The connection's default team is not used.";
    public const string WindowWithoutDescription = "it has no description, which is needed to identify it";
    public const string WindowWithoutDates = "the service does not return when it starts and ends";
    public const string WindowWithoutRules = "it has no rules";
    public const string WindowExportedTwice = "another window has the same description and start";

    public static string FileExists(string path) => $"'{path}' was not written, because the file exists and -NoClobber was specified.";

    public static string NothingWritten(string path) => $"'{path}' was not written, because it would be incomplete. See the errors above.";

    public static string NothingToExport(string path) => $"Nothing was piped, so '{path}' was not written.";

    public static string WriteFile(int heartbeats, int teams, string path) =>
        $"Write {DisplayText.Count(heartbeats, "heartbeat")} of {DisplayText.Count(teams, "team")} to '{path}'.";

    public static string WriteWindows(int windows, string path) => $"Write {DisplayText.Count(windows, "planned window")} to '{path}'.";

    public static string WindowNotExported(string id, MaintenanceScope scope, string reason) =>
        $"Window {id} of {Scope(scope)} was not written to the file: {reason}.";

    public static string RecurringEntriesReplaced(int entries, string path) =>
        $"'{path}' now lists the planned windows as single entries. They replace {(entries == 1 ? "a recurring entry" : $"{entries} recurring entries")} of the exported lists.";

    public static string WindowsOf(MaintenanceScope scope) => $"Windows of {Scope(scope)}";

    public static string Window(string description, string start) => $"Window '{description}' of {start}";

    public static string HorizonOutOfRange(System.TimeSpan horizon) => $"-Horizon cannot be {horizon}. Specify a duration above zero and up to ten years, such as 4w.";

    public static string MaintenanceDiffers(int differences, bool prune) =>
        $"The windows differ from their declaration: there {(differences == 1 ? "is a difference" : $"are {differences} differences")}. Sync-CompassMaintenance{(prune ? " -Prune" : "")} corrects this.";

    public static string HeartbeatTwice(string teamId) => $"Team {teamId} would get the same heartbeat twice. Pipe it only once.";

    public static string Team(string teamId) => $"Team {teamId}";

    public static string HeartbeatsDiffer(int differences, bool prune) =>
        $"The heartbeats differ from their declaration: there {(differences == 1 ? "is a difference" : $"are {differences} differences")}. Sync-CompassHeartbeat{(prune ? " -Prune" : "")} corrects this.";
}
