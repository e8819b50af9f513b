using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps;

/// <content>Messages about statuses, waiting and progress.</content>
internal static partial class Messages
{
    public const string ProgressDone = "Done";

    public static string ProgressCount(string count) => count + " done";

    public static string UnknownStatusMatchedNothing(IEnumerable<string> unknown, IEnumerable<string> known) =>
        $"No object has the status {Alternatives(unknown)}. This version of the module does not know this status. Check the spelling. "
        + $"The known statuses are {string.Join(", ", known)}.";

    public static string UnknownStatusAwaited(IEnumerable<string> unknown, IEnumerable<string> known) =>
        $"The cmdlet waits for the status {Alternatives(unknown)}, but this version of the module does not know this status. Check the spelling. "
        + $"The known statuses are {string.Join(", ", known)}.";

    public static string Waiting(int pending, int total, IEnumerable<string> wanted, TimeSpan? left) =>
        FormattableString.Invariant($"Waiting for {pending} of {total} objects to become {string.Join(" or ", wanted)}")
        + (left is { } time ? FormattableString.Invariant($", {Math.Ceiling(Math.Max(0, time.TotalSeconds))} s left") : "");

    public static string WaitContinues(string failure) => $"{failure} The cmdlet continues to wait.";

    public static string WaitTimedOut(int total, IReadOnlyCollection<(string Description, string? LastStatus)> pending) =>
        $"The wait timed out. {pending.Count} of {total} objects did not reach the requested status: "
        + string.Join(", ", pending.Select(item => $"{item.Description} ({item.LastStatus ?? "status unknown"})"))
        + ". Check these objects, or increase -TimeoutSec.";

    public static string WaitItemMissing(string item, string? hint) => $"{item}: the object does not exist, so the cmdlet stopped waiting for the object. {hint}".TrimEnd();

    public static string StatusOutOfReach(string item, string status, IEnumerable<string> wanted) =>
        $"{item}: the cmdlet stopped waiting, because the status is {status} and can no longer become {string.Join(" or ", wanted)}.";

    public static string DisabledHeartbeat(string? status) => $"{status ?? "not known"} (the heartbeat is disabled; to enable it, run Enable-CompassHeartbeat)";

    public const string NotInTime = "The service did not respond within the time limit. Increase -TimeoutSec.";

    public const string TeamsTookTooLong =
        "The service did not list the teams within the time limit. Specify the team's id instead of its name, or increase -TimeoutSec.";

    public const string LookTookTooLong = "The service did not respond before the time limit (-TimeoutSec) expired.";

    public static string ReasonOfWait(RequestWait wait) =>
        wait.IsThrottled ? "The service throttles this connection"
        : wait.StatusCode is { } status ? FormattableString.Invariant($"{wait.Operation} failed ({status})")
        : $"{wait.Operation} got no response";

    public static string NextAttempt(string reason, int seconds) => FormattableString.Invariant($"{reason}. The next attempt is in {seconds} s.");

    private static string Alternatives(IEnumerable<string> words) => string.Join(" or ", words.Select(static word => $"'{word}'"));
}
