using System;

namespace CompassOps;

internal static partial class Messages
{
    public const string NameOfHeartbeat = "The heartbeat's name";
    public const string NameFilter = "The name to search for";
    public const string ScopeWithoutTeam = "The team's id is empty. Specify the team's id, or use the global scope.";

    public const string ProxyCredentialsContradict =
        "ProxyUseDefaultCredentials cannot be combined with ProxyCredential or NoProxy. Specify only one of the three.";

    public const string IdOfTeam = "The team's id";
    public const string IdOfWindow = "The maintenance window's id";
    public const string CloudId = "The cloudId";
    public const string UserName = "The user name";
    public const string UnitOfInterval = "The interval's unit";
    public const string Description = "The description";
    public const string AlertMessage = "The alert message";
    public const string AlertPriority = "The alert priority";
    public const string AlertTag = "An alert tag";
    public const string RuleState = "A rule's state";
    public const string RuleEntityType = "A rule's entity type";
    public const string RuleEntityId = "A rule's entity id";
    public const string Text = "The text";

    public static string Empty(string what) => $"{what} is empty. Specify a value.";

    public static string NotASegment(string what, string? value) =>
        $"{what} cannot be '{value}', because '.' and '..' stand for folders in an address. Specify the id that the service shows.";

    public static string HalfCharacter(string what, int position) =>
        $"{what} contains an incomplete Unicode character (half of a surrogate pair) at position {position}. Type the value again.";

    public static string BadInterval(int? interval) => $"The heartbeat's interval cannot be {interval}. Specify a whole number, 1 or more.";

    public static string EndBeforeStart(DateTimeOffset start, DateTimeOffset end) =>
        $"The window's end ({end:u}) is not after the window's start ({start:u}). Specify a later end or an earlier start.";

    public const string NoRules = "A maintenance window without rules has no effect. Specify at least one rule.";
    public const string NullRule = "One of the maintenance window's rules is null. Remove the null value.";

    public static string CannotEnable(string type, string id) =>
        $"A maintenance window cannot enable the {type} {id}, because windows can enable only policies. "
        + "Use the state 'disabled' or 'noMaintenance'.";

    public static string BadPageSize(int? size) => $"The page size cannot be {size} objects. Specify 1 or more.";

    public static string BadSkip(int skip) => $"The number of objects to skip cannot be {skip}. Specify 0 or more.";

    public static string BadLimit(int? limit) => $"The maximum number of objects cannot be {limit}. Specify 0 or more.";

    public static string PeriodTooShort(TimeSpan period) =>
        $"The heartbeat's period cannot be {period:c}, because it is shorter than one minute. Specify one minute (1m) or more.";

    public static string PeriodNotWhole(TimeSpan period) =>
        $"The heartbeat's period cannot be {period:c}, because it is not a whole number of minutes. Specify a period such as 5m.";

    public static string PeriodTooLong(TimeSpan period) =>
        $"The heartbeat's period cannot be {period:c}, because the service cannot store such a long period. Specify a shorter period.";

    public static string NotADayOfMonth(string text) =>
        $"'{text}' is not a day of a month. Specify a number from 1 to 31, Last, or a weekday such as FirstSunday, ThirdTuesday, LastFriday.";

    public static string NotATimeOfDay(TimeSpan time) => $"{time} is not a time of day. Specify a time from 00:00 to 23:59.";

    public static string BadStep(int every) =>
        $"'Every' cannot be {every}. 'Every' is the number of days, weeks or months from one window to the next. Specify 1 or more.";

    public static string StepWithoutAnchor(int every) =>
        $"'Every' is {every}, but the anchor date is missing. Specify the date from which the days, weeks or months are counted.";

    public const string TimePerAttempt = "The timeout of one attempt to send a request";
    public const string RetryDelay = "The delay before a retry";
    public const string LongestRetryDelay = "The longest delay before a retry";

    public static string TimeOutOfRange(string what, TimeSpan time, bool canBeZero) =>
        $"{what} cannot be {time:c}. Specify a time {(canBeZero ? "from zero" : "above zero,")} up to one day.";

    public const string ProxyAndNoProxy = "Proxy and NoProxy cannot be combined. Specify only one of the two.";
    public const string ProxyCredentialAlone = "ProxyCredential was specified without Proxy. Specify Proxy too, or omit ProxyCredential.";

    public static string BadRetryCount(int count) => $"The number of retries cannot be {count}. Specify a number from 0 to 100.";

    public static string BadResponseLimit(long bytes, long most) =>
        $"The maximum size of a response cannot be {bytes} bytes. Specify 1 to {most} bytes.";

    public const string BadUserAgent = "The user agent contains characters that an HTTP header does not allow. Use only printable ASCII characters.";
    public const string BaseAddress = "The base address";

    public static string RelativeAddress(string what) =>
        $"{what} is not an absolute address. Specify the scheme and the host, such as https://api.example.com/.";

    public static string UnsafeAddress(string what) => $"{what} contains a user name, a query or a fragment. Specify only the scheme, the host and the path.";

    public static string PlainHttp(string what, string address) =>
        $"{what} {address} does not begin with https. Plain HTTP sends the token unencrypted, so it is allowed only for loopback addresses. "
        + "Specify an https address.";

    public const string TextTooLong =
        "A name, an id or a query parameter is too long to be part of a request's address. Specify a shorter value.";

    public static string NoSuchProduct(string product) => $"There is no product '{product}'. Specify Compass or JiraServiceManagement.";

    public const string BadSite =
        "The site is not the name or the address of an Atlassian site. "
        + "Specify a value such as 'acme', 'acme.atlassian.net' or 'https://acme.atlassian.net'.";

    public const string BadProxy =
        "The proxy's address is not an absolute address with a scheme such as http, or contains a user name. "
        + "Specify an address such as http://proxy:3128, and specify the proxy's credentials separately.";

    public const string UserNameHasControl = "The user name contains a line break or another control character. Specify the account's e-mail address.";
    public const string UserNameHasColon = "The user name contains a colon, which Basic authentication does not allow. Specify the account's e-mail address.";
    public const string TokenEmpty = "The API token is empty. Specify the account's API token as the password of the credentials.";
    public const string ApiToken = "The API token";

    public static string SecretHasControl(string what) =>
        $"{what} contains a line break or another control character, perhaps the line break at the end of a file. Remove this character.";

    public static string SecretHasInvisible(string what, string character, int position) =>
        $"{what} contains an invisible character ({character}) at position {position}. Copy the value again, without the surrounding text.";

    public static string UserNameHasInvisible(string character, int position) =>
        $"The user name contains an invisible character ({character}) at position {position}. Type the account's e-mail address again.";

    public const string CredentialsForOtherHost = "The request was not sent, because the credentials belong to another host. Check the base address.";
}
