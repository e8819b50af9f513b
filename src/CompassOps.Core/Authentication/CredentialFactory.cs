using System;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using CompassOps.Http;
using CompassOps.Secrets;

namespace CompassOps.Authentication;

/// <summary>Creates the credential from the options of a client. Adds each secret to the redactor, which removes secrets from messages.</summary>
internal static class CredentialFactory
{
    /// <exception cref="CompassArgumentException">
    /// The credentials are missing or ambiguous, or the product does not support them.
    /// </exception>
    public static Credential Create(CompassClientOptions options, Uri origin, HttpMessageHandler? handler, Clock clock, Redactor redactor)
    {
        CredentialCheck.Kinds(options);
        if (options.AccessToken is { } accessToken)
        {
            string plain = Reveal(accessToken);
            CredentialCheck.AccessToken(plain);
            redactor.Add(plain);
            return new FixedCredential(
                new Authorization(origin, "Bearer " + plain), Named(Messages.TheAccessToken, options), Messages.CreateAccessToken, isAccessToken: true);
        }

        if (options.ClientId is not null)
        {
            return Client(options, origin, handler, clock, redactor);
        }

        CredentialCheck.UserName(options.UserName);
        string token = options.Token is { Length: > 0 } secure ? Reveal(secure) : "";
        CredentialCheck.Token(token);
        redactor.AddCredentials(options.UserName, token);
        string header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(options.UserName + ":" + token));
        return new FixedCredential(
            new Authorization(origin, header), Named(Messages.CredentialsOf(options.UserName), options), Messages.CheckCredentials, isAccessToken: false);
    }

    private static ClientCredential Client(CompassClientOptions options, Uri origin, HttpMessageHandler? handler, Clock clock, Redactor redactor)
    {
        string secret = options.ClientSecret is { Length: > 0 } secure ? Reveal(secure) : "";
        CredentialCheck.Client(options.ClientId!, secret);
        redactor.Add(secret);
        Uri authority = Addresses.Authority(options);
        return new ClientCredential(options, secret, origin, authority, handler ?? HandlerFactory.Create(options, authority), clock, redactor)
        {
            Source = options.CredentialSource,
        };
    }

    private static string Named(string credential, CompassClientOptions options) =>
        options.CredentialSource is null ? credential : $"{credential} (from {options.CredentialSource})";

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
