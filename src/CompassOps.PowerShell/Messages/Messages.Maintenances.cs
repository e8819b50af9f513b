using System;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about maintenance windows, rules and schedules.</content>
internal static partial class Messages
{
    public const string GiveTeamOrGlobal = "An empty team id does not mean all teams. Specify a team's id, or -Global for the windows of the whole organisation.";
    public const string MaintenanceIdEmpty = "The maintenance window's id is empty.";
    public const string GiveMaintenanceId = "Specify the id of a maintenance window.";
    public const string GiveMaintenanceIdOrList = "Specify the id of a maintenance window, or omit the parameter to list the windows.";
    public const string GiveRule = "A window needs at least one rule. New-CompassMaintenanceRule creates rules.";
    public const string GiveRuleLater = "Create a rule with New-CompassMaintenanceRule, or omit the parameter and pass the rules to New-CompassMaintenance.";
    public const string GiveEndOrDuration = "Specify a date, or use -Duration.";
    public const string GiveEndOrCount = "Specify a date, or use -Count.";
    public const string ForNow = "Omit the parameter to start now.";
    public const string WindowHasNoScope =
        "The window has no scope. Specify -TeamId for a team's window, or -Global for a window of all teams. The connection's default team is not used.";

    public const string WindowHasNoTeam = "The window's team id is empty. " + GiveTeamOrGlobal;
    public const string WindowHasNoEnd = "The window has no end. Specify -EndDate or -Duration.";
    public const string WindowHasNoStart = "The row has an EndDate but neither a StartDate nor a Duration, so the duration is unknown. Specify StartDate or Duration.";
    public const string StartDateEmpty = "The StartDate is empty. Specify a date, or omit StartDate to start the window now.";
    public const string EndAndDuration = "Specify -EndDate or -Duration, not both.";
    public const string NoMaintenanceChange = "There is nothing to change. Specify at least one of -Description, -StartDate, -EndDate, -Duration, -Rule.";
    public const string ActiveWindowOnlyEnd = "Only the end of an active window can be changed: specify -EndDate or -Duration alone.";
    public const string DatesUnknown = "The service does not return when the window starts and ends. Specify -StartDate and -EndDate.";
    public const string LookedAmongGlobal = "Only global windows were searched. Specify -TeamId for a team's window.";
    public const string RuleNeedsEntity = "A rule needs an entity. Specify -IntegrationId, -PolicyId or -SyncId.";
    public const string GiveIntegration = "Specify the id of an integration.";
    public const string GivePolicy = "Specify the id of a policy.";
    public const string GiveSync = "Specify the id of a sync.";
    public const string GiveCountOrUntil = "The schedule has no end. Specify -Count or -Until.";
    public const string GiveDurationOrEndAt = "Specify how long the windows last: either -Duration, or -EndAt for the time of day at which they end.";
    public const string GiveAnchorDate = "Specify the date from which -Every counts.";
    public const string GiveExceptions = "Specify the dates to skip, or omit the parameter to skip none.";
    public const string OffsetFromNumber =
        "-Offset needs Last or a day such as SecondTuesday in -Monthly. If -Monthly is a number, specify the number of the day that you mean, without -Offset.";

    public const string Maintenances = "Maintenance";
    public const string Schedule = "Schedule";

    public static string GiveAnchor(int every) => $"-Every {every} needs a date to count from. Specify it with -Anchor.";

    public static string Maintenance(string id) => $"Maintenance '{id}'";

    public static string Scope(MaintenanceScope scope) => scope.IsGlobal ? "all teams (global)" : "team " + scope.TeamId;

    public static string WindowOfTeam(string teamId) => $"The window belongs to team {teamId}, but -Global was specified. Omit -Global.";

    public static string WindowIsGlobal(string teamId) => $"The window is global, but -TeamId {teamId} was specified. Omit -TeamId.";

    public static string DurationNotPositive(TimeSpan? duration) => $"A window cannot last {duration}. Specify a duration above zero, such as 30m or 2h.";

    public static string EndContradictsDuration(DateTimeOffset end, DateTimeOffset computed) =>
        $"EndDate is {end:o}, but StartDate and Duration result in {computed:o}. Omit EndDate or Duration.";

    public static string EndOutOfRange(TimeSpan? duration, DateTimeOffset start) => $"A window that starts at {start:o} and lasts {duration} would end after the year 9999. Specify a shorter duration.";

    public static string WindowAlreadyPast(string id, DateTimeOffset? end) =>
        $"Maintenance '{id}' is already past{(end is { } date ? $" (it ended {DisplayText.Instant(date)})" : "")}, so it mutes nothing. Check its dates.";

    public static string WindowWouldBePast(string item, DateTimeOffset end) =>
        $"{item}: the window would be past already (it ends {DisplayText.Instant(end)}), so it would mute nothing. Check its dates.";

    public static string WindowExists(string item, DateTimeOffset start, DateTimeOffset end) => $"{item}: a window from {start:o} to {end:o} exists already.";

    public static string OpenWindow(MaintenanceScope scope, DateTimeOffset start, DateTimeOffset end) =>
        $"Open a maintenance window for {Scope(scope)}, {DisplayText.Instant(start)} to {DisplayText.Instant(end)}.";

    public static string NoGlobalWindow(string? defaultTeam) =>
        "No such global window was found. A team may have an active window, but this list does not contain windows of teams. To list them, specify -TeamId"
        + (defaultTeam is null ? "." : $", such as -TeamId {DisplayText.Argument(defaultTeam)}.") + " Specify -Global to hide this hint.";

    public static string ChangeWindow(string id, MaintenanceScope scope) => $"Change maintenance window {id} of {Scope(scope)}.";

    public static string StopWindow(string id, MaintenanceScope scope) => $"Stop maintenance window {id} of {Scope(scope)}.";

    public static string PlannedWindow(string id, string command) =>
        $"Maintenance '{id}' is only planned, and was piped, so it was not cancelled. To cancel planned windows too, specify -Force. To cancel only this one: {command}";

    public static string ActiveWindowNotDeleted(string command) => $"The service does not delete an active window. To end it: {command}";

    public static string RemoveWindow(string id, MaintenanceScope scope) => $"Remove maintenance window {id} of {Scope(scope)}.";

    public static string ForDefaultState(string state) => $"Omit the parameter to use {state}.";

    public static string RuleIdEmpty(string type) => $"The id of the rule's {type} is empty.";

    public static string RuleCannotEnable(string type, string id) =>
        $"A maintenance window cannot enable the {type} '{id}', because it can enable only policies. Use -State Disabled or NoMaintenance.";
}
