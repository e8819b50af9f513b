using System.Collections.Generic;

namespace CompassOps;

/// <content>Messages about raw requests, for which the caller specifies the method and the path.</content>
internal static partial class Messages
{
    public const string PathIsEmpty = "is empty";
    public const string PathIsAbsolute = "is an absolute address";
    public const string PathIsNoAddress = "is not a valid path";
    public const string PathHasEmptySegment = "contains an empty segment (//)";
    public const string PathHasBadEncoding = "has a percent-encoding that is incomplete or not UTF-8 (write a percent sign as %25)";
    public const string PathHasHiddenSlash =
        "contains a backslash, an encoded slash, or a character that looks like a slash, backslash, dot or percent sign";

    public const string PathHasBadCharacter = "contains a control character, or another character that needs percent-encoding";
    public const string PathIsEncodedTwice = "is percent-encoded twice";
    public const string PathClimbs = "contains '.' or '..' as a segment, which can lead outside the base address";

    public const string NotANumberOfJson = "The body contains NaN or an infinite number, which JSON does not support. Remove this number.";
    public const string ListByGetOnly = "Only a GET request can read all pages of a list. Use the method GET, or do not request all pages.";
    public const string CheckBeforeSending = "Before you send the request again, check whether the service carried it out.";

    public static string MayBeCarriedOut(string failure) => $"{failure}. It is unknown whether the service carried out the request";

    public static string BadPath(string path, string why) =>
        $"The path '{path}' {why}. Specify a path below the base address, such as v1/alerts.";

    public static string BadMethod(string method, IEnumerable<string> methods) => $"The method {method} is not supported. Specify one of {string.Join(", ", methods)}.";

    public static string BodyNotPossible(string method) => $"A {method} request has no body. Specify the values in the query, or use another method.";

    public static string BodyIsNoJson(string? place) => $"The text of the body is not valid JSON{place}. Correct the text.";

    public static string LineAndPosition(long line, long? position) => $" (line {line}, position {position})";
}
