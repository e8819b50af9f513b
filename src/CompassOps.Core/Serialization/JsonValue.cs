using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>
/// Reads values. The service can change the type of a value. Therefore, if a number or a boolean is expected, text such as <c>"5"</c> or
/// <c>"true"</c> is also accepted. If text is expected, a number or a boolean is also accepted. Null is always accepted. Any other value
/// that cannot be converted is kept in the additional properties of the object.
/// </summary>
/// <remarks>
/// Before each method, the JSON reader must be at the first token of the value. Afterwards, it is at the last token of the value.
/// </remarks>
internal static class JsonValue
{
    /// <summary>
    /// Reads a text. Numbers and booleans are returned as text. Objects and arrays are added to <paramref name="additional"/>, and the
    /// result is null.
    /// </summary>
    public static string? Text(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return RawText(ref reader);
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                Keep(ref reader, name, ref additional);
                return null;
        }
    }

    /// <summary>Reads a whole number. Also accepts a number as text, and a number such as <c>5.0</c>.</summary>
    public static int? Integer(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int plain))
        {
            return plain;
        }

        string? text = reader.TokenType switch
        {
            JsonTokenType.Number => RawText(ref reader),
            JsonTokenType.String => reader.GetString(),
            _ => null,
        };
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            && value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue)
        {
            return (int)value;
        }

        Keep(ref reader, name, ref additional);
        return null;
    }

    /// <summary>Reads a boolean. Also accepts a boolean as text.</summary>
    public static bool? Boolean(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String when bool.TryParse(reader.GetString(), out bool value):
                return value;
            default:
                Keep(ref reader, name, ref additional);
                return null;
        }
    }

    /// <summary>Reads an ISO 8601 date and time. A time without an offset is in UTC.</summary>
    public static DateTimeOffset? Instant(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        if (reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value))
        {
            return value;
        }

        Keep(ref reader, name, ref additional);
        return null;
    }

    /// <summary>Reads a list of texts. Also accepts a single text, and null for an empty list. Skips nulls in the list.</summary>
    public static string[] Texts(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Array.Empty<string>();
            case JsonTokenType.String:
                return new[] { reader.GetString()! };
            case JsonTokenType.StartArray:
                break;
            default:
                Keep(ref reader, name, ref additional);
                return Array.Empty<string>();
        }

        List<string> texts = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref reader, name, ref additional) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.ToArray();
    }

    /// <summary>Adds the value to <paramref name="additional"/>, unless the value is null.</summary>
    public static void Keep(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            KeepUnknown(ref reader, name, ref additional);
        }
    }

    /// <summary>Adds the value to <paramref name="additional"/>, even if the value is null.</summary>
    public static void KeepUnknown(ref Utf8JsonReader reader, string name, ref Dictionary<string, object?>? additional) =>
        (additional ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = Any(ref reader);

    /// <summary>
    /// Reads any value as string, long, decimal, double, bool, null, <c>object[]</c> or <c>Dictionary&lt;string, object&gt;</c>. Prefers
    /// decimal to double, because decimal is exact.
    /// </summary>
    public static object? Any(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.StartArray:
                List<object?> items = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Any(ref reader));
                }

                return items.ToArray();
            case JsonTokenType.StartObject:
                Dictionary<string, object?> fields = new(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    fields[name] = Any(ref reader);
                }

                return fields;
            default:
                return null;
        }
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long whole))
        {
            return whole;
        }

        // Use decimal, because it is exact. For a number closer to zero than 0.000001, use double, because decimal does not have enough
        // decimal places.
        if (reader.TryGetDecimal(out decimal exact) && Math.Abs(exact) >= 0.000001m)
        {
            return exact;
        }

        return reader.TryGetDouble(out double near) && !double.IsInfinity(near) ? near : RawText(ref reader);
    }

    private static string RawText(ref Utf8JsonReader reader)
    {
#if NETSTANDARD2_0
        return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
#else
        return Encoding.UTF8.GetString(reader.ValueSpan);
#endif
    }
}
