using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about watching heartbeats.</content>
internal static partial class Messages
{
    public const string NothingWatched =
        "No heartbeat was watched, because the time limit expired before the service returned the heartbeats. Increase -TimeoutSec.";

    public static string WatchInterrupted(IReadOnlyCollection<string> teams, string failure, double intervalSec) =>
        $"The cmdlet cannot read the heartbeats of {string.Join(", ", teams)}: {failure.TrimEnd('.')}. The cmdlet tries again every {Seconds(intervalSec)} s.";

    public static string WatchResumed(IReadOnlyCollection<string> teams, TimeSpan outage) =>
        $"The heartbeats of {string.Join(", ", teams)} can be read again. "
        + $"The outage lasted {DisplayText.Duration(TimeSpan.FromSeconds(Math.Max(1, Math.Round(outage.TotalSeconds))))}.";

    public static string WatchMatchesNothing(IEnumerable<string> names) =>
        $"No heartbeat matches {string.Join(" or ", names.Select(static name => $"'{name}'"))} yet. "
        + "The cmdlet reports a matching heartbeat when it appears.";

    public static string NextLook(int heartbeats, TimeSpan left) =>
        $"Watching {DisplayText.Count(heartbeats, "heartbeat")}, next check in {Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s";

    private static string Seconds(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
