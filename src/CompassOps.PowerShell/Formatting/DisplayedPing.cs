using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Returns the text of the cells in the table of pings. CompassOps.Types.ps1xml adds the cells as hidden properties. Script blocks in the
/// table view would be slower, because each new PowerShell process compiles its script blocks again.
/// </summary>
public static class DisplayedPing
{
    /// <summary>Returns the name of the heartbeat without unsafe characters.</summary>
    public static string GetName(PSObject instance) => DisplayText.Visible(Ping(instance).Name);

    /// <summary>Returns the local time of the ping with the UTC offset.</summary>
    public static string GetSentAt(PSObject instance) =>
        Ping(instance).SentAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Returns the duration of the ping in milliseconds.</summary>
    public static string GetDuration(PSObject instance) => Ping(instance).Duration.TotalMilliseconds.ToString("n0", CultureInfo.CurrentCulture) + " ms";

    /// <summary>Returns the message of the ping without unsafe characters, or null.</summary>
    public static string? GetMessage(PSObject instance) => Ping(instance).Message is { } message ? DisplayText.Visible(message) : null;

    private static HeartbeatPing Ping(PSObject instance) => (HeartbeatPing)instance.BaseObject;
}
