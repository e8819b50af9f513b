using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Adds the credentials to requests. Throws an exception if a request goes to another scheme, host or port, so that only the service
/// receives the credentials.
/// </summary>
internal sealed class Authorization
{
    private readonly Uri _origin;
    private readonly string _header;

    /// <summary>Creates an authorization for one origin.</summary>
    /// <param name="origin">The only scheme, host and port that receive the credentials.</param>
    /// <param name="header">The value of the header <c>Authorization</c>.</param>
    public Authorization(Uri origin, string header)
    {
        _origin = origin;
        _header = header;
    }

    /// <summary>Adds the header <c>Authorization</c> to a request.</summary>
    /// <exception cref="InvalidOperationException">The request goes to another origin.</exception>
    public void Sign(HttpRequestMessage request)
    {
        // Uri converts the scheme and the host to lower case, so an ordinal comparison is sufficient.
        if (request.RequestUri is not { } address || address.Port != _origin.Port || address.Scheme != _origin.Scheme || address.Host != _origin.Host)
        {
            throw new InvalidOperationException(Messages.CredentialsForOtherHost);
        }

        request.Headers.TryAddWithoutValidation("Authorization", _header);
    }
}
