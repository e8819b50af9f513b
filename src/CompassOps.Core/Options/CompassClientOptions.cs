using System;
using System.Net;
using System.Security;

namespace CompassOps;

/// <summary>
/// The settings of a client: addresses, credentials, timeouts and limits. The constructor of <see cref="CompassClient"/> validates the
/// settings.
/// </summary>
public sealed record CompassClientOptions
{
    /// <summary>The root address of the service that the client uses if <see cref="BaseUri"/> is null.</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.atlassian.com/");

    /// <summary>
    /// The default address of the authority. The client uses this address if <see cref="AuthorityUri"/> is null and the service uses HTTPS.
    /// </summary>
    public static readonly Uri DefaultAuthorityUri = new("https://auth.atlassian.com/");

    /// <summary>
    /// The root address of the service. Null means <see cref="DefaultBaseUri"/>. The client appends the path of the product, unless the
    /// address already ends with this path. Plain HTTP is allowed on loopback only.
    /// </summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The cloudId of the Atlassian site.</summary>
    public string CloudId { get; init; } = "";

    /// <summary>The product whose API the client uses.</summary>
    public CompassProduct Product { get; init; }

    /// <summary>The e-mail address of the account to which <see cref="Token"/> belongs.</summary>
    public string UserName { get; init; } = "";

    /// <summary>
    /// The source of the user name and the token, such as the name of a variable, or null. The error message for a 401 response contains
    /// this text.
    /// </summary>
    public string? CredentialSource { get; init; }

    /// <summary>The API token of the account. The client copies the token. The client does not change the original or dispose of it.</summary>
    public SecureString? Token { get; init; }

    /// <summary>
    /// The access token of a service account. The client sends the access token as a Bearer token, instead of <see cref="UserName"/> and
    /// <see cref="Token"/>. Only Jira Service Management accepts access tokens.
    /// </summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>
    /// The OAuth client id of a service account. The client uses this id to request access tokens. Only Jira Service Management accepts
    /// access tokens.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>The OAuth client secret that belongs to <see cref="ClientId"/>.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>
    /// The address of the authority that issues access tokens: scheme, host and port. Null means <see cref="DefaultAuthorityUri"/>.
    /// If <see cref="BaseUri"/> uses plain HTTP, null means the same scheme, host and port as <see cref="BaseUri"/>.
    /// </summary>
    public Uri? AuthorityUri { get; init; }

    /// <summary>The address of the proxy. Null means the system's proxy.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credentials for the proxy, or null.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>
    /// Whether the client sends the credentials of the current user to the proxy. This applies to <see cref="Proxy"/> and to the system's
    /// proxy.
    /// </summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>
    /// Whether to use no proxy, not even the system's proxy. Requests with plain HTTP never use a proxy on another computer, because this
    /// proxy would receive the credentials in clear text.
    /// </summary>
    public bool NoProxy { get; init; }

    /// <summary>The time limit of one attempt, from the start of connecting to the end of the response. The default is 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of retries of a request, from 0 to 100. The default is 4.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>
    /// The upper limit of the random delay before the first retry. The limit doubles for each further retry. The default is 1 s.
    /// </summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The maximum delay before a retry, even if the service requests a longer delay in <c>Retry-After</c>. The default is 30 s.
    /// </summary>
    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The maximum size of a response in bytes, after decompression. The default is 16 MiB. Values up to 1 GiB are allowed.
    /// </summary>
    public long MaximumResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The value of the header <c>User-Agent</c>.</summary>
    public string UserAgent { get; init; } = "CompassOps";
}
