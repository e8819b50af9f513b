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

    public const string AuthorityHasPath = "The authority's address has a path. Specify only the scheme, the host and the port, such as https://auth.atlassian.com/.";
    public const string AuthorityWithoutClient = "The authority's address is used only with a client id and a client secret. Specify both, or omit the address.";
    public const string SeveralCredentials =
        "There are credentials of more than one kind. Specify an e-mail address with an API token, or an access token, or a client id with a client secret.";

    public const string HalfAClient = "A client id and a client secret belong together. Specify both.";
    public const string CompassTakesNoOAuth =
        "Compass does not accept access tokens: Forge and OAuth2 apps cannot access its REST resources. "
        + "Connect to Jira Service Management, or specify an e-mail address and an API token.";

    public const string AccessTokenEmpty = "The access token is empty. Specify the token of the service account.";
    public const string AccessTokenHasOther = "The access token contains a space, or a character that an HTTP header does not allow. Specify the token alone, without 'Bearer'.";
    public const string ClientIdEmpty = "The client id is empty. Specify the id of the service account's OAuth client.";
    public const string ClientSecretEmpty = "The client secret is empty. Specify the secret of the service account's OAuth client.";

    public const string AccessTokenUnusable = "its access_token contains a character that an HTTP header does not allow";
    public const string NotBearer = "its token_type is not Bearer";
    public const string LifetimeUnusable = "its expires_in is not a positive number of seconds";
    public const string TokenNotInTime = "no access token was received within the time limit of the call";

    public const string CreateAccessToken = "Create a new access token for the service account. Tokens expire, and administrators can revoke tokens.";
    public const string CheckServiceAccount = "Check that the service account still has access to the site, and that the cloudId belongs to the right site.";
    public const string CheckClient = "Check the client id and the client secret. If the secret was replaced, connect again with the new secret.";
    public const string CheckExpiry = "Create a new access token for the service account, and connect with it. If you connect with a client id and a client secret instead, tokens are renewed automatically.";
    public const string CheckRevocation = "Somebody revoked the access token. Ask the organisation's administrator for the reason, and connect with a new token.";
    public const string CheckAuthority = "Check the network between this machine and the authority, the authority's address, and the proxy.";
    public const string CheckAuthorityLater = "Try again later. Check the authority's address, and whether a proxy responds instead of the authority.";
    public const string AddScopeOfReference = "Create a token with the scope that the service's API reference lists for this address.";

    public static string CredentialsOf(string user) => $"the credentials of {user}";

    public static string TokenOfClient(string clientId) => $"the access token of the client {clientId}";

    public static string ClientRefused(string host, int status) => $"the authority {host} does not accept the client id and the client secret ({status})";

    public static string CredentialRefused(string by, string credential) => $"{by} does not accept {credential} (401)";

    public static string TokenExpired(string credential) => $"{credential} has expired (401)";

    public static string TokenRevoked(string credential) => $"{credential} was revoked (401)";
}
