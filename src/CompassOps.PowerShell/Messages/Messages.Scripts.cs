using System;
using System.Globalization;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages of the cmdlets that run a script.</content>
internal static partial class Messages
{
    public const string ExitCodesContradict =
        "-IgnoreExitCode accepts every exit code, so -SuccessExitCode has no effect. Specify only one of the two.";

    public const string MaximumDurationWithoutKeepAlive =
        "-MaximumDuration was specified without -KeepAlive. Specify -KeepAlive too, or omit -MaximumDuration.";

    public const string GiveMaximumDuration = "Specify a duration such as 30m or 2h, or omit -MaximumDuration.";

    public const string GiveWindowDuration = "Specify a duration such as 30m or 2h.";

    public const string GiveWindowRule = "A window needs at least one rule. To create a rule, run New-CompassMaintenanceRule.";

    public const string WindowNotOpened = "Cannot open the maintenance window, so the script was not run";

    public static string RunInWindow(MaintenanceScope scope, TimeSpan duration) =>
        $"Run the script in a maintenance window of at most {DisplayText.Duration(duration)} for {Scope(scope)}.";

    public static string RunUnderHeartbeat(string name, string teamId) => $"Run the script and ping heartbeat '{name}' of team {teamId}.";

    public static string CleanupTimedOut(TimeSpan limit) =>
        string.Format(CultureInfo.InvariantCulture, "The request was not completed within {0:0} seconds.", limit.TotalSeconds);

    public static string WindowNotActive(string id, string? status, int seconds) =>
        $"Maintenance window '{id}' is not active after {seconds} s (status: {status ?? "none"}), so the script was not run. "
        + "Increase -TimeoutSec, or compare this machine's clock with the service's clock (Test-CompassConnection).";

    public static string WindowCancelledAtOnce(string id) =>
        $"Maintenance window '{id}' was cancelled before it became active, so the script was not run. To open another window, run the command again.";

    public static string WindowCannotBecomeActive(string id, string status) =>
        $"Maintenance window '{id}' is {status} and cannot become active, so the script was not run. "
        + "Check with Test-CompassConnection whether the service's clock is ahead of this machine's clock. "
        + "If the service's clock is ahead, correct this machine's clock, or specify a longer -Duration.";

    public static string WindowNotFoundActive(string id) => $"Maintenance window '{id}' was opened, but its status is unknown, so the script was not run";

    public static string WindowLeftOpen(string id, string reason, string command) =>
        $"Maintenance window '{id}' could not be ended early: {reason} The window stays open until its end date. To end the window now, run: {command}";

    public static string WindowMayBeOpen(string? description, DateTimeOffset end, string? reason, string command) =>
        $"It is unknown whether the maintenance window{(string.IsNullOrEmpty(description) ? "" : $" '{description}'")} was created: "
        + (reason ?? "the list of the service does not show the window, and the list shows new windows only after a delay.")
        + $" If the window was created, it stays open until {DisplayText.Instant(end)}. "
        + $"Wait one minute. Then, to check whether the window exists, run: {command}";

    public static string WindowEndedEarlier(string id, DateTimeOffset? end, bool extend) =>
        $"Maintenance window '{id}' ended{(end is { } at ? " at " + DisplayText.Instant(at) : "")} before the script ended. "
        + "Alerts have not been muted since the end of the window. "
        + (extend ? "Specify a longer -Duration." : "Specify a longer -Duration, or -Extend.");

    public static string WindowCancelledEarlier(string id) =>
        $"Maintenance window '{id}' was cancelled before the script ended. Alerts have not been muted since the window was cancelled.";

    public static string WindowKept(string id, int? exitCode, string command) =>
        $"The script failed{(exitCode is { } code ? $" (exit code {code})" : "")}. "
        + $"Because of -KeepOnFailure, maintenance window '{id}' stays open until its end date. To end the window now, run: {command}";

    public static string NotExtended(string id, DateTimeOffset end, string reason) =>
        $"Maintenance window '{id}' could not be extended: {reason} If no later attempt succeeds, the window ends at {DisplayText.Instant(end)}.";

    public static string ExtendedAgain(string id, DateTimeOffset end) =>
        $"Maintenance window '{id}' was extended until {DisplayText.Instant(end)}. An earlier attempt to extend the window had failed.";

    public static string NotKeptAlive(string name, string reason) =>
        $"The script is running, but heartbeat '{name}' could not be pinged: {reason} "
        + "The cmdlet retries the ping. Until a ping succeeds, the service does not know that the script is running.";

    public static string KeptAliveAgain(string name) => $"After a failed ping, heartbeat '{name}' was pinged successfully.";

    public static string NotPinged(string name, string reason) =>
        $"The script succeeded, but the ping of heartbeat '{name}' failed: {reason} The heartbeat can raise its alert. "
        + "To prevent the alert, run Invoke-CompassHeartbeatPing.";

    public static string PingedNothing(string reason) =>
        $"The script succeeded, but the ping reached no heartbeat: {reason} Therefore no alert is raised if the script no longer runs. "
        + "To create the heartbeat, run New-CompassHeartbeat.";

    public static string FailedByExitCode(int code) => $"The script failed, because its exit code is {code}.";

    public static string WindowEnded(string id) => $"Maintenance window '{id}' was ended.";

    public static string NotPingedAfterExitCode(string name) =>
        $"Heartbeat '{name}' is not pinged. To accept this exit code as success, use -SuccessExitCode. To accept every exit code, use -IgnoreExitCode.";

    public static string NotPingedAfterError(string name) => $"The script failed, so heartbeat '{name}' is not pinged.";
}
