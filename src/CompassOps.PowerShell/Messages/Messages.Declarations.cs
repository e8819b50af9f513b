using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about declarations of heartbeats and maintenance windows.</content>
internal static partial class Messages
{
    public const string OneTeamForPiped =
        "-TeamId contains several teams, but the cmdlet can assign piped heartbeats to only one team. "
        + "Specify one team, or omit -TeamId to keep the team of each heartbeat.";

    public const string RemovalSkipped =
        "The heartbeat was not removed, because another step for the same team failed. "
        + "The cmdlet removes heartbeats only after all other steps for the team have succeeded.";

    public const string NotConfirmed = "You did not confirm this step.";
    public const string SeeError = "This step failed. See the error.";

    public const string NothingDeclared =
        "The pipeline passed no objects, so nothing was compared or removed. With -Prune, an empty list would "
        + "remove everything, so the cmdlet does not accept it. Check the command before the pipe.";

    public const string CreatedByAnotherRun =
        "The window was not created, because another synchronization in this process has created it or is creating it. "
        + "To check the result, use Compare-CompassMaintenance.";

    public const string HasBegun = "The window was not created, because its start time has passed.";
    public const string GiveScopesToExport =
        "No scope was specified. Specify -TeamId for the windows of a team, -Global for the global windows, or -AllTeams for all windows. "
        + "This cmdlet does not use the connection's default team.";

    public const string WindowWithoutDescription = "the window has no description, and a file identifies windows by their descriptions";
    public const string WindowWithoutDates = "the start or the end of the window is missing, or the end is not after the start";
    public const string WindowWithoutRules = "the window has no rules";
    public const string WindowExportedTwice = "another window has the same description and start";

    public static string FileExists(string path) =>
        $"'{path}' was not written, because the file exists and -NoClobber was specified. Specify another path, or omit -NoClobber.";

    public static string NothingWritten(string path) => $"'{path}' was not written, because its content would be incomplete. See the errors above.";

    public static string NothingToExport(string path) => $"'{path}' was not written, because the pipeline passed no objects. Check the command before the pipe.";

    public static string WriteFile(int heartbeats, int teams, string path) =>
        $"Write {DisplayText.Count(heartbeats, "heartbeat")} of {DisplayText.Count(teams, "team")} to '{path}'.";

    public static string WriteWindows(int windows, string path) => $"Write {DisplayText.Count(windows, "planned window")} to '{path}'.";

    public static string WindowNotExported(string id, MaintenanceScope scope, string reason) =>
        $"Maintenance window {id} of {Scope(scope)} was not written to the file, because {reason}.";

    public static string RecurringEntriesReplaced(int entries, string path) =>
        $"The export replaces {(entries == 1 ? "one entry for recurring windows" : $"{entries} entries for recurring windows")} in '{path}'. "
        + "The new content lists single windows, each with a start and an end. To keep entries for recurring windows, export to another file.";

    public static string WindowsOf(MaintenanceScope scope) => $"Windows of {Scope(scope)}";

    public static string Window(string description, string start) => $"Window '{description}' starting at {start}";

    public static string HorizonOutOfRange(System.TimeSpan horizon) => $"-Horizon cannot be {horizon}. Specify a duration above zero and up to ten years, such as 4w.";

    public static string MaintenanceDiffers(int differences, bool prune) =>
        $"The windows differ from the declaration ({DisplayText.Count(differences, "difference")}). "
        + $"To apply the declaration, run Sync-CompassMaintenance{(prune ? " -Prune" : "")}.";

    public static string HeartbeatTwice(string teamId) =>
        $"The file can contain only one heartbeat with this name for team {teamId}. Export only one heartbeat with this name.";

    public static string Team(string teamId) => $"Team {teamId}";

    public static string HeartbeatsDiffer(int differences, bool prune) =>
        $"The heartbeats differ from the declaration ({DisplayText.Count(differences, "difference")}). "
        + $"To apply the declaration, run Sync-CompassHeartbeat{(prune ? " -Prune" : "")}.";
}
