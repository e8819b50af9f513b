using System;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Http;

/// <summary>
/// Signs requests to one origin, and knows how to take the secret out of a text. The token and the header made of it live here and
/// nowhere else.
/// </summary>
internal sealed class AuthenticationHandler : DelegatingHandler
{
    private const string Hidden = "***";
    private readonly Uri _origin;
    private readonly string _header;
    private readonly SecureString _token;

    /// <summary>Makes the handler.</summary>
    /// <param name="inner">What sends the signed request.</param>
    /// <param name="origin">The only scheme, host and port that ever see the credentials.</param>
    /// <param name="userName">The e-mail address.</param>
    /// <param name="token">The API token.</param>
    /// <param name="source">Where the two come from, or null.</param>
    /// <exception cref="CompassArgumentException">One of the two is missing or cannot be sent.</exception>
    public AuthenticationHandler(HttpMessageHandler inner, Uri origin, string userName, SecureString? token, string? source = null)
        : base(inner)
    {
        _origin = origin;
        Description = source is null ? userName : $"{userName} (from {source})";
        ArgumentCheck.Identity(userName, "The user name", nameof(CompassClientOptions.UserName));
        if (HasControl(userName))
        {
            throw new CompassArgumentException("The user name holds a line break or another control character. Give the account's e-mail address.", nameof(CompassClientOptions.UserName));
        }

        if (userName.Contains(":"))
        {
            throw new CompassArgumentException("The user name holds a colon, which Basic authentication cannot carry. Give the account's e-mail address.", nameof(CompassClientOptions.UserName));
        }

        if (token is not { Length: > 0 })
        {
            throw new CompassArgumentException("The API token is empty. Give the account's API token as the password.", nameof(CompassClientOptions.Token));
        }

        _token = token.Copy();
        _token.MakeReadOnly();
        string plain = Reveal(_token);
        if (HasControl(plain))
        {
            throw new CompassArgumentException(
                "The API token holds a line break or another control character, as one has that was read from a file with the end of its line. Give the token alone.",
                nameof(CompassClientOptions.Token));
        }

        _header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + plain));
    }

    /// <summary>Who asks, and where that was said.</summary>
    public string Description { get; }

    /// <summary>The text with the token, and the header's value, made unreadable wherever they occur.</summary>
    public string Redact(string text)
    {
        string token;
        try
        {
            token = Reveal(_token);
        }
        catch (ObjectDisposedException)
        {
            // The client was closed under the call: what it then reports matters less than what must not be in it.
            return Hidden;
        }

        text = text.Replace(_header.Substring("Basic ".Length), Hidden).Replace(token, Hidden);

        // As part of an address, and as JSON may write it.
        foreach (string escaped in new[] { Uri.EscapeDataString(token), JavaScriptEncoder.Default.Encode(token) })
        {
            text = escaped == token ? text : text.Replace(escaped, Hidden);
        }

        return text;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Uri has brought scheme and host into lower case.
        if (request.RequestUri is not { } address || address.Port != _origin.Port || address.Scheme != _origin.Scheme || address.Host != _origin.Host)
        {
            throw new InvalidOperationException("A request was about to carry the credentials to another host.");
        }

        request.Headers.TryAddWithoutValidation("Authorization", _header);
        return base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _token.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
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
