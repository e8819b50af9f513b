namespace CompassOps;

/// <summary>
/// Contains all texts of the cmdlets that users read, grouped by area. Each error says what failed, why, and what to do.
/// </summary>
internal static partial class Messages
{
    public const string PipedNull = "The pipeline passed a null value, which was skipped (is a variable unset?).";

    public const string ForDefault = "Omit the parameter to use the default.";
    public const string ForAll = "Omit the parameter to select all.";
    public const string GiveDuration = "Specify a duration such as 30m or 2h.";
    public const string GiveDate = "Specify a date.";
    public const string GiveInterval = "Specify a whole number, 1 or more.";
    public const string GiveIntervalUnit = "Specify minutes, hours or days.";
    public const string GiveBoolean = "Specify true or false.";
    public const string GiveStatus = "Specify a status, or omit the parameter to select all.";
    public const string GiveStatusToWaitFor = "Specify a status to wait for.";

    public const string TeamAndGlobal = "Specify -TeamId or -Global, not both.";

    public static string EmptyArgument(string parameter, string hint) => $"-{parameter} has no value (is a variable unset?). {hint}";

    public static string PipelineOnly(string cmdlet) => $"-InputObject accepts pipeline input only. Write '... | {cmdlet}'.";

    public const string RequestCancelled = "The request was cancelled.";

    public static string ItemError(string item, string message) => $"{item}: {message}";

    public static string Row(string number) => "Row " + number;

    public static string ConfirmationQuestion(string action) => action + " Continue?";

    public static string ConfirmationNeeded(string action) =>
        $"{action} This needs confirmation, and the shell is not interactive. Specify -Force to skip the confirmation. Nothing was changed.";
}
