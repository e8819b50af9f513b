using System;
using System.Net.Http;

namespace CompassOps.Http;

/// <summary>
/// Adds the credentials to requests to one origin. Only this class and the redactor keep the credentials in plain text.
/// </summary>
internal sealed class Authorization
{
    private readonly Uri _origin;
    private readonly string _header;

    /// <summary>Creates the authorization.</summary>
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
        // An ordinal comparison is enough, because Uri converts scheme and host to lower case.
        if (request.RequestUri is not { } address || address.Port != _origin.Port || address.Scheme != _origin.Scheme || address.Host != _origin.Host)
        {
            throw new InvalidOperationException(Messages.CredentialsForOtherHost);
        }

        request.Headers.TryAddWithoutValidation("Authorization", _header);
    }
}
