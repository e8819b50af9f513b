using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Wire;

/// <summary>The readers of answers that are one object.</summary>
internal static class Answers
{
    /// <summary>A heartbeat.</summary>
    public static readonly AnswerReader<Heartbeat> Heartbeat =
        static (json, teamId) => Document.ReadWhole(json, teamId, HeartbeatReader.Read);

    /// <summary>A maintenance window.</summary>
    public static readonly AnswerReader<Maintenance> Maintenance =
        static (json, teamId) => Document.ReadWhole(json, teamId, MaintenanceReader.Read);

    /// <summary>The answer to a ping, <c>{"message": "PONG - Heartbeat received"}</c>; an empty one says nothing.</summary>
    public static readonly AnswerReader<string> Pong = static (json, teamId) =>
        json.IsEmpty ? "" : Document.ReadWhole(json, teamId, ReadMessage);

    /// <summary>The cloudId of a site, <c>{"cloudId": "..."}</c>.</summary>
    public static readonly AnswerReader<string> CloudId = static (json, teamId) => Document.ReadWhole(json, teamId, ReadCloudId);

    /// <summary>Nothing: what a delete answers is not looked at.</summary>
    public static readonly AnswerReader<object?> Nothing = static (_, _) => null;

    private static string ReadMessage(ref Utf8JsonReader reader, string? teamId) => ReadField(ref reader, "message", "the answer to a ping") ?? "";

    private static string ReadCloudId(ref Utf8JsonReader reader, string? teamId)
    {
        string? id = ReadField(ref reader, "cloudId", "the tenant's description");
        return string.IsNullOrWhiteSpace(id) ? throw new JsonException("the tenant's description has no cloudId") : id!;
    }

    private static string? ReadField(ref Utf8JsonReader reader, string field, string what)
    {
        Document.RequireObject(ref reader, what);
        string? value = null;
        Dictionary<string, object?>? unfit = null;
        while (Document.NextField(ref reader))
        {
            if (reader.ValueTextEquals(field))
            {
                reader.Read();
                value = JsonValue.Text(ref reader, field, ref unfit);
            }
            else
            {
                Document.PassField(ref reader);
            }
        }

        return value;
    }
}
