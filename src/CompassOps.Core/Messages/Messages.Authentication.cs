namespace CompassOps;

/// <content>Messages about credentials and about the authority that issues access tokens.</content>
internal static partial class Messages
{
    public const string TheAuthority = "the authority";
    public const string TheAccessToken = "the access token";
    public const string AccessToken = "The access token";
    public const string ClientId = "The client id";
    public const string ClientSecret = "The client secret";
    public const string AuthorityAddress = "The authority's address";
    public const string ResponseOfAuthority = "the authority's response";

    public const string AuthorityHasPath =
        "The authority's address has a path. Specify only the scheme, the host and the port, such as https://auth.atlassian.com/.";

    public const string AuthorityWithoutClient =
        "The authority's address was specified without a client id and a client secret. Specify the id and the secret, or omit the address.";

    public const string SeveralCredentials =
        "More than one type of credentials was specified. "
        + "Specify only one type: an e-mail address with an API token, an access token, or a client id with a client secret.";

    public const string HalfAClient = "Only one of the client id and the client secret was specified. Specify both.";
    public const string CompassTakesNoOAuth =
        "Compass does not accept access tokens: Forge and OAuth2 apps cannot access the REST resources of Compass. "
        + "Connect to Jira Service Management, or specify an e-mail address and an API token.";

    public const string AccessTokenEmpty = "The access token is empty. Specify the token of the service account.";
    public const string AccessTokenHasOther =
        "The access token contains a space, or a character that an HTTP header does not allow. Specify only the token, without 'Bearer'.";

    public const string ClientIdEmpty = "The client id is empty. Specify the id of the service account's OAuth client.";
    public const string ClientSecretEmpty = "The client secret is empty. Specify the secret of the service account's OAuth client.";

    public const string AccessTokenUnusable = "the field access_token contains a character that an HTTP header does not allow";
    public const string NotBearer = "the field token_type is not Bearer";
    public const string LifetimeUnusable = "the field expires_in is not a positive number of seconds";
    public const string TokenNotInTime = "no access token was received within the time limit of the operation";

    public const string CreateAccessToken = "Create a new access token for the service account. Tokens expire, and administrators can revoke tokens.";
    public const string CheckServiceAccount =
        "Check that the service account still has access to the site, and that the cloudId belongs to the right site.";

    public const string CheckClient = "Check the client id and the client secret. If the secret was replaced, connect again with the new secret.";
    public const string CheckExpiry =
        "Create a new access token for the service account, and connect with this token. "
        + "If you connect with a client id and a client secret instead, access tokens are renewed automatically.";

    public const string CheckRevocation = "The access token was revoked. Ask the organization's administrator for the reason, and connect with a new token.";
    public const string CheckAuthority =
        "Check the address of the authority that issues access tokens. Check the proxy and the network between this machine and the authority.";

    public const string CheckAuthorityLater =
        "Try again later. Check the address of the authority that issues access tokens, and whether a proxy responds instead of the authority.";

    public const string AddScopeOfReference =
        "Find the address of this request in the API reference of the service. Create a token with the scope that the reference requires.";

    public static string CredentialsOf(string user) => $"the credentials of {user}";

    public static string TokenOfClient(string clientId) => $"the access token of the client {clientId}";

    public static string ClientRefused(string host, int status) =>
        $"the authority {host} rejects the client id and the client secret ({status})";

    public static string CredentialRefused(string by, string credential) => $"{by} rejects {credential} (401)";

    public static string TokenExpired(string credential) => $"{credential} has expired (401)";

    public static string TokenRevoked(string credential) => $"{credential} was revoked (401)";
}
