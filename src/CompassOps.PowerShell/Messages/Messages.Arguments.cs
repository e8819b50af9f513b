namespace CompassOps;

/// <summary>
/// Contains all texts that the cmdlets show to users, grouped by area. Each error message says what failed, why, and what to do.
/// </summary>
internal static partial class Messages
{
    public const string PipedNull = "The pipeline passed a null value, which the cmdlet skipped. Check that all variables before the pipe are set.";

    public const string ForDefault = "Specify a value, or omit the empty parameter to use its default value.";
    public const string ForAll = "Specify a value, or omit the empty parameter to select all objects.";
    public const string GiveDuration = "Specify a duration such as 30m or 2h.";
    public const string GiveDate = "Specify a date such as 2026-12-24T22:00.";
    public const string GiveInterval = "Specify the interval as a whole number, 1 or more.";
    public const string GiveIntervalUnit = "Specify the unit of the interval: minutes, hours or days.";
    public const string GiveBoolean = "Specify true or false.";
    public const string GiveStatus = "Specify a status, or omit -Status to select all statuses.";
    public const string GiveStatusToWaitFor = "Specify a status to wait for.";

    public const string TeamAndGlobal = "-TeamId and -Global cannot be combined. Specify only one of the two.";

    public static string EmptyArgument(string parameter, string hint) => $"-{parameter} has no value. Perhaps a variable is not set. {hint}";

    public static string PipelineOnly(string cmdlet) => $"-InputObject accepts pipeline input only. Write '... | {cmdlet}'.";

    public const string RequestCancelled = "The request was cancelled.";

    public static string ItemError(string item, string message) => $"{item}: {message}";

    public static string Row(string number) => "Row " + number;

    public static string ConfirmationQuestion(string action) => action + " Continue?";

    public static string ConfirmationNeeded(string action) =>
        $"Nothing was changed, because this action needs confirmation and the session is not interactive: {action} "
        + "To skip the confirmation, specify -Force.";
}
