using System.Collections.Generic;

namespace CompassOps;

/// <content>Messages about raw requests: requests to addresses without a specific client method.</content>
internal static partial class Messages
{
    public const string PathIsEmpty = "it is empty";
    public const string PathIsAbsolute = "it is an absolute address";
    public const string PathIsNoAddress = "it is not a valid path";
    public const string PathHasEmptySegment = "it contains an empty segment (//)";
    public const string PathHasBadEncoding = "its percent-encoding is incomplete or not UTF-8; write a percent sign as %25";
    public const string PathHasHiddenSlash = "it contains a backslash, an encoded slash, or a character that looks like a slash, backslash, dot or percent sign";
    public const string PathHasBadCharacter = "it contains a character that has to be percent-encoded, or a control character";
    public const string PathIsEncodedTwice = "it is percent-encoded twice";
    public const string PathClimbs = "it contains '.' or '..', which leads out of the base address";

    public const string NotANumberOfJson = "The body contains NaN or an infinite number, which JSON does not support. Remove it.";
    public const string ListByGetOnly = "Only a GET request can read all pages of a list. Use the method GET, or do not request all pages.";
    public const string CheckBeforeSending = "Check whether the service carried out the request before you send it again.";

    public static string MayBeCarriedOut(string failure) => $"{failure}; it is unknown whether the service carried out the request";

    public static string BadPath(string path, string why) =>
        $"The path '{path}' is not valid: {why}. Specify a path below the base address, such as v1/alerts.";

    public static string BadMethod(string method, IEnumerable<string> methods) => $"The method {method} is not supported. Specify {string.Join(", ", methods)}.";

    public static string BodyNotPossible(string method) => $"A {method} request has no body. Specify the values in the query, or another method.";

    public static string BodyIsNoJson(string? place) => $"The body is not JSON{place}. Correct the text.";

    public static string LineAndPosition(long line, long? position) => $" (line {line}, position {position})";
}
