using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>The credentials of a client: an e-mail address with an API token, an access token, or an OAuth client.</summary>
internal abstract class Credential : IDisposable
{
    /// <summary>The name and source of the credentials, without a secret. Messages show this text.</summary>
    public abstract string Description { get; }

    /// <summary>Tells the user what to do if the service does not accept the credentials.</summary>
    public abstract string Remedy { get; }

    /// <summary>Whether requests contain an access token, which can expire and be revoked.</summary>
    public virtual bool IsAccessToken => false;

    /// <summary>Returns the current authorization for a request.</summary>
    /// <param name="request">The request to send.</param>
    /// <param name="deadline">The time, on the monotonic clock, at which the request must end.</param>
    /// <param name="cancellationToken">Cancels the wait for an access token. Other requests continue to wait for this token.</param>
    /// <exception cref="CompassApiException">The client could not get an access token.</exception>
    public abstract ValueTask<Authorization> GetAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken);

    /// <summary>Discards an access token that the service rejected. Returns true if the next request will use another token.</summary>
    public virtual bool TryReplace(Authorization refused) => false;

    public virtual void Dispose()
    {
    }
}
