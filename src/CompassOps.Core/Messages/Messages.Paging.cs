using System;

namespace CompassOps;

/// <content>Messages about lists whose next page cannot be read.</content>
internal static partial class Messages
{
    public static string ListIncomplete(string operation, string why) => $"{operation}: the list is incomplete, because {why}";

    public static string BadLink(string? why) => $"the link to the list's next page {why}";

    public const string ReportPaging =
        "Check whether a proxy changes the responses of the service. If not, report this error to the owner of the service.";

    public const string LinkIsNoAddress = "is not an address";
    public const string LinkHasOtherScheme = "leads to an address with another scheme, for example http instead of https";
    public const string LinkHasOtherHost = "leads to an address on another host";
    public const string LinkLeavesBasePath = "leads to a path outside the base address";
    public const string LinkHasBadCharacters = "contains characters that an address cannot contain";
    public const string LinkLeadsBack = "the link to the list's next page leads back to a page that was already read";

    public const string ListRepeats = "reading stopped after several pages that were empty or only repeated objects of earlier pages";

    public static string ListHasTooManyPages(int most) =>
        FormattableString.Invariant($"the list has more than {most:N0} pages, the maximum for this operation");

    public static string ListIsTooLong(long most) =>
        FormattableString.Invariant($"the list has more than {most:N0} objects, the maximum for this operation");

    public const string ListIsNoList = "the body is neither a JSON object nor a JSON array";
    public const string ValuesAreNoArray = "the values of the list are not a JSON array";
    public const string ListHasNoValues = "the JSON object has no field that contains the list, such as 'values'";
    public const string LinkIsNoText = "the link to the list's next page is not text";

    public static string NotAnObject(string what) => $"{what} is not a JSON object";

    public static string Missing(string what, string field) => $"{what} has no {field}";

    public static string UnknownEncoding(string encoding) => $"the response uses the content encoding {encoding}, which was not requested";

    public const string BodyTooShort = "The body of the response is shorter than its Content-Length.";
}
