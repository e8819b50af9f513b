using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>Authenticates the requests of a client: an e-mail address with a token, an access token, or an OAuth client.</summary>
internal abstract class Credential : IDisposable
{
    /// <summary>Names the credential in a message, and where it comes from. Holds no secret.</summary>
    public abstract string Description { get; }

    /// <summary>Tells what to do if the service does not accept the credential.</summary>
    public abstract string Remedy { get; }

    /// <summary>Whether the credential is an access token, which can expire and be revoked.</summary>
    public virtual bool IsAccessToken => false;

    /// <summary>Returns what signs a request now.</summary>
    /// <param name="request">The request that is about to be sent.</param>
    /// <param name="deadline">When the request must be over.</param>
    /// <param name="cancellationToken">Ends the wait, but not a renewal that other requests share.</param>
    /// <exception cref="CompassApiException">No access token could be obtained.</exception>
    public abstract ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>
    /// Marks an access token as refused by the service, so that the next request gets another one. Returns false if there is no other one.
    /// </summary>
    public virtual bool TryReplace(Authorization refused) => false;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
