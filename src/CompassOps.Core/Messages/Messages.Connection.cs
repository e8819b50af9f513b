namespace CompassOps;

/// <content>Messages about failed connections and about the results of connection tests.</content>
internal static partial class Messages
{
    public const string NameNotResolved = "the host name could not be resolved";
    public const string ConnectionRefused = "the connection was refused";
    public const string ConnectionReset = "the connection was reset";
    public const string ConnectionTimedOut = "the connection timed out";
    public const string ConnectionNotMade = "no connection was made in time";
    public const string ConnectionEndedEarly = "the connection ended before the response was complete";
    public const string ConnectionFailed = "the connection failed";
    public const string ClientClosed = "the connection was closed before the request completed";

    public static string TlsFailed(string why) => "TLS failed: " + why;

    public const string CheckHostName = "Check the spelling of the host name, and this machine's DNS settings.";
    public const string CheckCertificate = "Check the server's certificate, this machine's clock, and whether a proxy inspects TLS.";
    public const string CheckNetwork = "Check the network, the service's address and the proxy.";

    public const string TestPassed = "Address, credentials, permissions and clock are correct.";
    public const string TestPassedEmpty =
        "Address, credentials and clock are correct, but the service returned only empty lists. "
        + "An account without access to the operations features also gets empty lists. "
        + "If the site has heartbeats or maintenance windows, ask an administrator for access.";

    public static string ClockOff(string seconds, bool ahead) => $"This machine's clock is {seconds} s {(ahead ? "ahead of" : "behind")} the service's clock.";

    public const string CheckUser =
        "Check the e-mail address, and create a new API token in the account's security settings. "
        + "Tokens expire, and each token belongs to one account. Compass accepts only tokens without scopes.";

    public const string CheckScopes =
        "For Jira Service Management, create a token with the scopes read:ops-config:jira-service-management, write:ops-config:jira-service-management "
        + "and delete:ops-config:jira-service-management. For Compass, create a token without scopes.";

    public const string CheckPlan =
        "Ask the site's administrator for a plan that includes the operations features. With the current plan, the service accepts pings, but does not monitor heartbeats.";

    public const string CheckRights =
        "Ask an administrator of the site to give this account access to heartbeats and maintenance windows. "
        + "Check also that the cloudId belongs to the right site.";
    public const string CheckCloudId = "Check the cloudId, or look up the cloudId by the site's name.";
    public const string CheckTeam = "Check the id of the connection's default team.";
    public const string CheckClock =
        "Correct this machine's clock, for example with NTP. "
        + "If the clock is wrong, a maintenance window that should start now starts too early or too late. "
        + "Also, this machine can reject a valid certificate.";

    public const string CheckStatusPage = "The service failed, not this machine. Try again later, and check the service's status page.";
    public const string CheckTls = "Check this machine's clock, and whether a proxy inspects TLS. If a proxy inspects TLS, this machine must trust the proxy's certificate.";
    public const string CheckRequest = "Look at the request and the response in the debug output.";

    public static string CheckProxy(string host, string proxy) =>
        $"Requests to {host} go through the proxy {proxy}. Check the proxy's address, and whether the proxy runs and allows requests to {host}.";

    public static string CheckProxyInBetween(string host, string? proxy) =>
        $"A proxy or gateway responded instead of {host}{(proxy is null ? "" : $", perhaps the proxy {proxy}")}. "
        + $"Check the base address and the proxy settings, or ask your network administrator to allow {host}.";

    public static string CheckHost(string host) => $"Check the spelling of {host}, and this machine's DNS settings and network.";

    public static string CheckPort(string host) => $"Check the host and the port ({host}), and whether a firewall blocks this machine.";

    public static string CheckRoute(string host) => $"Check the network between this machine and {host}, and the proxy settings.";

    public static string CheckTimeout(string host) => $"Check the network and the proxy between this machine and {host}, or increase the timeout.";

    public static string CheckOtherProduct(string product) => $"The site with this cloudId uses {product}. Connect to that product.";
}
