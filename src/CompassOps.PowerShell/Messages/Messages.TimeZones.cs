namespace CompassOps;

/// <content>Messages about time zones.</content>
internal static partial class Messages
{
    public static string UnknownTimeZone(string name, string example) =>
        $"This system does not know the time zone '{name}'. Specify a name such as {example}; [TimeZoneInfo]::GetSystemTimeZones() lists the names of this system.";
}
