using System;
using System.Collections;
using System.Globalization;
using System.Linq;

namespace CompassOps;

/// <content>Messages about values that cannot be converted.</content>
internal static partial class Messages
{
    private const string DurationForms = "Write a duration such as 30m, 2h, 1d, 4w, 1h30m or 2:00 (hours:minutes).";

    public static string NotADuration(object value) => $"'{Shown(value)}' is not a duration. {DurationForms}";

    public static string NegativeDuration(TimeSpan time) => $"'{time}' is negative, but a duration cannot be negative. {DurationForms}";

    public const string EmptyDate = "A date is empty. Write a date such as 2026-12-24T22:00, or omit the empty parameter or column.";

    public static string NotADate(object value) =>
        $"'{Shown(value)}' is not a date. Write a date as 2026-12-24T22:00 (local time) or 2026-12-24T22:00:00Z (UTC), or use Get-Date.";

    public static string DateOutOfRange(DateTime time) => $"The date '{time:o}' is outside the years 1 to 9999 in UTC. Specify a date in this range.";

    public static string NotAWholeNumber(string? text) => $"'{text}' is not a whole number. Specify a whole number such as 5.";

    public static string NumberOutOfRange(string? text) => $"'{text}' is out of range. Specify a whole number from 1 to 2147483647.";

    public static string NotABoolean(object value) => $"'{Shown(value)}' is neither true nor false. Specify true or false.";

    public static string NotAnIdentity(string type) =>
        $"A value of the type {type} is neither a name nor an id. Specify the name or id as text, or pipe the object to the cmdlet.";

    public static string NotATeam(string text) =>
        $"'{text}' does not identify a team. Specify the team's id, its ARI (ari:cloud:identity::team/...) or the address of its page.";

    public static string SeveralTeams(int count) => $"The value contains {count} teams, but only one team is allowed. Specify one team.";

    public static string ObjectWithoutTeamId(object value) =>
        $"'{Shown(value)}' does not identify a team, because it has no TeamId. Specify a team's id, or pipe the output of Get-CompassTeam.";

    public const string NotAHeartbeat =
        "The piped object has no Name, so it is not a heartbeat. Pipe the output of Get-CompassHeartbeat, or objects with a Name.";

    public static string ColumnsNotUsed(string[] columns, string cmdlet, string[] taken) =>
        $"The cmdlet {cmdlet} ignores {(columns.Length == 1 ? "the column" : "the columns")} {List(columns)}. "
        + $"The columns that the cmdlet uses are {List(taken)}.";

    public const string ListTooDeep = "A list contains itself or has too many nested levels. Specify a list with fewer levels.";

    public static string SeveralWords(string text) => $"'{text}' contains several values, but only one value is allowed. Specify one value.";

    public static string NotOneItem(int count) => $"The value is a list of {count} items, but only one item is allowed. Specify one item.";

    public static string NotOneOf(object? value, string[] names) => $"'{Shown(value)}' is not a valid value. Specify one of {string.Join(", ", names)}.";

    public static string TypeNameAsTags(string text) =>
        $"'{text}' is the name of a type, not a list of tags. Export-Csv writes the type name if a property contains an array. "
        + "In the CSV file, replace the type name with the tags, separated by commas.";

    public static string TagWithBlanks(string cell) =>
        $"The tags '{cell}' contain spaces, but only commas and semicolons separate tags. Write commas between the tags. "
        + "If a tag itself contains spaces, put the tag in quotation marks.";

    public const string RuleIsNull = "One of the rules is null. Check whether a variable is not set, or remove the null value.";

    public static string RuleIncomplete(string missing) =>
        $"A maintenance rule has no {missing}. Specify State, EntityType and EntityId for each rule.";

    public static string NotARule(object value) =>
        $"'{Shown(value)}' is not a maintenance rule. Create a rule with New-CompassMaintenanceRule, "
        + "or specify @{ State = 'disabled'; EntityType = 'integration'; EntityId = '...' } or the text 'disabled integration <id>'.";

    private static string List(string[] words) => words.Length == 1
        ? words[0]
        : string.Join(", ", words.Take(words.Length - 1)) + " and " + words[words.Length - 1];

    // Returns a value as text. The text of a list contains the items, because the name of a list type does not help the user. For example,
    // PowerShell passes the argument 1,5h as a list of two items.
    private static string? Shown(object? value) => value is IEnumerable items and not (string or IDictionary)
        ? string.Join(", ", items.Cast<object?>())
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
