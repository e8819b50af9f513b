using System.Collections.Generic;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about connections, credentials and environment variables.</content>
internal static partial class Messages
{
    public const string NoDefaultConnection = "There is no default connection to disconnect. Get-CompassConnection lists the connections.";

    public const string ConnectionDied =
        "This object is only a copy of a connection. Clixml, Start-Job and remoting do not preserve connections. "
        + "Run Connect-Compass in the process that needs the connection, or set the COMPASS_ environment variables.";

    public const string ClosedMeanwhile = "The connection was disconnected before the request completed.";

    public const string ConnectingByEnvironment = "Cannot connect with the COMPASS_ environment variables";

    public const string CredentialMissing =
        "Specify -Credential (Get-Credential: your e-mail address, and an API token as the password), or set COMPASS_EMAIL and COMPASS_API_TOKEN. "
        + "For a service account of Jira Service Management: -AccessToken, or -ClientId with -ClientSecret.";

    public const string PageSizeForResponse = "-PageSize sets the size.";

    public const string OtherAddressOrProxy = "If the address or the proxy is wrong, run Connect-Compass with -BaseUri, -Proxy or -NoProxy.";

    public const string MoreTimeOrProxy = "To change the timeout or the proxy, run Connect-Compass with -TimeoutSec, -Proxy or -NoProxy.";

    public const string AddressAndProxy = "To change them, run Connect-Compass with -BaseUri, -Proxy, -ProxyCredential or -NoProxy.";

    public const string LookUpCloudId = "Connect-Compass -Site looks up the cloudId.";

    public const string ListTeams = "Get-CompassTeam lists the teams that this account can see. Connect-Compass -TeamId sets the connection's default team.";

    public const string ScopesForOtherProduct = "Connect-Compass -Product JiraServiceManagement accepts tokens with scopes.";

    public const string ShowRequest = "Test-CompassConnection -Debug shows the request.";

    public static string UseProduct(string product) => $"Use Connect-Compass -Product {product}.";

    public const string TestForDetails = "Test-CompassConnection shows details.";

    public const string SecretAsText =
        "A secret must be a SecureString, not text. Read it with Read-Host -AsSecureString, get it from a vault with Get-Secret, or convert text with ConvertTo-SecureString.";

    public const string ProductForTokens = "Specify -Product JiraServiceManagement. COMPASS_PRODUCT is read only if all settings come from environment variables.";

    public const string ForOtherCredentials = "Omit the parameter to use other credentials.";

    public const string AuthorityParameter = "To change the authority or the proxy, run Connect-Compass with -AuthorityUri, -Proxy or -NoProxy.";

    public const string ForDefaultConnection = "Omit the parameter to use the default connection.";

    public const string ForNoDefaultTeam = "Omit the parameter to connect without a default team.";

    public const string GiveTeam = "Specify a team's id, or omit the parameter to use the connection's default team.";

    public const string GiveTeamOrAll = "Specify a team's id, or omit the parameter to select all.";

    public const string GiveNameOrAll = "Specify a name or a wildcard, or omit the parameter to select all.";

    public const string PipedWithoutTeam = "The piped object belongs to no team: its TeamId is empty.";

    public static string NotConnected(IReadOnlyList<string> existing, bool isSecondaryRunspace) => existing.Count > 0
        ? $"There is no default connection in this runspace. The connections are: {string.Join(", ", existing)}. "
            + $"Specify -Connection {DisplayText.Argument(existing[0])}, or make it the default with Connect-Compass -Connection {DisplayText.Argument(existing[0])}."
        : "There is no connection in this runspace. Use Connect-Compass (with -Sandbox to try things out), or set COMPASS_SITE, COMPASS_EMAIL and COMPASS_API_TOKEN."
            + (isSecondaryRunspace
                ? " In ForEach-Object -Parallel and in thread jobs, pass the caller's connection: run $connection = Get-CompassConnection -Default before the script block, and specify -Connection $using:connection in it."
                : "");

    public static string ConnectionClosed(string name) => $"The connection '{name}' was disconnected. Connect again with Connect-Compass.";

    public static string ConnectionNotFound(string name) => $"There is no connection '{name}' in this runspace. Use Connect-Compass -Name '{name}'.";

    public static string ConnectionUnknown(string name, IReadOnlyCollection<string> known) => known.Count == 0
        ? $"There is no connection '{name}' in this runspace, and no other connection. Use Connect-Compass."
        : $"There is no connection '{name}' in this runspace. The connections are: {string.Join(", ", known)}.";

    public static string EnvironmentIncomplete(IEnumerable<string> missing) =>
        $"Cannot connect with environment variables: {string.Join(" and ", missing)} not set. Set the variables, or use Connect-Compass.";

    public static string EnvironmentCredentialsAmbiguous(IEnumerable<string> variables) =>
        $"The environment variables contain credentials of more than one kind: {string.Join(", ", variables)}. Set the variables of one kind only, or specify the credentials as parameters.";

    public static string EnvironmentProductUnknown(string variable, string value, IEnumerable<string> products) =>
        $"{variable} is '{value}'. It must be {string.Join(" or ", products)}.";

    // The value may contain a password, so the message does not include it.
    public static string EnvironmentAddressInvalid(string variable) => $"{variable} is not an absolute address. Set an address such as https://api.atlassian.com/.";

    public static string NoDefaultTeam(string connection) =>
        $"No team was specified, and the connection '{connection}' has no default team. Specify -TeamId, or connect with a default team (Connect-Compass ... -TeamId).";

    public static string TeamNotFound(string name) =>
        $"There is no team '{name}' among the teams that you can see. Get-CompassTeam without a name lists them.";
}
