using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace CompassOps.Serialization;

internal readonly record struct ServiceError(string? Message, string? Code);

/// <summary>
/// Reads the documented error responses, <c>{"errors":[{"title":"...","code":"..."}]}</c> and <c>{"message":"...","code":401}</c>, and
/// similar forms, such as an object <c>errors</c> with a text for each rejected field. For any other body, the message is null, and the
/// caller reports the HTTP status.
/// </summary>
internal static class ErrorReader
{
    /// <summary>Reads the body of an error response. Never throws.</summary>
    public static ServiceError Read(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = JsonReading.Open(body);
            Dictionary<string, object?>? fields = JsonValue.Any(ref reader) as Dictionary<string, object?>;
            return fields is null ? default : Read(fields);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            return default;
        }
    }

    private static ServiceError Read(Dictionary<string, object?> fields)
    {
        List<string> messages = new();
        string? code = null;
        foreach (string list in new[] { "errors", "errorMessages" })
        {
            if (fields.TryGetValue(list, out object? value) && value is object?[] errors)
            {
                foreach (object? error in errors)
                {
                    Collect(error, messages, ref code);
                }
            }
        }

        if (messages.Count == 0)
        {
            Collect(fields.TryGetValue("error", out object? inner) && inner is Dictionary<string, object?> ? inner : fields, messages, ref code);
        }

        string? message = messages.Count == 0 ? null : string.Join("; ", messages);
        string? rejected = RejectedFields(fields);
        return new ServiceError(message is null || rejected is null ? message ?? rejected : $"{message.TrimEnd('.')}: {rejected}", code);
    }

    /// <summary>Reads an object <c>errors</c>: the names of the fields that the service rejects, with the reasons.</summary>
    private static string? RejectedFields(Dictionary<string, object?> fields)
    {
        if (!fields.TryGetValue("errors", out object? value) || value is not Dictionary<string, object?> rejected)
        {
            return null;
        }

        List<string> texts = new();
        foreach (KeyValuePair<string, object?> field in rejected)
        {
            List<string> reasons = new();
            string? ignored = null;
            foreach (object? reason in field.Value as object?[] ?? new[] { field.Value })
            {
                Collect(reason, reasons, ref ignored);
            }

            if (reasons.Count > 0)
            {
                texts.Add($"{field.Key}: {string.Join(", ", reasons)}");
            }
        }

        return texts.Count == 0 ? null : string.Join("; ", texts);
    }

    private static void Collect(object? error, List<string> messages, ref string? code)
    {
        if (error is string text)
        {
            messages.Add(text);
        }
        else if (error is Dictionary<string, object?> fields)
        {
            code ??= First(fields, "code", "status") is { } given ? Convert.ToString(given, CultureInfo.InvariantCulture) : null;
            string? title = First(fields, "title", "message", "error") as string;
            string? detail = First(fields, "detail", "error_description") as string;
            if (title is not null || detail is not null)
            {
                messages.Add(title is null ? detail! : detail is null || detail == title ? title : $"{title}: {detail}");
            }
        }
    }

    private static object? First(Dictionary<string, object?> fields, params string[] names)
    {
        foreach (string name in names)
        {
            if (fields.TryGetValue(name, out object? value) && value is string or long)
            {
                return value;
            }
        }

        return null;
    }
}
