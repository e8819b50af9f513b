using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Connections;

/// <summary>The settings of a connection, from parameters, environment variables or a sandbox.</summary>
internal sealed record ConnectionSettings
{
    public string? Name { get; init; }

    public string? Site { get; init; }

    public string? CloudId { get; init; }

    public CompassProduct Product { get; init; }

    public string UserName { get; init; } = "";

    public SecureString? Token { get; init; }

    public SecureString? AccessToken { get; init; }

    public string? ClientId { get; init; }

    public SecureString? ClientSecret { get; init; }

    public Uri? AuthorityUri { get; init; }

    public string? CredentialSource { get; init; }

    public string? TeamId { get; init; }

    public Uri? BaseUri { get; init; }

    public bool IsSandbox { get; init; }

    public Func<DateTimeOffset>? Clock { get; init; }

    public Uri? Proxy { get; init; }

    public PSCredential? ProxyCredential { get; init; }

    public bool ProxyUseDefaultCredentials { get; init; }

    public bool NoProxy { get; init; }

    public double? TimeoutSec { get; init; }

    public int? MaximumRetryCount { get; init; }

    public double? RetryIntervalSec { get; init; }

    /// <summary>Creates the connection. If the cloud id is unknown, sends a request to find the cloud id of the site.</summary>
    /// <exception cref="CompassArgumentException">A setting is invalid.</exception>
    /// <exception cref="CompassApiException">The request for the cloud id failed, for example because the site does not exist.</exception>
    public async Task<CompassConnection> OpenAsync(IRequestObserver? observer, CancellationToken cancellationToken)
    {
        string? cloudId = CloudId;
        if (cloudId is null)
        {
            // Creates a client only to check the settings. NewClient throws if a setting is invalid, so no request uses invalid settings.
            NewClient("unknown").Dispose();
            cloudId = await CompassClient.FindCloudIdAsync(Site ?? "", Options("unknown"), observer, cancellationToken)
                .ConfigureAwait(false);
        }

        CompassClientOptions options = Options(cloudId);
        // -BaseUri can be the address of a sandbox. If this sandbox runs in the same process, the connection uses the clock of the sandbox.
        Func<DateTimeOffset>? clock = Clock ?? InProcessSandbox.ClockAt(BaseUri);
        return new CompassConnection(NewClient(cloudId), Name ?? (Site is null ? cloudId : CompassClient.SiteName(Site)), clock)
        {
            Site = Site is null ? null : CompassClient.SiteName(Site),
            CloudId = cloudId,
            User = ClientId ?? UserName,
            CredentialType = AccessToken is not null ? CompassCredentialType.AccessToken
                : ClientId is not null ? CompassCredentialType.ClientCredentials
                : CompassCredentialType.ApiToken,
            TeamId = TeamId,
            // The real service always uses TLS, so plain HTTP means a simulated service.
            IsSandbox = IsSandbox || clock is not null || BaseUri?.Scheme == Uri.UriSchemeHttp,
            TimeoutSec = options.Timeout.TotalSeconds,
            MaximumRetryCount = options.MaximumRetryCount,
            RetryIntervalSec = options.RetryInterval.TotalSeconds,
        };
    }

    private CompassClient NewClient(string cloudId)
    {
        try
        {
            return new CompassClient(Options(cloudId));
        }
        catch (CompassArgumentException refused) when (refused.ParamName == nameof(CompassClientOptions.Product))
        {
            throw new CompassArgumentException($"{refused.Sentence} {Messages.ProductForTokens}", refused.ParamName);
        }
    }

    private CompassClientOptions Options(string cloudId)
    {
        CompassClientOptions defaults = new();
        return new CompassClientOptions
        {
            BaseUri = BaseUri,
            CloudId = cloudId,
            Product = Product,
            UserName = UserName,
            Token = Token,
            AccessToken = AccessToken,
            ClientId = ClientId,
            ClientSecret = ClientSecret,
            AuthorityUri = AuthorityUri,
            CredentialSource = CredentialSource,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential is { } credential ? new NetworkCredential(credential.UserName, credential.Password) : null,
            ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
            NoProxy = NoProxy,
            Timeout = TimeoutSec is { } timeout ? TimeSpan.FromSeconds(timeout) : defaults.Timeout,
            MaximumRetryCount = MaximumRetryCount ?? defaults.MaximumRetryCount,
            RetryInterval = RetryIntervalSec is { } interval ? TimeSpan.FromSeconds(interval) : defaults.RetryInterval,
            UserAgent = ModuleIdentity.UserAgent,
        };
    }
}
