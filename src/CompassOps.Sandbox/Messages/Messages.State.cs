using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string NotAFile = "this path is not a regular file. Choose the path of a regular file, or a path that does not exist yet.";

    public const string NotJson = "the state file is not valid JSON.";

    public const string NotUtf8 = "the state file is not valid UTF-8 text.";

    public const string NodeFile = "The file";

    public const string NodeNoTeam = "'teams' must have at least one team.";

    public const string NodeLastPing = "'lastPing' is required if 'status' is Responsive.";

    public const string NodeEnd = "'endDate' must be after 'startDate'.";

    public const string NodeNoRule = "'rules' must have at least one rule.";

    public const string NodeEnabled = "a rule cannot enable integrations or syncs. Use 'disabled' or 'noMaintenance'.";

    public const string NodeBlank = "this value cannot be blank.";

    public static string NewerFormat(int format) => FormattableString.Invariant(
        $"this sandbox cannot read the newer format {format} of the state file. Update the sandbox, or choose another state file.");

    public static string NodeItem(string of) => $"An item of {of}";

    public static string NodeObject(string node) => $"{node} must be an object.";

    public static string NodeLacks(string node, string field) => $"{node} lacks the field '{field}'.";

    public static string NodeUnknown(string field, IEnumerable<string> known) =>
        $"'{field}' is not a known field of this object. The known fields are {string.Join(", ", known)}.";

    public static string NodeText(string node) => $"{node} must be text.";

    public static string NodeTruth(string node) => $"{node} must be true or false.";

    public static string NodeNumber(string node, int minimum) => FormattableString.Invariant($"{node} must be a whole number, {minimum} or more.");

    public static string NodeInstant(string node) => $"{node} must be an ISO 8601 date and time such as 2023-12-11T11:37:40.501Z.";

    public static string NodeSpan(string node) => $"{node} must be a time span such as 1.12:30:00.";

    public static string NodeWord(string node, IEnumerable<string> words) => $"{node} must be one of {string.Join(", ", words)}.";

    public static string NodeList(string node) => $"{node} must be a list.";

    public static string NodeTwice(string name) => $"'{name}' appears twice.";

    public static string StateInUse(string reason) =>
        "another sandbox uses this state file, or the folder of the file is not writable. "
        + $"Stop the other sandbox, or choose another path. {reason}";

    public static string NotStored(string reason) => $"the state file could not be written, so the sandbox undid the last change. {reason}";
}
