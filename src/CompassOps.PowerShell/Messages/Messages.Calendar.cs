namespace CompassOps;

/// <content>Messages about calendars.</content>
internal static partial class Messages
{
    public const string CalendarTitle = "Maintenance windows";

    public const string CalendarNoDescription = "Maintenance window";

    public const string CalendarGlobal = "all teams";

    public const string NotAMaintenance =
        "The piped object has no StartDate, so it is not a maintenance window. "
        + "Pipe the output of Get-CompassMaintenance or New-CompassMaintenanceSchedule.";

    public static string WriteCalendar(int count, string path) => $"Write {(count == 1 ? "1 maintenance window" : $"{count} maintenance windows")} to '{path}'.";
}
