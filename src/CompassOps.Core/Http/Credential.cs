using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// Authenticates the requests of a client: with an e-mail address and an API token, with an access token, or as an OAuth client.
/// </summary>
internal abstract class Credential : IDisposable
{
    /// <summary>Returns the name and source of the credential for messages, without a secret.</summary>
    public abstract string Description { get; }

    /// <summary>Returns what the user should do if the service does not accept the credential.</summary>
    public abstract string Remedy { get; }

    /// <summary>Whether the credential is an access token, which can expire and be revoked.</summary>
    public virtual bool IsAccessToken => false;

    /// <summary>Returns the current authorization for a request.</summary>
    /// <param name="request">The request that is about to be sent.</param>
    /// <param name="deadline">The time at which the request must end, on the monotonic clock.</param>
    /// <param name="cancellationToken">Cancels the wait. A renewal that other requests share continues.</param>
    /// <exception cref="CompassApiException">No access token could be obtained.</exception>
    public abstract ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>
    /// Marks an access token as refused by the service, so that the next request gets another token. Returns false if the credential
    /// cannot get another token.
    /// </summary>
    public virtual bool TryReplace(Authorization refused) => false;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
