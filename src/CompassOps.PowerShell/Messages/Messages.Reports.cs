namespace CompassOps;

/// <content>Messages about reports.</content>
internal static partial class Messages
{
    public const string ReportTitle = "Heartbeats and maintenance windows";
    public const string GiveReportTeam = "Specify a team, or omit -TeamId to use the connection's default team.";

    public static string WriteReport(string path) => $"Write a report to '{path}'.";

    public static string ReportSource(string service, CompassProduct product, bool isSandbox) =>
        isSandbox ? "a sandbox, which simulates the service"
        : product == CompassProduct.JiraServiceManagement ? $"Jira Service Management of {service}"
        : $"Compass of {service}";

    public const string ReportOutOfCalendar = "The report would begin or end too close to the limits of the calendar, the years 1 and 9999. Specify other values for -From and -To.";

    public static string ReportNotWritten(string path) =>
        $"'{path}' was not written, because neither heartbeats nor maintenance windows could be read. See the errors above.";

    public static string ReportNotOpened(string path, string reason) => $"'{path}' was written, but could not be opened: {reason} Open the file in a browser.";

    public static string ReportWithoutTeam(string connection) => NoDefaultTeam(connection) + " To show all teams, specify -AllTeams.";
}
