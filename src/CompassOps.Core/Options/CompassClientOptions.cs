using System;
using System.Net;
using System.Security;

namespace CompassOps;

/// <summary>
/// The address, credentials and limits of a client. Immutable. The constructor of <see cref="CompassClient"/> validates them.
/// </summary>
public sealed record CompassClientOptions
{
    /// <summary>The root address that is used if <see cref="BaseUri"/> is null.</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.atlassian.com/");

    /// <summary>The address of the authority that issues access tokens. It is used if <see cref="AuthorityUri"/> is null.</summary>
    public static readonly Uri DefaultAuthorityUri = new("https://auth.atlassian.com/");

    /// <summary>
    /// The root address of the service. Null means <see cref="DefaultBaseUri"/>. The client appends the product's path unless the address
    /// already ends with that path. Plain HTTP is allowed on loopback only.
    /// </summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The cloudId of the site.</summary>
    public string CloudId { get; init; } = "";

    /// <summary>The product whose address is used.</summary>
    public CompassProduct Product { get; init; }

    /// <summary>The e-mail address of the account.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The source of the user name and token, such as a variable's name, or null. The message of a 401 shows it.</summary>
    public string? CredentialSource { get; init; }

    /// <summary>The account's API token. The client makes a copy, and does not change or dispose of the original.</summary>
    public SecureString? Token { get; init; }

    /// <summary>
    /// The access token of a service account. The client sends it as a Bearer token instead of <see cref="UserName"/> and
    /// <see cref="Token"/>. Only Jira Service Management accepts it.
    /// </summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>
    /// The OAuth client id of a service account. The client uses it to get access tokens from the authority. Only Jira Service Management
    /// accepts them.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>The OAuth client secret of the service account.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>
    /// The scheme, host and port of the authority that issues access tokens. Null means <see cref="DefaultAuthorityUri"/>. If
    /// <see cref="BaseUri"/> uses plain HTTP on loopback, null means the service itself.
    /// </summary>
    public Uri? AuthorityUri { get; init; }

    /// <summary>The proxy to use. Null means the system's proxy.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credentials for the proxy, or null.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>
    /// Whether the proxy gets the credentials of the account that runs this process. Applies to <see cref="Proxy"/> and to the system's
    /// proxy.
    /// </summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Whether to bypass all proxies, including the system's proxy. Plain HTTP on loopback never uses a remote proxy.</summary>
    public bool NoProxy { get; init; }

    /// <summary>The time limit of one attempt, from connecting to the end of the response. The default is 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest number of retries, 0 to 100. The default is 4.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>The longest random delay before the first retry. It doubles with each further retry. The default is 1 s.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest delay before one retry, even if the service requests a longer delay with <c>Retry-After</c>. The default is 30 s.
    /// </summary>
    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest size of a decompressed response in bytes. The default is 16 MiB, and the maximum is 1 GiB.</summary>
    public long MaximumResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The value of the header <c>User-Agent</c>.</summary>
    public string UserAgent { get; init; } = "CompassOps";
}
