namespace CompassOps;

/// <content>Messages about reports.</content>
internal static partial class Messages
{
    public const string ReportTitle = "Heartbeats and maintenance windows";
    public const string GiveReportTeam = "Specify a team, or omit the parameter to use the connection's default team.";

    public static string WriteReport(string path) => $"Write a report to '{path}'.";

    public static string ReportSource(string service, CompassProduct product, bool isSandbox) =>
        isSandbox ? "a sandbox (nobody's alerts depend on it)"
        : product == CompassProduct.JiraServiceManagement ? $"Jira Service Management of {service}"
        : $"Compass of {service}";

    public static string ReportNotWritten(string path) => $"No list could be read, so '{path}' was not written. The errors above say why.";

    public static string ReportNotOpened(string path, string reason) => $"'{path}' was written, but it cannot be opened: {reason} Open it in a browser.";

    public static string ReportWithoutTeam(string connection) => NoDefaultTeam(connection) + " -AllTeams shows every team.";
}
