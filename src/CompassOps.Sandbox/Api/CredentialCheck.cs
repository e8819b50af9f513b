using System;
using System.Security.Cryptography;
using System.Text;

namespace CompassOps.Sandbox.Api;

/// <summary>Verifies Basic and Bearer credentials. Also masks secrets in texts that the request log stores.</summary>
internal sealed class CredentialCheck(string email, string token, TokenAuthority authority)
{
    private const string Hidden = "(token)";

    // The log does not mask shorter tokens. Masking a token such as "test" would also mask the word "test" in other texts.
    private const int ShortestSecret = 8;

    private readonly string _escaped = Uri.EscapeDataString(token);
    private readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}"));

    /// <param name="authorization">The value of the Authorization header.</param>
    /// <param name="route">The route of the request. Bearer tokens are valid only for routes of Jira Service Management.</param>
    /// <exception cref="ApiException">401: the header is missing, the credentials are wrong, or the token lacks a
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

    public void CheckBasic(string? authorization)
    {
        if (authorization is null)
        {
            throw ApiException.Gateway(401, Messages.Unauthorized);
        }

        const string Scheme = "Basic ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            // A Compass route accepts no Bearer token, because no scope allows requests to Compass. So the error is a missing scope.
            throw ApiException.Scope();
        }

        byte[] given = Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(_encoded)))
        {
            throw ApiException.Gateway(401, Messages.Unauthorized);
        }
    }

    /// <summary>Masks the API token and all other secrets in a text.</summary>
    public string Scrub(string text)
    {
        text = authority.Scrub(text.Replace(_encoded, Hidden, StringComparison.Ordinal), Hidden);
        return token.Length < ShortestSecret ? text
            : text.Replace(token, Hidden, StringComparison.Ordinal).Replace(_escaped, Hidden, StringComparison.Ordinal);
    }
}
