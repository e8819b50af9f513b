namespace CompassOps;

/// <summary>
/// Contains every text of this library that users read. The texts do not mention cmdlets, because programs can use this library without
/// PowerShell.
/// </summary>
internal static partial class Messages
{
    public const string TheService = "the service";
    public const string AProxy = "a proxy or gateway";
    public const string OtherPath = "another path of the same host";
    public const string NoLocation = "an unknown address";

    public const string CheckCredentials =
        "Check the e-mail address and the API token. Tokens expire, and each token belongs to one account. "
        + "Compass accepts only tokens without scopes.";

    public const string CheckAccess = "Ask an administrator for the permission to manage operations of this team or site, and check the cloudId.";
    public const string CheckIdentity = "Check the object's name or id, its team, the cloudId, and whether the connection uses the right product (Compass or Jira Service Management).";
    public const string CheckProduct = "Check the base address and the product.";
    public const string CheckBaseAddress = "Check the base address.";
    public const string CheckState = "Check whether the object exists already, and whether its status allows the change.";
    public const string CheckForProxy = "Check the base address, and whether a proxy responds instead of the service.";
    public const string CheckForLoginPage = "Check the base address, and whether a proxy or a login page responds instead of the service.";
    public const string CorrectRequest = "Correct the values that the service's message mentions.";
    public const string CheckValues = "Check the values of the request, because the response does not say which value is wrong.";
    public const string GiveProxyCredentials = "Specify the proxy's credentials.";
    public const string FewerRequests = "Try again later, with fewer requests at the same time.";
    public const string SmallerPages = "Request fewer objects per page.";
    public const string TryLater = "Try again later.";
    public const string TryLaterOnThisNetwork = "Try again later. Check the network, and whether a proxy responds instead of the service.";
    public const string TryLaterOrLonger = "Try again later, or increase the timeout.";

    public static string MissingScope(string? scope) =>
        scope is null ? "the token lacks a scope that this operation needs (401)" : $"the token lacks the scope {scope} (401)";

    public const string TokenWithoutScopes = "Compass accepts only API tokens without scopes. Create an API token without scopes.";
    public const string ReadScopeToo = "Create a token that has the missing scope and the scope read:ops-config:jira-service-management.";
    public const string AddScope = "Create a token that has the missing scope.";
    public const string CancelInstead =
        "Create a token that also has the missing scope. Or cancel the maintenance window instead. Cancelling needs only the write scope.";

    public const string DisableInstead =
        "Create a token that also has the missing scope. Or disable the heartbeat instead. Disabling needs only the write scope.";

    public static string NotInPlan(string what) => $"the plan of this site does not include {what} (402)";

    public const string Heartbeats = "heartbeats";
    public const string Maintenance = "maintenance windows";
    public const string Operations = "operations";
    public const string UpgradePlan = "Ask the site's administrator for a plan that includes this feature.";
    public const string UpgradePlanForHeartbeats =
        UpgradePlan + " With the current plan, the service accepts pings, but does not monitor heartbeats.";

    public static string Failed(string operation, string what, int attempts, string? serviceText) =>
        $"{operation}: {what}{(attempts > 1 ? $", after {attempts} attempts" : "")}{(serviceText is null ? "" : $": {serviceText}")}";

    public static string CredentialsRejected(string by) => $"{by} rejects the credentials (401)";

    public static string AccessDenied(string by) => $"{by} denies access (403)";

    public static string NotFound(string by, int status) => $"{by} did not find the object ({status})";

    public static string MethodNotAllowed(string by) => $"{by} does not accept this method at this address (405)";

    public static string Conflict(string by) => $"{by} reports a conflict with the current state (409)";

    public static string Throttled(string by) => $"{by} throttles requests (429)";

    public static string GaveUpWaiting(string by, int status) => $"{by} timed out while it waited for the request ({status})";

    public const string ProxyCredentialsMissing = "the proxy requires credentials (407)";

    public static string ServiceFailed(string by, int status) => $"{by} failed ({status})";

    public static string RequestRejected(string by, int status) => $"{by} rejects the request ({status})";

    public static string UnexpectedStatus(string by, int status) => $"{by} returned an unexpected status ({status})";

    public static string Redirected(int status, string location) => $"the response ({status}) redirects the request to {location}, but redirects are not followed";

    public static string WebPage(int status) => $"the response ({status}) is a web page and does not come from the service";

    public static string Unreadable(int status, string? why) => $"the response ({status}) cannot be read: {why}";

    public static string CutOff(int status) => $"the response ({status}) ended before it was complete";

    public static string TooLarge(long bytes) => $"the response is longer than the maximum of {bytes} bytes";

    public static string TimedOut(string seconds) => $"no complete response within {seconds} s";

    public const string CallTimedOut = "the time limit of the operation expired before the request could be sent";
    public const string ThrottledTooLong = "the service requires a pause that ends after the time limit of the operation";
    public const string EmptyResponse = "the body is empty";
    public const string IsWebPage = "the body is a web page";
    public const string Cancelled = "The operation was cancelled.";
}
