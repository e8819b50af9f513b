// Checks the credentials that requests carry.
using System;
using System.Security.Cryptography;
using System.Text;

namespace CompassOps.Sandbox.Api;

/// <summary>Checks Basic and Bearer authentication. Masks the credentials in the request log.</summary>
internal sealed class CredentialCheck(string email, string token, TokenAuthority authority)
{
    private const string Hidden = "(token)";

    // Shorter tokens are not masked. Masking a token such as "test" would also mask this word elsewhere in the log.
    private const int ShortestSecret = 8;

    private readonly string _escaped = Uri.EscapeDataString(token);
    private readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}"));

    /// <summary>Checks the credentials of a request to the service.</summary>
    /// <param name="authorization">The value of the Authorization header.</param>
    /// <param name="route">The route of the request. Only routes of Jira Service Management accept Bearer tokens.</param>
    /// <exception cref="ApiException">401: the header is missing or wrong, its scheme is not accepted, or the token lacks a
    /// scope.</exception>
    public void Check(string? authorization, Route route)
    {
        const string Scheme = "Bearer ";
        if (route.IsJsm && authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            authority.Check(authorization[Scheme.Length..].Trim(), route.Operation?.Scopes ?? []);
            return;
        }

        CheckBasic(authorization);
    }

    /// <summary>Checks Basic authentication.</summary>
    /// <exception cref="ApiException">401: the header is missing or wrong, or its scheme is not Basic.</exception>
    public void CheckBasic(string? authorization)
    {
        if (authorization is null)
        {
            throw ApiException.Gateway(401, Messages.Unauthorized);
        }

        const string Scheme = "Basic ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            // The Compass routes do not accept the tokens of Forge and OAuth2 apps.
            throw ApiException.Scope();
        }

        byte[] given = Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(_encoded)))
        {
            throw ApiException.Gateway(401, Messages.Unauthorized);
        }
    }

    /// <summary>Masks the token and the other secrets in a text.</summary>
    public string Scrub(string text)
    {
        text = authority.Scrub(text.Replace(_encoded, Hidden, StringComparison.Ordinal), Hidden);
        return token.Length < ShortestSecret ? text
            : text.Replace(token, Hidden, StringComparison.Ordinal).Replace(_escaped, Hidden, StringComparison.Ordinal);
    }
}
