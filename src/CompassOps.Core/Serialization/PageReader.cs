using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>One page of a list.</summary>
/// <param name="Values">The objects.</param>
/// <param name="Rows">The number of items on the page, including nulls, which are not in <paramref name="Values"/>.</param>
/// <param name="Next">The link to the next page, exactly as the service returned it, or null.</param>
internal sealed record Page<T>(IReadOnlyList<T> Values, int Rows, string? Next);

/// <summary>
/// Reads a page of a list: <c>{"values": [...], "links": {"next": "..."}}</c>. Also accepts <c>data</c> instead of <c>values</c>, and an
/// array without an object around it, which is a list of one page.
/// </summary>
internal static class PageReader
{
    public static readonly ResponseReader<Page<Heartbeat>> Heartbeats = static (json, teamId) => Read(json, teamId, HeartbeatReader.Read);

    public static readonly ResponseReader<Page<Maintenance>> Maintenances = static (json, teamId) => Read(json, teamId, MaintenanceReader.Read);

    /// <summary>Reads a page of teams. Also accepts <c>platformTeams</c> instead of <c>values</c>.</summary>
    public static readonly ResponseReader<Page<Team>> Teams = static (json, teamId) => Read(json, teamId, TeamReader.Read);

    public static readonly ResponseReader<Page<object?>> Any =
        static (json, teamId) => Read(json, teamId, static (ref Utf8JsonReader reader, string? _) => JsonValue.Any(ref reader));

    private static Page<T> Read<T>(ReadOnlySpan<byte> json, string? teamId, ObjectReader<T> read)
    {
        Utf8JsonReader reader = JsonReading.Open(json);
        Page<T> page = reader.TokenType switch
        {
            JsonTokenType.StartArray => ReadArray(ref reader, teamId, read),
            JsonTokenType.StartObject => ReadEnvelope(ref reader, teamId, read),
            _ => throw new JsonException(Messages.ListIsNoList),
        };
        JsonReading.Close(ref reader);
        return page;
    }

    private static Page<T> ReadEnvelope<T>(ref Utf8JsonReader reader, string? teamId, ObjectReader<T> read)
    {
        Page<T>? values = null, data = null;
        string? next = null;
        while (JsonReading.NextField(ref reader))
        {
            if (JsonReading.Is(ref reader, "values"u8) || JsonReading.Is(ref reader, "platformTeams"u8))
            {
                values = reader.TokenType switch
                {
                    JsonTokenType.StartArray => ReadArray(ref reader, teamId, read),
                    JsonTokenType.Null => new Page<T>(Array.Empty<T>(), 0, null),
                    _ => throw new JsonException(Messages.ValuesAreNoArray),
                };
            }
            else if (JsonReading.Is(ref reader, "data"u8))
            {
                // Some responses contain the list in "data". If the response also contains "values", ignore "data", because it is not the
                // list.
                data = reader.TokenType == JsonTokenType.StartArray && values is null ? ReadArray(ref reader, teamId, read) : null;
                reader.Skip();
            }
            else if (JsonReading.Is(ref reader, "links"u8))
            {
                next = ReadNext(ref reader);
            }
            else
            {
                JsonReading.PassField(ref reader);
            }
        }

        return (values ?? data ?? throw new JsonException(Messages.ListHasNoValues)) with { Next = next };
    }

    private static Page<T> ReadArray<T>(ref Utf8JsonReader reader, string? teamId, ObjectReader<T> read)
    {
        List<T> values = new();
        int rows = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows++;

            if (reader.TokenType != JsonTokenType.Null)
            {
                values.Add(read(ref reader, teamId));
            }
        }

        return new Page<T>(values, rows, null);
    }

    private static string? ReadNext(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonReading.RequireObject(ref reader, "the links of a list");
        string? next = null;
        while (JsonReading.NextField(ref reader))
        {
            if (!JsonReading.Is(ref reader, "next"u8))
            {
                JsonReading.PassField(ref reader);
                continue;
            }

            // Reject a link that is neither text nor null. If the code ignored it, the rest of the list would be lost without an error.
            next = reader.TokenType is JsonTokenType.String or JsonTokenType.Null
                ? reader.GetString()
                : throw new JsonException(Messages.LinkIsNoText);
        }

        return string.IsNullOrWhiteSpace(next) ? null : next;
    }
}
