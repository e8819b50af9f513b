using System;

namespace CompassOps;

/// <content>Messages about invalid arguments and settings, which are checked before a request is sent.</content>
internal static partial class Messages
{
    public const string NameOfHeartbeat = "The heartbeat's name";
    public const string NameFilter = "The name to filter by";
    public const string ScopeWithoutTeam = "The team's id is empty. Specify an id, or specify the global scope.";

    public const string ProxyCredentialsContradict =
        "ProxyUseDefaultCredentials cannot be combined with ProxyCredential or NoProxy. Specify one of them.";

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

    public static string NotASegment(string what, string? value) => $"{what} cannot be '{value}'. Specify the id that the service shows.";

    public static string HalfCharacter(string what, int position) => $"{what} contains only half of a Unicode character (a surrogate pair) at position {position}. Type the value again.";

    public static string BadInterval(int? interval) => $"An interval of {interval} is not possible. Specify 1 or more.";

    public static string EndBeforeStart(DateTimeOffset start, DateTimeOffset end) =>
        $"The end ({end:u}) is not after the start ({start:u}). Specify a later end or an earlier start.";

    public const string NoRules = "A maintenance window without rules has no effect. Specify at least one rule.";
    public const string NullRule = "One of the rules is null. Remove it.";

    public static string CannotEnable(string type, string id) =>
        $"A maintenance window cannot enable the {type} {id}: only policies can be enabled. Use the state 'disabled' or 'noMaintenance'.";

    public static string BadPageSize(int? size) => $"A page size of {size} is not possible. Specify 1 or more.";

    public static string BadSkip(int skip) => $"Skipping {skip} objects is not possible. Specify 0 or more.";

    public static string BadLimit(int? limit) => $"A limit of {limit} objects is not possible. Specify 0 or more.";

    public static string PeriodTooShort(TimeSpan period) => $"A heartbeat's period must be at least one minute, and {period:c} is too short. Specify 1m or more.";

    public static string PeriodNotWhole(TimeSpan period) => $"A heartbeat's period must be a whole number of minutes, and {period:c} is not. Specify a value such as 5m.";

    public static string PeriodTooLong(TimeSpan period) => $"A heartbeat's period of {period:c} is longer than the service can store. Specify a shorter period.";

    public static string NotADayOfMonth(string text) =>
        $"'{text}' is not a day of a month. Specify 1 to 31, Last, or a weekday such as FirstSunday, ThirdTuesday, LastFriday.";

    public static string NotATimeOfDay(TimeSpan time) => $"{time} is not a time of day. Specify one from 00:00 to 23:59.";

    public static string BadStep(int every) => $"A schedule cannot repeat every {every} days, weeks or months. Specify 1 or more.";

    public static string StepWithoutAnchor(int every) => $"A schedule that repeats every {every} days, weeks or months needs a date to count from. Specify that date.";

    public const string TimePerAttempt = "The timeout of an attempt";
    public const string RetryDelay = "The delay before a retry";
    public const string LongestRetryDelay = "The longest delay before a retry";

    public static string BadTime(string what, TimeSpan time) => $"{what} cannot be {time:c}. Specify a positive time of at most a day.";

    public const string ProxyAndNoProxy = "Proxy and NoProxy contradict each other. Specify one of them.";
    public const string ProxyCredentialAlone = "ProxyCredential needs a Proxy. Specify both, or neither.";

    public static string BadRetryCount(int count) => $"{count} retries are not possible. Specify 0 to 100.";

    public static string BadResponseLimit(long bytes, long most) => $"A limit of {bytes} bytes for a response is not possible. Specify 1 to {most}.";

    public const string BadUserAgent = "The user agent contains characters that an HTTP header does not allow. Use plain ASCII.";
    public const string BaseAddress = "The base address";

    public static string RelativeAddress(string what) => $"{what} is not complete. Specify the scheme and the host, such as https://api.example.com/.";

    public static string UnsafeAddress(string what) => $"{what} contains a user name, a query or a fragment. Specify only the scheme, the host and the path.";

    public static string PlainHttp(string what, string address) =>
        $"{what} {address} is not HTTPS. Plain HTTP would show the token to the network, so it is allowed for loopback addresses only. Specify an https address.";

    public const string TextTooLong = "The text is too long to be part of an address. Specify a shorter text.";

    public static string NoSuchProduct(string product) => $"There is no product {product}. Specify Compass or JiraServiceManagement.";

    public const string BadSite = "The site is not the name of an Atlassian site. Specify 'acme', 'acme.atlassian.net' or 'https://acme.atlassian.net'.";
    public const string BadProxy = "The proxy's address is not complete, or contains a user name. Specify an address such as http://proxy:3128, and specify the credentials separately.";

    public const string UserNameHasControl = "The user name contains a line break or another control character. Specify the account's e-mail address.";
    public const string UserNameHasColon = "The user name contains a colon, which Basic authentication does not allow. Specify the account's e-mail address.";
    public const string TokenEmpty = "The API token is empty. Specify the account's API token as the password.";
    public const string ApiToken = "The API token";

    public static string SecretHasControl(string what) =>
        $"{what} contains a line break or another control character, perhaps the line break at the end of a file. Remove that character.";

    public static string SecretHasInvisible(string what, string character, int position) =>
        $"{what} contains an invisible character ({character}) at position {position}. Copy the value again, without the text around it.";

    public static string UserNameHasInvisible(string character, int position) =>
        $"The user name contains an invisible character ({character}) at position {position}. Type the account's e-mail address again.";

    public const string CredentialsForOtherHost = "The request was not sent, because it would have sent the credentials to another host. Check the base address.";
}
