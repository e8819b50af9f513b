using System;

namespace CompassOps.Http;

/// <summary>The reasons why the service does not accept an access token.</summary>
internal enum TokenState
{
    /// <summary>The reason is unknown.</summary>
    Unknown,

    /// <summary>The token has expired.</summary>
    Expired,

    /// <summary>The token was revoked.</summary>
    Revoked,
}

/// <summary>Reads the reason why the service refused a token.</summary>
internal static class TokenStates
{
    /// <summary>Finds the state of the token in the error message or in the header <c>WWW-Authenticate</c>.</summary>
    public static TokenState Of(string? text, string? challenge) =>
        Mentions(text, "revoked") || Mentions(challenge, "revoked") ? TokenState.Revoked
        : Mentions(text, "expired") || Mentions(challenge, "expired") ? TokenState.Expired
        : TokenState.Unknown;

    /// <summary>Returns the connection problem that a state of the token means. Returns null for an unknown state.</summary>
    public static ConnectionProblem? Problem(TokenState state) => state switch
    {
        TokenState.Expired => ConnectionProblem.TokenExpired,
        TokenState.Revoked => ConnectionProblem.TokenRevoked,
        _ => null,
    };

    /// <summary>Returns the message that reports a refused credential.</summary>
    public static string Describe(TokenState state, string by, string credential) => state switch
    {
        TokenState.Expired => Messages.TokenExpired(credential),
        TokenState.Revoked => Messages.TokenRevoked(credential),
        _ => Messages.CredentialRefused(by, credential),
    };

    private static bool Mentions(string? text, string word) => text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
