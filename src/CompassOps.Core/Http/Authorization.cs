using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>Signs requests to one origin. Its header is the only plain copy of the credentials beside the redactor's.</summary>
internal sealed class Authorization
{
    private readonly Uri _origin;
    private readonly string _header;

    /// <summary>Creates the signature.</summary>
    /// <param name="origin">The only scheme, host and port that receive the credentials.</param>
    /// <param name="header">The value of the header <c>Authorization</c>.</param>
    public Authorization(Uri origin, string header)
    {
        _origin = origin;
        _header = header;
    }

    /// <summary>Adds the header to a request.</summary>
    /// <exception cref="InvalidOperationException">The request goes to another origin.</exception>
    public void Sign(HttpRequestMessage request)
    {
        // Uri has brought scheme and host into lower case.
        if (request.RequestUri is not { } address || address.Port != _origin.Port || address.Scheme != _origin.Scheme || address.Host != _origin.Host)
        {
            throw new InvalidOperationException(Messages.CredentialsForOtherHost);
        }

        request.Headers.TryAddWithoutValidation("Authorization", _header);
    }
}
