using System.Collections.Generic;

namespace CompassOps;

/// <content>Messages about mistakes in declaration files, and about the steps of a synchronization.</content>
internal static partial class Messages
{
    public const string FileIsUtf16 = "The file is encoded in UTF-16. Save the file as UTF-8.";
    public const string FileIsEmpty = "The file is empty. To declare no heartbeats and no windows, write {}.";
    public const string CommentInJson = "JSON does not allow comments. Remove the comment, or move its text into a description.";
    public const string TrailingComma = "There is a comma after the last item. Remove the comma.";

    public static string NotJson(string why) => "The file is not valid JSON: " + why;

    public static string NotATeamId(string id) => $"'{id}' is not a team's id. Specify only the id, not a name or an address.";

    public static string HeartbeatTwice(string name, int line) => $"The heartbeat '{name}' is declared twice in this team, first in line {line}. Remove one of the two.";

    public static string TeamTwice(string teamId, string place) => $"The team {teamId} is declared twice, first at {place}. Declare the team once, and merge its lists.";

    public static string HeartbeatTwiceInRows(string name, string place) =>
        $"The heartbeat '{name}' is declared twice in this team, first in {place}. Remove one of the two.";

    public static string Row(int number) => $"row {number}";

    public static string UnknownWord(string word, string what) => $"'{word}' is not {what}.";

    public const string AUnit = "a unit of an interval. Specify minutes, hours or days";
    public const string APriority = "a priority. Specify P1, P2, P3, P4 or P5";
    public const string TheDocument = "the document";
    public const string ATeam = "a team";
    public const string AHeartbeat = "a heartbeat";
    public const string ATag = "a tag";

    public static string MustBeObject(string what) => $"{what} must be an object in braces ({{ }}).";

    public static string PropertyTwice(string name) => $"'{name}' appears twice. Remove one of the two.";

    public static string PropertyEmpty(string name) => $"'{name}' is empty. Specify a value.";

    public static string MustBeCount(string name) => $"'{name}' must be a whole number, 1 or more, without quotation marks.";

    public static string MustBeBoolean(string name) => $"'{name}' must be true or false, without quotation marks.";

    public static string MustBeList(string name) => $"'{name}' must be a list in square brackets ([ ]).";

    public static string MustBeText(string name) => $"{name} must be text in quotation marks.";

    public static string NotText(string name) =>
        $"{name} contains an incomplete Unicode character, or bytes that are not UTF-8. Type the text again, and save the file as UTF-8.";

    public const string TagEmpty = "A tag is empty. Remove the empty tag.";

    public static string TagTwice(string tag) => $"The tag '{tag}' appears twice. Remove one of the two.";

    public static string Needs(string what, string name) => $"{what} needs '{name}'. Add this property.";

    public static string Spelling(string name, string meant) => $"'{name}' is not a known property. Write '{meant}'.";

    public static string NotAProperty(string name, string what, IEnumerable<string> known) =>
        $"'{name}' is not a property of {what}. The known properties are {string.Join(", ", known)}.";

    public const string LeaveOut = " If there is no value, remove the property.";
    public const string NoInterval = "The heartbeat has no interval, so it cannot be declared. Specify an interval.";

    public static string DocumentUnusable(int problems, int shown, string lines) =>
        $"The declaration contains {(problems == 1 ? "a mistake" : $"{problems} mistakes")}, so nothing was compared or changed."
        + $"{(problems > shown ? $" The first {shown} mistakes are:" : "")}\n{lines}";

    public static string StepCreate(string name, string teamId, object? desired) => $"Create heartbeat '{name}' in team {teamId} ({desired}).";

    public static string StepChange(string name, string teamId, string changes) => $"Change heartbeat '{name}' of team {teamId}: {changes}.";

    public static string StepRemove(string name, string teamId, object? actual) => $"Remove heartbeat '{name}' of team {teamId} ({actual}).";

    public static string StepLeave(string name, string teamId, object? actual) => $"Leave heartbeat '{name}' of team {teamId} unchanged ({actual}).";

    public static string FromTo(string? property, string from, string to) => $"{property} from {from} to {to}";

    public const string Nothing = "nothing";
    public const string None = "none";
    public const string Disabled = ", disabled";
    public const string WithoutInterval = "no interval";
}
