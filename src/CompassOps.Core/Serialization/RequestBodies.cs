using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompassOps.Serialization;

/// <summary>
/// Creates the bodies of requests. The bodies of heartbeats and maintenance windows contain only documented fields, in the spelling and
/// order of the API specification. They omit properties that are null. They contain empty values, because an empty value clears the field.
/// </summary>
internal static class RequestBodies
{
    public static byte[] Of(HeartbeatCreate request) => JsonSerializer.SerializeToUtf8Bytes(
        new HeartbeatBody
        {
            Name = request.Name,
            Description = request.Description,
            Interval = request.Interval,
            Enabled = request.Enabled,
            IntervalUnit = KnownValues.Unit(request.IntervalUnit),
            AlertMessage = request.AlertMessage,
            AlertTags = request.AlertTags?.ToArray(),
            AlertPriority = request.AlertPriority is null ? null : KnownValues.Priority(request.AlertPriority),
        },
        RequestJson.Default.HeartbeatBody);

    public static byte[] Of(HeartbeatPatch patch) => JsonSerializer.SerializeToUtf8Bytes(
        new HeartbeatBody
        {
            Description = patch.Description,
            Interval = patch.Interval,
            Enabled = patch.Enabled,
            IntervalUnit = patch.IntervalUnit is null ? null : KnownValues.Unit(patch.IntervalUnit),
            AlertMessage = patch.AlertMessage,
            AlertTags = patch.AlertTags?.ToArray(),
            AlertPriority = patch.AlertPriority is null ? null : KnownValues.Priority(patch.AlertPriority),
        },
        RequestJson.Default.HeartbeatBody);

    public static byte[] Of(MaintenanceCreate request) =>
        Of(request.Description, request.StartDate, request.EndDate, request.Rules);

    public static byte[] Of(MaintenancePatch patch) => Of(patch.Description, patch.StartDate, patch.EndDate, patch.Rules);

    public static byte[] OfToken(string clientId, string clientSecret)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("grant_type", "client_credentials");
            json.WriteString("client_id", clientId);
            json.WriteString("client_secret", clientSecret);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    /// <summary>
    /// Converts a .NET object to JSON. The object can contain dictionaries, arrays, strings, numbers, booleans and null.
    /// </summary>
    public static byte[] OfPlain(object content)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, content);
        }

        return body.ToArray();
    }

    /// <summary>Formats a time as in the examples of the API specification: <c>2023-12-11T11:37:40.501Z</c>.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> fields:
                json.WriteStartObject();
                foreach (KeyValuePair<string, object?> field in fields)
                {
                    ArgumentCheck.Text(field.Key, Messages.Text, nameof(RawRequest.Content));
                    json.WritePropertyName(field.Key);
                    Write(json, field.Value);
                }

                json.WriteEndObject();
                break;
            case object?[] items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case string text:
                ArgumentCheck.Text(text, Messages.Text, nameof(RawRequest.Content));
                json.WriteStringValue(text);
                break;
            case double or float:
                double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (double.IsNaN(number) || double.IsInfinity(number))
                {
                    throw new CompassArgumentException(Messages.NotANumberOfJson, nameof(RawRequest.Content));
                }

                json.WriteRawValue(Shortest((IFormattable)value));
                break;
            case BigInteger whole:
                json.WriteRawValue(whole.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    // Returns a short text that converts back to the same number. On .NET Framework, Utf8JsonWriter writes 0.1 as 0.10000000000000001, and
    // the format "R" loses the last digits of some double values.
    private static string Shortest(IFormattable number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return number is double value && double.Parse(text, CultureInfo.InvariantCulture) != value
            ? value.ToString("G17", CultureInfo.InvariantCulture)
            : text;
    }

    private static byte[] Of(string? description, DateTimeOffset? start, DateTimeOffset? end, IReadOnlyList<MaintenanceRule>? rules) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new MaintenanceBody
            {
                Description = description,
                StartDate = start is { } from ? Instant(from) : null,
                EndDate = end is { } to ? Instant(to) : null,
                Rules = rules?.Select(RuleBody.Of).ToArray(),
            },
            RequestJson.Default.MaintenanceBody);
}

internal sealed class HeartbeatBody
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public int? Interval { get; init; }

    public bool? Enabled { get; init; }

    public string? IntervalUnit { get; init; }

    public string? AlertMessage { get; init; }

    public string[]? AlertTags { get; init; }

    public string? AlertPriority { get; init; }
}

internal sealed class MaintenanceBody
{
    public string? Description { get; init; }

    public string? StartDate { get; init; }

    public string? EndDate { get; init; }

    public RuleBody[]? Rules { get; init; }
}

internal sealed class RuleBody
{
    public string State { get; init; } = "";

    public EntityBody Entity { get; init; } = new();

    public static RuleBody Of(MaintenanceRule rule) => new()
    {
        State = KnownValues.RuleState(rule.State),
        Entity = new EntityBody { Id = rule.EntityId, Type = KnownValues.EntityType(rule.EntityType) },
    };
}

internal sealed class EntityBody
{
    public string Id { get; init; } = "";

    public string Type { get; init; } = "";
}

/// <summary>Source-generated JSON code, which makes the first request faster because it does not use reflection.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeartbeatBody))]
[JsonSerializable(typeof(MaintenanceBody))]
internal sealed partial class RequestJson : JsonSerializerContext
{
}
