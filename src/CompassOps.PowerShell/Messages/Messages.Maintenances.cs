using System;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about maintenance windows, rules and schedules.</content>
internal static partial class Messages
{
    public const string GiveTeamOrGlobal =
        "An empty team id does not mean all teams. Specify a team's id, or specify -Global for windows that apply to all teams.";

    public const string MaintenanceIdEmpty = "The maintenance window's id is empty. Specify the id of a maintenance window.";
    public const string GiveMaintenanceId = "Specify the id of a maintenance window.";
    public const string GiveMaintenanceIdOrList = "Specify the id of a maintenance window, or omit -Id to list all windows.";
    public const string GiveRule = "A window needs at least one rule. To create a rule, run New-CompassMaintenanceRule.";
    public const string GiveRuleLater =
        "Create a rule with New-CompassMaintenanceRule, or omit -Rule and specify the rules when you run New-CompassMaintenance.";

    public const string GiveEndOrDuration = "Specify the end as a date, or use -Duration.";
    public const string GiveEndOrCount = "Specify the end of the schedule as a date, or use -Count.";
    public const string ForNow = "Specify a date, or omit -StartDate to start now.";
    public const string WindowHasNoScope =
        "The window has no scope. Specify -TeamId for a team's window, or -Global for a window that applies to all teams. "
        + "This cmdlet does not use the connection's default team.";

    public const string WindowHasNoTeam = "The window's team id is empty. " + GiveTeamOrGlobal;
    public const string WindowHasNoEnd = "The window has no end. Specify -EndDate or -Duration.";
    public const string WindowHasNoStart =
        "The duration of the new window is unknown, because the piped object has no StartDate and no Duration. "
        + "Specify -Duration or -EndDate.";

    public const string StartDateEmpty = "The StartDate is empty. Specify a date, or omit StartDate to start the window now.";
    public const string EndAndDuration = "-EndDate and -Duration cannot be combined. Specify only one of the two.";
    public const string NoMaintenanceChange =
        "No change was specified. Specify at least one of -Description, -StartDate, -EndDate, -Duration, -Rule.";

    public const string ActiveWindowOnlyEnd = "If the window is active, only the window's end can be changed. Specify only -EndDate or -Duration.";
    public const string DatesUnknown = "The service did not return the start or the end of the window. Specify -StartDate and -EndDate.";
    public const string LookedAmongGlobal = "The cmdlet searched only global windows. Specify -TeamId for a team's window.";
    public const string RuleNeedsEntity = "A rule needs an entity. Specify -IntegrationId, -PolicyId or -SyncId.";
    public const string GiveIntegration = "Specify the id of an integration.";
    public const string GivePolicy = "Specify the id of a policy.";
    public const string GiveSync = "Specify the id of a sync.";
    public const string GiveCountOrUntil = "The schedule has no end. Specify -Count or -Until.";
    public const string GiveDurationOrEndAt =
        "Specify either -Duration or -EndAt, but not both. -EndAt is the time of day at which the windows end.";

    public const string GiveAnchorDate = "Specify the date from which the cmdlet counts the days, weeks or months for -Every.";
    public const string GiveExceptions = "Specify the dates to skip, or omit -Except to skip no dates.";
    public const string OffsetFromNumber =
        "-Offset is allowed only if -Monthly is Last or a day such as SecondTuesday. "
        + "If -Monthly is a number, specify the number of the day that you mean, and omit -Offset.";

    public const string Maintenances = "Maintenance";
    public const string Schedule = "Schedule";

    public static string GiveAnchor(int every) => $"-Every {every} needs a date from which to count. Specify this date with -Anchor.";

    public static string Maintenance(string id) => $"Maintenance window '{id}'";

    public static string Scope(MaintenanceScope scope) => scope.IsGlobal ? "all teams (global)" : "team " + scope.TeamId;

    public static string WindowOfTeam(string teamId) => $"The window belongs to team {teamId}, but -Global was specified. Omit -Global.";

    public static string WindowIsGlobal(string teamId) => $"The window is global, but -TeamId {teamId} was specified. Omit -TeamId.";

    public static string DurationNotPositive(TimeSpan? duration) => $"A window cannot last {duration}. Specify a duration above zero, such as 30m or 2h.";

    public static string EndContradictsDuration(DateTimeOffset end, DateTimeOffset computed) =>
        $"EndDate is {end:o}, but StartDate and Duration result in {computed:o}. Omit EndDate or Duration.";

    public static string EndOutOfRange(TimeSpan? duration, DateTimeOffset start) =>
        $"A window that starts at {start:o} and lasts {duration} would end after the year 9999. Specify a shorter duration.";

    public static string WindowAlreadyPast(string id, DateTimeOffset? end) =>
        $"Maintenance window '{id}' is already past{(end is { } date ? $" (it ended {DisplayText.Instant(date)})" : "")}, so it mutes no alerts. "
        + "Check the dates of the window.";

    public static string WindowWouldBePast(string item, DateTimeOffset end) =>
        $"{item}: the window would be past already (it ends {DisplayText.Instant(end)}), so it would mute no alerts. "
        + "Check the dates of the window.";

    public static string WindowExists(string item, DateTimeOffset start, DateTimeOffset end) =>
        $"{item}: the window was skipped, because a window from {start:o} to {end:o} already exists.";

    public static string OpenWindow(MaintenanceScope scope, DateTimeOffset start, DateTimeOffset end) =>
        $"Open a maintenance window for {Scope(scope)}, from {DisplayText.Instant(start)} to {DisplayText.Instant(end)}.";

    public static string NoGlobalWindow(string? defaultTeam) =>
        "No matching global window was found. The cmdlet did not search the windows of teams. To list the windows of a team, specify -TeamId"
        + (defaultTeam is null ? "." : $", such as -TeamId {DisplayText.Argument(defaultTeam)}.") + " To hide this hint, specify -Global.";

    public static string ChangeWindow(string id, MaintenanceScope scope) => $"Change maintenance window {id} of {Scope(scope)}.";

    public static string StopWindow(string id, MaintenanceScope scope) => $"Stop maintenance window {id} of {Scope(scope)}.";

    public static string PlannedWindow(string id, string command) =>
        $"Maintenance window '{id}' was not cancelled, because it is planned and came from the pipeline. "
        + $"To cancel piped planned windows too, specify -Force. To cancel only this window, run: {command}";

    public static string ActiveWindowNotDeleted(string command) => $"An active window cannot be deleted. To end the window, run: {command}";

    public static string RemoveWindow(string id, MaintenanceScope scope) => $"Remove maintenance window {id} of {Scope(scope)}.";

    public static string ForDefaultState(string state) => $"Specify a state, or omit -State to use {state}.";

    public static string RuleIdEmpty(string type) => $"The id of the rule's {type} is empty. Specify an id.";

    public static string RuleCannotEnable(string type, string id) =>
        $"A maintenance window cannot enable the {type} '{id}', because windows can enable only policies. "
        + "Use -State Disabled or -State NoMaintenance.";
}
