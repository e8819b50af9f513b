using System.Collections.Generic;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about connections, credentials and environment variables.</content>
internal static partial class Messages
{
    public const string NoDefaultConnection =
        "There is no default connection to disconnect. To see the connections, run Get-CompassConnection.";

    public const string ConnectionDied =
        "The value of -Connection is only a copy of a connection, and a copy cannot send requests. "
        + "Import-Clixml, Start-Job and remoting create copies. "
        + "Run Connect-Compass in the process that needs the connection, or set the COMPASS_ environment variables.";

    public static string NotAConnection(string type) =>
        $"The value of -Connection is not a connection but a value of the type {type}. "
        + "Specify a connection object or the name of a connection. To see the connections, run Get-CompassConnection.";

    public const string ClosedMeanwhile = "The connection was disconnected before the request completed. Connect again with Connect-Compass.";

    public const string ConnectingByEnvironment = "Cannot connect with the COMPASS_ environment variables";

    public const string CredentialMissing =
        "No credentials were specified. Specify -Credential with your e-mail address as the user name and an API token as the password, "
        + "or set COMPASS_EMAIL and COMPASS_API_TOKEN. "
        + "For a service account of Jira Service Management, specify -AccessToken, or -ClientId with -ClientSecret.";

    public const string PageSizeForResponse = "To do this, specify -PageSize for Get-CompassHeartbeat or Get-CompassMaintenance.";

    public const string OtherAddressOrProxy = "If the service's address or the proxy is wrong, run Connect-Compass with -BaseUri, -Proxy or -NoProxy.";

    public const string MoreTimeOrProxy = "To change the timeout or the proxy, run Connect-Compass with -TimeoutSec, -Proxy or -NoProxy.";

    public const string AddressAndProxy = "To change the address or the proxy, run Connect-Compass with -BaseUri, -Proxy, -ProxyCredential or -NoProxy.";

    public const string LookUpCloudId = "To look up the cloudId by the site's name, run Connect-Compass with -Site.";

    public const string ListTeams =
        "Get-CompassTeam lists the teams that this account can see. To set the connection's default team, run Connect-Compass with -TeamId.";

    public const string ScopesForOtherProduct = "To use a token with scopes, run Connect-Compass with -Product JiraServiceManagement.";

    public const string ShowRequest = "To see the request and the response, run Test-CompassConnection with -Debug.";

    public static string UseProduct(string product) => $"To connect to {product}, run Connect-Compass with -Product {product}.";

    public const string TestForDetails = "To find the cause, run Test-CompassConnection.";

    public const string SecretAsText =
        "A secret must be a SecureString, not text. Create a SecureString with Read-Host -AsSecureString, Get-Secret or ConvertTo-SecureString.";

    public const string ProductForTokens =
        "With -Site, -CloudId or -Sandbox, specify -Product JiraServiceManagement. "
        + "Without these parameters, set the environment variable COMPASS_PRODUCT to JiraServiceManagement.";

    public const string ForOtherCredentials = "Specify a value, or omit the empty parameter to use other credentials.";

    public const string AuthorityParameter = "To change the authority's address or the proxy, run Connect-Compass with -AuthorityUri, -Proxy or -NoProxy.";

    public const string ForDefaultConnection = "Specify a connection, or omit -Connection to use the default connection.";

    public const string ForNoDefaultTeam = "Specify a team's id, or omit -TeamId to connect without a default team.";

    public const string GiveTeam = "Specify a team's id, or omit -TeamId to use the connection's default team.";

    public const string GiveTeamOrAll = "Specify a team's id, or omit -TeamId to select all teams.";

    public const string GiveNameOrAll = "Specify a name or a wildcard, or omit -Name to select all objects.";

    public const string PipedWithoutTeam = "The TeamId of the piped object is empty, so the object belongs to no team. Specify -TeamId or -Name.";

    public static string NotConnected(IReadOnlyList<string> existing, bool isSecondaryRunspace) => existing.Count > 0
        ? $"There is no default connection in this runspace. The connections are: {string.Join(", ", existing)}. "
            + $"Specify -Connection {DisplayText.Argument(existing[0])}, "
            + $"or make this connection the default with Connect-Compass -Connection {DisplayText.Argument(existing[0])}."
        : "There is no connection in this runspace. Run Connect-Compass (with -Sandbox for a trial without a service), "
            + "or set COMPASS_SITE, COMPASS_EMAIL and COMPASS_API_TOKEN."
            + (isSecondaryRunspace
                ? " In ForEach-Object -Parallel and in thread jobs, use the connection of the caller: "
                    + "run $connection = Get-CompassConnection -Default before the script block, "
                    + "and specify -Connection $using:connection in the script block."
                : "");

    public static string ConnectionClosed(string name) => $"The connection '{name}' was disconnected. Connect again with Connect-Compass.";

    public static string ConnectionNotFound(string name) => $"There is no connection '{name}' in this runspace. Run Connect-Compass -Name '{name}'.";

    public static string ConnectionUnknown(string name, IReadOnlyCollection<string> known) => known.Count == 0
        ? $"There is no connection '{name}', because this runspace has no connections. Run Connect-Compass."
        : $"There is no connection '{name}' in this runspace. Specify one of these connections: {string.Join(", ", known)}.";

    public static string EnvironmentIncomplete(IEnumerable<string> missing) =>
        $"Required environment variables are not set: {string.Join(", ", missing)}. "
        + "Set these variables, or run Connect-Compass with parameters.";

    public static string EnvironmentCredentialsAmbiguous(IEnumerable<string> variables) =>
        $"The environment variables contain more than one type of credentials: {string.Join(", ", variables)}. "
        + "Set the variables of only one type, or specify the credentials as parameters.";

    public static string EnvironmentProductUnknown(string variable, string value, IEnumerable<string> products) =>
        $"The value '{value}' of the environment variable {variable} is not a product. Set the variable to {string.Join(" or ", products)}.";

    // The value may contain a password, so the message does not include it.
    public static string EnvironmentAddressInvalid(string variable) => $"The environment variable {variable} is not an absolute address. Set an address such as https://api.atlassian.com/.";

    public static string NoDefaultTeam(string connection) =>
        $"No team was specified, and the connection '{connection}' has no default team. "
        + "Specify -TeamId, or connect with a default team (Connect-Compass ... -TeamId).";

    public static string TeamNotFound(string name) =>
        $"There is no team '{name}' among the teams that you can see. To list these teams, run Get-CompassTeam without a name.";
}
