using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string BodyNotJson = "The request body is not valid JSON.";

    public const string BodyNotUtf8 = "The request body is not valid UTF-8.";

    public const string ByOrTo = "The request needs either field 'by' or field 'to', but not both.";

    public const string DelayRequired =
        "Field 'delay' is required, because this fault closes the port until the delay ends. "
        + "Without a delay, the port would stay closed, and no request could clear the fault.";

    public const string EndAfterStart = "Field 'endDate' must be after field 'startDate'.";

    public const string NameControl = "Field 'name' cannot contain control characters.";

    public const string NameFixed = "The name of a heartbeat cannot be changed.";

    public const string NameRequired = "Query parameter 'name' is required.";

    public const string RulesEmpty = "Field 'rules' must have at least one rule.";

    public const string TypeUnknown = "Query parameter 'type' must be 'all', 'non-expired' or 'past'.";

    public static string BodyNotObject(string where) =>
        $"{(where.Length == 0 ? "The request body" : where.TrimEnd('.'))} must be an object.";

    public static string FieldUnknown(string field, IEnumerable<string> known) =>
        $"Field '{field}' is unknown. The known fields are {string.Join(", ", known)}.";

    public static string FieldTwice(string field) => $"Field '{field}' appears twice.";

    public static string FieldMissing(string field) => $"Field '{field}' is required.";

    public static string FieldNull(string field) => $"Field '{field}' cannot be null.";

    public static string FieldBlank(string field) => $"Field '{field}' cannot be blank.";

    public static string FieldLong(string field, int maximum) => $"Field '{field}' can have at most {maximum} characters.";

    public static string FieldWord(string field, IEnumerable<string> words) => $"Field '{field}' must be one of {string.Join(", ", words)}.";

    public static string FieldWholeNumber(string field, int minimum) =>
        FormattableString.Invariant($"Field '{field}' must be a whole number, {minimum} or more.");

    public static string FieldNumber(string field) => $"Field '{field}' must be a number.";

    public static string FieldTruth(string field) => $"Field '{field}' must be true or false.";

    public static string FieldInstant(string field) => $"Field '{field}' must be an ISO 8601 date and time such as 2023-12-11T11:37:40.501Z.";

    public static string FieldDuration(string field) => $"Field '{field}' must be a duration such as 500ms, 30s, 10m, 2h, 1d or 1.12:30:00.";

    public static string FieldObject(string field) => $"Field '{field}' must be an object.";

    public static string FieldText(string field) => $"Field '{field}' must be text.";

    public static string FieldSurrogate(string field) => $"Field '{field}' contains an incomplete Unicode character (half of a surrogate pair).";

    public static string FieldList(string field) => $"Field '{field}' must be a list.";

    public static string FieldItems(string field, int maximum) => $"Field '{field}' can have at most {maximum} items.";

    public static string FieldItemLength(string field, int maximum) =>
        $"Each item of field '{field}' must have 1 to {maximum} characters and cannot be blank.";

    public static string ParameterTwice(string name) => $"Query parameter '{name}' appears twice.";

    public static string ParameterNumber(string name, int minimum) =>
        FormattableString.Invariant($"Query parameter '{name}' must be a whole number, {minimum} or more.");
}
