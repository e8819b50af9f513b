using System;
using System.Net;
using System.Security;

namespace CompassOps;

/// <summary>The address, credentials and limits of a client. Immutable; checked when a <see cref="CompassClient"/> is created.</summary>
public sealed record CompassClientOptions
{
    /// <summary>The root address if <see cref="BaseUri"/> is null.</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.atlassian.com/");

    /// <summary>The authority that issues access tokens, used where <see cref="AuthorityUri"/> is null.</summary>
    public static readonly Uri DefaultAuthorityUri = new("https://auth.atlassian.com/");

    /// <summary>
    /// The root of the service; null means <see cref="DefaultBaseUri"/>. The product's path is appended unless it ends with it
    /// already. HTTPS, or plain HTTP on loopback.
    /// </summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The cloudId of the site.</summary>
    public string CloudId { get; init; } = "";

    /// <summary>The product whose address is used.</summary>
    public CompassProduct Product { get; init; }

    /// <summary>The e-mail address of the account.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The source of user name and token for the message of a 401, such as a variable's name, or null.</summary>
    public string? CredentialSource { get; init; }

    /// <summary>The account's API token. The client copies it on creation, and neither changes nor disposes of it.</summary>
    public SecureString? Token { get; init; }

    /// <summary>
    /// The access token of a service account, sent as Bearer instead of <see cref="UserName"/> and <see cref="Token"/>. Jira Service
    /// Management only.
    /// </summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>
    /// The id of a service account's OAuth client, for which the client gets access tokens from the authority. Jira Service Management only.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of the OAuth client.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>
    /// Scheme, host and port of the authority that issues access tokens. Null means <see cref="DefaultAuthorityUri"/>, or the service itself
    /// if <see cref="BaseUri"/> is plain HTTP on loopback.
    /// </summary>
    public Uri? AuthorityUri { get; init; }

    /// <summary>The proxy to use; null means the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credentials for the proxy, or null.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Whether the account that runs this process authenticates at the proxy, either <see cref="Proxy"/> or the system's.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Whether to use no proxy at all, not even the system's. Plain HTTP on loopback never uses a remote proxy.</summary>
    public bool NoProxy { get; init; }

    /// <summary>The time limit of one attempt, from connecting to the end of the response. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest number of retries, 0 to 100. Default 4.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>
    /// The wait before the first retry is a random time up to this one; the bound doubles with each further retry. Default 1 s.
    /// </summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before one retry, even if the service requests more by <c>Retry-After</c>. Default 30 s.</summary>
    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest size of a response in bytes, decompressed. Default 16 MiB, at most 1 GiB.</summary>
    public long MaximumResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "CompassOps";
}
