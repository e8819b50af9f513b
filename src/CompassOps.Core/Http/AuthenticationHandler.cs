using System;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Secrets;

namespace CompassOps.Http;

/// <summary>Signs requests to one origin. The header made of user name and token lives here and in the redactor, nowhere else.</summary>
internal sealed class AuthenticationHandler : DelegatingHandler
{
    private readonly Uri _origin;
    private readonly string _header;

    /// <summary>Creates the handler.</summary>
    /// <param name="inner">Sends the signed request.</param>
    /// <param name="origin">The only scheme, host and port that receive the credentials.</param>
    /// <param name="userName">The e-mail address.</param>
    /// <param name="token">The API token.</param>
    /// <param name="redactor">Receives the credentials, to mask them.</param>
    /// <param name="source">The source of the credentials, or null.</param>
    /// <exception cref="CompassArgumentException">One of the two is missing or cannot be sent.</exception>
    public AuthenticationHandler(HttpMessageHandler inner, Uri origin, string userName, SecureString? token, Redactor redactor, string? source = null)
        : base(inner)
    {
        _origin = origin;
        Description = source is null ? userName : $"{userName} (from {source})";
        CredentialCheck.UserName(userName);
        if (token is not { Length: > 0 })
        {
            throw new CompassArgumentException(Messages.TokenEmpty, nameof(CompassClientOptions.Token));
        }

        string plain = Reveal(token);
        CredentialCheck.Token(plain);
        redactor.AddCredentials(userName, plain);
        _header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + plain));
    }

    /// <summary>The user name and the source of the credentials.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Uri has converted scheme and host to lower case.
        if (request.RequestUri is not { } address || address.Port != _origin.Port || address.Scheme != _origin.Scheme || address.Host != _origin.Host)
        {
            throw new InvalidOperationException(Messages.CredentialsForOtherHost);
        }

        request.Headers.TryAddWithoutValidation("Authorization", _header);
        return base.SendAsync(request, cancellationToken);
    }

    private static string Reveal(SecureString secret)
    {
        IntPtr plain = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(plain, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }
    }
}
