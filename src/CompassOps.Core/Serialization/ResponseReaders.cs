using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace CompassOps.Serialization;

internal static class ResponseReaders
{
    public static readonly ResponseReader<Heartbeat> Heartbeat =
        static (json, teamId) => JsonReading.ReadWhole(json, teamId, HeartbeatReader.Read);

    public static readonly ResponseReader<Maintenance> Maintenance =
        static (json, teamId) => JsonReading.ReadWhole(json, teamId, MaintenanceReader.Read);

    /// <summary>Reads the response to an update. Returns null if the response does not contain the heartbeat.</summary>
    public static readonly ResponseReader<Heartbeat?> HeartbeatOrNothing =
        static (json, teamId) => IsNothing(json) ? null : Heartbeat(json, teamId);

    /// <summary>
    /// Reads the response to an update or a cancel request. Returns null if the response does not contain the maintenance window.
    /// </summary>
    public static readonly ResponseReader<Maintenance?> MaintenanceOrNothing =
        static (json, teamId) => IsNothing(json) ? null : Maintenance(json, teamId);

    /// <summary>
    /// Reads the message from the response to a ping, such as <c>{"message": "PONG - Heartbeat received"}</c>. Returns an empty text if the
    /// response contains no message.
    /// </summary>
    public static readonly ResponseReader<string> Pong = static (json, teamId) =>
        IsNothing(json) ? "" : JsonReading.ReadWhole(json, teamId, ReadMessage);

    public static readonly ResponseReader<string> CloudId = static (json, teamId) => JsonReading.ReadWhole(json, teamId, ReadCloudId);

    /// <summary>Reads any JSON value, without a specific type. Returns null for an empty body.</summary>
    public static readonly ResponseReader<object?> Any = static (json, teamId) =>
        IsEmpty(json) ? null : JsonReading.ReadWhole(json, teamId, static (ref Utf8JsonReader reader, string? _) => JsonValue.Any(ref reader));

    /// <summary>Returns the whole body as text, or null for an empty body.</summary>
    public static readonly ResponseReader<object?> RawText = static (json, _) =>
        IsEmpty(json) ? null : Encoding.UTF8.GetString(JsonReading.WithoutMark(json).ToArray());

    public static readonly ResponseReader<object?> Nothing = static (_, _) => null;

    /// <summary>Returns whether the body is empty, <c>null</c> or <c>{}</c>.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> json)
    {
        Span<byte> text = stackalloc byte[5];
        int length = 0;
        foreach (byte one in JsonReading.WithoutMark(json))
        {
            if (one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            if (length == text.Length)
            {
                return false;
            }

            text[length++] = one;
        }

        text = text.Slice(0, length);
        return length == 0 || text.SequenceEqual("{}"u8) || text.SequenceEqual("null"u8);
    }

    private static bool IsEmpty(ReadOnlySpan<byte> json)
    {
        foreach (byte one in JsonReading.WithoutMark(json))
        {
            if (one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    private static string ReadMessage(ref Utf8JsonReader reader, string? teamId) => ReadField(ref reader, "message", "the response to a ping") ?? "";

    private static string ReadCloudId(ref Utf8JsonReader reader, string? teamId)
    {
        string? id = ReadField(ref reader, "cloudId", "the tenant's description");
        return string.IsNullOrWhiteSpace(id) ? throw new JsonException(Messages.Missing("the tenant's description", "cloudId")) : id!;
    }

    private static string? ReadField(ref Utf8JsonReader reader, string field, string what)
    {
        JsonReading.RequireObject(ref reader, what);
        string? value = null;
        Dictionary<string, object?>? unfit = null;
        while (JsonReading.NextField(ref reader))
        {
            if (reader.ValueTextEquals(field))
            {
                reader.Read();
                value = JsonValue.Text(ref reader, field, ref unfit);
            }
            else
            {
                JsonReading.PassField(ref reader);
            }
        }

        return value;
    }
}
