using System;
using System.Globalization;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages of the cmdlets that run a script.</content>
internal static partial class Messages
{
    public const string ExitCodesContradict =
        "-IgnoreExitCode accepts every exit code, so -SuccessExitCode has no effect. Specify one of them.";

    public const string MaximumDurationWithoutKeepAlive = "-MaximumDuration limits -KeepAlive. Specify both, or neither.";

    public const string GiveMaximumDuration = "Specify a duration such as 30m or 2h, or omit the parameter.";

    public const string GiveWindowDuration = "Specify a duration such as 30m or 2h.";

    public const string GiveWindowRule = "A window needs at least one rule. New-CompassMaintenanceRule creates rules.";

    public const string WindowNotOpened = "Cannot open the maintenance window, so the script was not run";

    public static string RunInWindow(MaintenanceScope scope, TimeSpan duration) =>
        $"Run the script in a maintenance window for {Scope(scope)} of at most {DisplayText.Duration(duration)}.";

    public static string RunUnderHeartbeat(string name, string teamId) => $"Run the script and ping heartbeat '{name}' of team {teamId}.";

    public static string CleanupTimedOut(TimeSpan limit) =>
        string.Format(CultureInfo.InvariantCulture, "The request was not completed within {0:0} seconds.", limit.TotalSeconds);

    public static string WindowNotActive(string id, string? status, int seconds) =>
        $"Maintenance '{id}' is not active after {seconds} s (status: {status ?? "none"}), so the script was not run. "
        + "Compare the clocks with Test-CompassConnection, or increase -TimeoutSec.";

    public static string WindowCannotBecomeActive(string id, string status) =>
        $"Maintenance '{id}' is {status} and cannot become active, so the script was not run. "
        + "If the service's clock is ahead of this machine's clock (see Test-CompassConnection), correct the clock or specify a longer -Duration.";

    public static string WindowNotFoundActive(string id) => $"Maintenance '{id}' was opened, but its status is unknown, so the script was not run";

    public static string WindowLeftOpen(string id, string reason, string command) =>
        $"Maintenance '{id}' could not be ended early: {reason} It stays open until its end date. To end it: {command}";

    public static string WindowMayBeOpen(string? description, DateTimeOffset end, string? reason, string command) =>
        $"It is unknown whether the maintenance window{(string.IsNullOrEmpty(description) ? "" : $" '{description}'")} was created: {reason ?? "the list does not show it, but lists show new windows with a delay."} "
        + $"It may be open until {DisplayText.Instant(end)}. To check in a minute: {command}";

    public static string WindowEndedEarlier(string id, DateTimeOffset? end, bool extend) =>
        $"Maintenance '{id}' ended{(end is { } at ? " at " + DisplayText.Instant(at) : "")} before the script did. Alerts have not been muted since then. "
        + (extend ? "Specify a longer -Duration." : "Specify a longer -Duration, or -Extend.");

    public static string WindowCancelledEarlier(string id) =>
        $"Maintenance '{id}' was cancelled before the script ended. Alerts have not been muted since then.";

    public static string WindowKept(string id, int? exitCode, string command) =>
        $"The script failed{(exitCode is { } code ? $" (exit code {code})" : "")}, so maintenance '{id}' stays open until its end. To end it: {command}";

    public static string NotExtended(string id, DateTimeOffset end, string reason) =>
        $"Maintenance '{id}' could not be extended: {reason} It ends at {DisplayText.Instant(end)} unless a later attempt succeeds.";

    public static string ExtendedAgain(string id, DateTimeOffset end) =>
        $"Maintenance '{id}' was extended again, until {DisplayText.Instant(end)}.";

    public static string NotKeptAlive(string name, string reason) =>
        $"Heartbeat '{name}' could not be pinged while the script runs: {reason} The ping will be retried. Until it succeeds, the heartbeat may raise its alert.";

    public static string KeptAliveAgain(string name) => $"Heartbeat '{name}' was pinged again.";

    public static string NotPinged(string name, string reason) =>
        $"The script succeeded, but the ping of heartbeat '{name}' failed: {reason} The heartbeat may raise its alert.";

    public static string FailedByExitCode(int code) => $"The script's exit code is {code}, which counts as a failure.";

    public static string WindowEnded(string id) => $"Maintenance '{id}' was ended.";

    public static string NotPingedAfterExitCode(string name) =>
        $"Heartbeat '{name}' is not pinged. -SuccessExitCode sets the codes that mean success. -IgnoreExitCode accepts every code.";

    public static string NotPingedAfterError(string name) => $"The script failed: heartbeat '{name}' is not pinged.";
}
