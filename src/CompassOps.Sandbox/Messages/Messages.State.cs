using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string NotAFile = "this is not a file. Choose the path of a regular file, or a path that does not exist yet.";

    public const string NotJson = "this is not JSON.";

    public const string NotUtf8 = "this is not text in UTF-8.";

    public const string NodeFile = "The file";

    public const string NodeNoTeam = "there must be at least one team.";

    public const string NodeLastPing = "'lastPing' is required if the status is Responsive.";

    public const string NodeEnd = "'endDate' must be after 'startDate'.";

    public const string NodeNoRule = "there must be at least one rule.";

    public const string NodeEnabled = "integrations and syncs cannot be enabled.";

    public const string NodeBlank = "this must not be blank.";

    public static string NewerFormat(int format) => FormattableString.Invariant($"the format {format} belongs to a newer version of the sandbox.");

    public static string NodeItem(string of) => $"An item of {of}";

    public static string NodeObject(string node) => $"{node} must be an object.";

    public static string NodeLacks(string node, string field) => $"{node} lacks '{field}'.";

    public static string NodeUnknown(string field, IEnumerable<string> known) => $"'{field}' is not a known field of this object. The known fields are {string.Join(", ", known)}.";

    public static string NodeText(string node) => $"{node} must be text.";

    public static string NodeTruth(string node) => $"{node} must be true or false.";

    public static string NodeNumber(string node, int minimum) => FormattableString.Invariant($"{node} must be a whole number, {minimum} or more.");

    public static string NodeInstant(string node) => $"{node} must be an ISO 8601 date and time such as 2023-12-11T11:37:40.501Z.";

    public static string NodeSpan(string node) => $"{node} must be a timespan such as 1.12:30:00.";

    public static string NodeWord(string node, IEnumerable<string> words) => $"{node} must be one of {string.Join(", ", words)}.";

    public static string NodeList(string node) => $"{node} must be a list.";

    public static string NodeTwice(string name) => $"'{name}' appears twice.";

    public static string StateInUse(string reason) => $"another sandbox uses this file, or its folder is not writable. {reason}";

    public static string NotStored(string reason) => $"the state cannot be written, and the change was undone. {reason}";
}
