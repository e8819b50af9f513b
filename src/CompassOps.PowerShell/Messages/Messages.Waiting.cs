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
        $"No object has the status {Alternatives(unknown)}, which this version of the module does not know. The known statuses are {string.Join(", ", known)}.";

    public static string UnknownStatusAwaited(IEnumerable<string> unknown, IEnumerable<string> known) =>
        $"This version of the module does not know the status {Alternatives(unknown)}, but waits for it. The known statuses are {string.Join(", ", known)}.";

    public static string Waiting(int pending, int total, IEnumerable<string> wanted, TimeSpan? left) =>
        FormattableString.Invariant($"Waiting for {pending} of {total} to be {string.Join(" or ", wanted)}")
        + (left is { } time ? FormattableString.Invariant($", {Math.Ceiling(Math.Max(0, time.TotalSeconds))} s left") : "");

    public static string WaitContinues(string failure) => $"{failure} The wait continues.";

    public static string WaitTimedOut(int total, IReadOnlyCollection<(string Description, string? LastStatus)> pending) =>
        $"The wait timed out. {pending.Count} of {total} did not reach the status: "
        + string.Join(", ", pending.Select(item => $"{item.Description} ({item.LastStatus ?? "status not read"})")) + ".";

    public static string WaitItemMissing(string item, string? hint) => $"{item}: it does not exist, so there is nothing to wait for. {hint}".TrimEnd();

    public static string StatusOutOfReach(string item, string status, IEnumerable<string> wanted) =>
        $"{item}: its status is {status}, and cannot become {string.Join(" or ", wanted)} any more.";

    public static string DisabledHeartbeat(string? status) => $"{status ?? "not known"}, because it is disabled (Enable-CompassHeartbeat enables it)";

    public const string NotInTime = "The service did not respond within the time limit (-TimeoutSec).";

    public const string TeamsTookTooLong =
        "The service did not list the teams within the time limit (-TimeoutSec). Specify the id of a team instead of its name, or increase -TimeoutSec.";

    public const string LookTookTooLong = "The service did not respond before the time limit expired.";

    public static string ReasonOfWait(RequestWait wait) =>
        wait.IsThrottled ? "The service throttles this connection"
        : wait.StatusCode is { } status ? FormattableString.Invariant($"{wait.Operation} failed ({status})")
        : $"{wait.Operation} got no response";

    public static string NextAttempt(string reason, int seconds) => FormattableString.Invariant($"{reason}; next attempt in {seconds} s.");

    private static string Alternatives(IEnumerable<string> words) => string.Join(" or ", words.Select(static word => $"'{word}'"));
}
