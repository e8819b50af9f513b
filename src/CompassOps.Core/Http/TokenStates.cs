using System;

namespace CompassOps.Http;

/// <summary>The reason why the service rejected an access token.</summary>
internal enum TokenState
{
    Unknown,

    Expired,

    Revoked,
}

internal static class TokenStates
{
    /// <summary>
    /// Finds the reason why the service rejected a token, in the error message or in the header <c>WWW-Authenticate</c>.
    /// </summary>
    public static TokenState Of(string? text, string? challenge) =>
        Mentions(text, "revoked") || Mentions(challenge, "revoked") ? TokenState.Revoked
        : Mentions(text, "expired") || Mentions(challenge, "expired") ? TokenState.Expired
        : TokenState.Unknown;

    public static ConnectionProblem? Problem(TokenState state) => state switch
    {
        TokenState.Expired => ConnectionProblem.TokenExpired,
        TokenState.Revoked => ConnectionProblem.TokenRevoked,
        _ => null,
    };

    public static string Describe(TokenState state, string by, string credential) => state switch
    {
        TokenState.Expired => Messages.TokenExpired(credential),
        TokenState.Revoked => Messages.TokenRevoked(credential),
        _ => Messages.CredentialRefused(by, credential),
    };

    private static bool Mentions(string? text, string word) => text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
