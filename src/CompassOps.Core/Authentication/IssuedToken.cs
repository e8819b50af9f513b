using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using CompassOps.Serialization;

namespace CompassOps.Authentication;

/// <summary>The response to a token request: <c>{"access_token": "...", "expires_in": 3600, "token_type": "Bearer"}</c>.</summary>
/// <param name="Token">The access token.</param>
/// <param name="Lifetime">The time from the issue of the token to its expiry.</param>
internal sealed record IssuedToken(string Token, TimeSpan Lifetime)
{
    public static readonly ResponseReader<IssuedToken> Reader = static (json, teamId) => JsonReading.ReadWhole(json, teamId, Read);

    // The default if the response contains no lifetime. Atlassian's authority issues tokens with this lifetime.
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(366);

    private static IssuedToken Read(ref Utf8JsonReader reader, string? teamId)
    {
        JsonReading.RequireObject(ref reader, Messages.ResponseOfAuthority);
        string? token = null, type = null;
        TimeSpan lifetime = UsualLifetime;
        Dictionary<string, object?>? unfit = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "access_token"u8))
            {
                token = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else if (JsonReading.Is(ref reader, "token_type"u8))
            {
                type = JsonValue.Text(ref reader, "token_type", ref unfit);
            }
            else if (JsonReading.Is(ref reader, "expires_in"u8))
            {
                lifetime = reader.TokenType == JsonTokenType.Null ? UsualLifetime : Seconds(JsonValue.Text(ref reader, "expires_in", ref unfit));
            }
            else
            {
                JsonReading.PassField(ref reader);
            }
        }

        return string.IsNullOrEmpty(token) ? throw new JsonException(Messages.Missing(Messages.ResponseOfAuthority, "access_token"))
            : !CredentialCheck.IsBearer(token!) ? throw new JsonException(Messages.AccessTokenUnusable)
            : type is not null && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase) ? throw new JsonException(Messages.NotBearer)
            : new IssuedToken(token!, lifetime);
    }

    private static TimeSpan Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds > 0
            ? seconds < LongestLifetime.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestLifetime
            : throw new JsonException(Messages.LifetimeUnusable);
}
