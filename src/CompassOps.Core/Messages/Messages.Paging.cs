using System;

namespace CompassOps;

/// <content>Messages about lists whose next page cannot be read.</content>
internal static partial class Messages
{
    public static string ListIncomplete(string operation, string why) => $"{operation}: the list is incomplete, because {why}";

    public static string BadLink(string? why) => $"the link to its next page {why}";

    public const string ReportPaging = "Report this to the service's owner. A proxy that rewrites responses may also be the cause.";
    public const string LinkIsNoAddress = "is not an address";
    public const string LinkHasOtherScheme = "leads to another scheme";
    public const string LinkHasOtherHost = "leads to another host";
    public const string LinkLeavesBasePath = "leads out of the base path";
    public const string LinkHasBadCharacters = "contains characters that are not allowed in an address";
    public const string LinkLeadsBack = "the link to its next page leads back to a page that was read already";

    public const string ListRepeats = "several pages contain no new objects";

    public static string ListHasTooManyPages(int most) => FormattableString.Invariant($"it has more than {most:N0} pages, which is the limit of this operation");

    public static string ListIsTooLong(long most) => FormattableString.Invariant($"it has more than {most:N0} objects, which is the limit of this operation");

    public const string ListIsNoList = "a list is neither an object nor an array";
    public const string ValuesAreNoArray = "the values of a list are not an array";
    public const string ListHasNoValues = "a list has no values";
    public const string LinkIsNoText = "the link to the next page is not text";

    public static string NotAnObject(string what) => $"{what} is not a JSON object";

    public static string Missing(string what, string field) => $"{what} has no {field}";

    public static string UnknownEncoding(string encoding) => $"the response uses the content encoding {encoding}, which was not requested";

    public const string BodyTooShort = "The body is shorter than its declared length.";
}
