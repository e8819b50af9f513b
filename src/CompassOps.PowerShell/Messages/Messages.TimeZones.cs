namespace CompassOps;

/// <content>Messages about time zones.</content>
internal static partial class Messages
{
    public static string UnknownTimeZone(string name, string example) =>
        $"This machine does not know the time zone '{name}'. Specify a time zone such as {example}. "
        + "To list the time zones of this machine, run [TimeZoneInfo]::GetSystemTimeZones().";
}
