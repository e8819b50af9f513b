using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

internal sealed record AccessToken(IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt, bool IsRevoked = false);

/// <summary>
/// Issues OAuth 2.0 access tokens in the client credentials flow. Clients send <c>POST /oauth/token</c> with a JSON body.
/// Thread-safe.
/// </summary>
internal sealed partial class TokenAuthority(string clientId, string clientSecret, IReadOnlyList<string> scopes, TimeSpan lifetime, Func<DateTimeOffset> now)
{
    public const string Path = "/oauth/token";

    /// <summary>
    /// The minimum length of a client secret. The log masks the secret, and masking a shorter text would also change common words.
    /// </summary>
    public const int MinimumSecret = 8;

    // When this number of tokens is reached, a new token replaces the oldest token.
    private const int MaximumTokens = 10_000;

    private readonly object _lock = new();
    private readonly Dictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <exception cref="ApiException">The method or the body of the token request is not valid.</exception>
    public Reply Handle(HttpRequest request)
    {
        if (request.Method != "POST")
        {
            throw ApiException.MethodNotAllowed("POST");
        }

        RequestBody body = RequestBody.Read(request.Header("Content-Type"), request.Body, "grant_type", "client_id", "client_secret", "audience", "scope");
        if (body.Text("grant_type", 100) != "client_credentials")
        {
            return Error(403, "unsupported_grant_type", Messages.GrantType);
        }

        if (!Same(body.Text("client_id", 1000), clientId) | !Same(body.Text("client_secret", 1000), clientSecret))
        {
            return Error(401, "access_denied", Messages.Unauthorized);
        }

        return Reply.Json(200, (Token: Issue(scopes), Scopes: scopes, lifetime), static (json, issued) =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", issued.Token);
            json.WriteNumber("expires_in", (long)issued.lifetime.TotalSeconds);
            json.WriteString("token_type", "Bearer");
            json.WriteString("scope", string.Join(' ', issued.Scopes));
            json.WriteEndObject();
        });
    }

    /// <summary>Issues a token with the given scopes. They can differ from the scopes of the service account.</summary>
    public string Issue(IReadOnlyList<string> granted)
    {
        string token = "sandbox-access-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLower(CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (_order.Count == MaximumTokens)
            {
                _tokens.Remove(_order.Dequeue());
            }

            _order.Enqueue(token);
            _tokens.Add(token, new AccessToken(granted, lifetime < DateTimeOffset.MaxValue - now() ? now() + lifetime : DateTimeOffset.MaxValue));
        }

        return token;
    }

    public void Revoke()
    {
        lock (_lock)
        {
            foreach (string token in _tokens.Keys.ToArray())
            {
                _tokens[token] = _tokens[token] with { IsRevoked = true };
            }
        }
    }

    /// <exception cref="ApiException">401: the token is unknown, revoked or expired, or lacks a scope.</exception>
    public void Check(string token, IEnumerable<string> needed)
    {
        AccessToken? issued;
        lock (_lock)
        {
            _tokens.TryGetValue(token, out issued);
        }

        string? reason = issued is null ? Messages.TokenUnknown
            : issued.IsRevoked ? Messages.TokenRevoked
            : issued.ExpiresAt <= now() ? Messages.TokenExpired
            : null;
        if (reason is not null)
        {
            throw ApiException.InvalidToken(reason);
        }

        if (needed.Except(issued!.Scopes, StringComparer.Ordinal).Any())
        {
            throw ApiException.Scope();
        }
    }

    /// <summary>Masks the client secret and each text that has the format of an access token.</summary>
    public string Scrub(string text, string instead)
    {
        text = text.Contains("sandbox-access-", StringComparison.Ordinal) ? IssuedToken().Replace(text, instead) : text;
        return text.Replace(clientSecret, instead, StringComparison.Ordinal);
    }

    private static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));

    private static Reply Error(int status, string error, string description) => Reply.Json(status, (error, description), static (json, state) =>
    {
        json.WriteStartObject();
        json.WriteString("error", state.error);
        json.WriteString("error_description", state.description);
        json.WriteEndObject();
    });

    [GeneratedRegex("sandbox-access-[0-9a-f]{32}", RegexOptions.CultureInvariant)]
    private static partial Regex IssuedToken();
}
