using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// Reads and checks the JSON body of a request. An unknown field is an error, so that tests find misspelled names. A repeated field
/// is also an error.
/// </summary>
internal sealed partial class RequestBody
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _where;

    private RequestBody(JsonElement element, string where, IReadOnlyCollection<string> known)
    {
        _where = where;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid(Messages.BodyNotObject(where));
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw ApiException.Invalid(Messages.FieldUnknown(where + property.Name, known));
            }

            if (!_fields.TryAdd(property.Name, property.Value))
            {
                throw ApiException.Invalid(Messages.FieldTwice(where + property.Name));
            }
        }
    }

    public static RequestBody Read(RequestContext context, params string[] known) => Read(context.ContentType, context.Body, known);

    /// <exception cref="ApiException">415: the content type is not JSON in UTF-8. 400: the body is not a JSON object, or a field is
    /// unknown or repeated.</exception>
    public static RequestBody Read(string? contentType, ReadOnlyMemory<byte> bytes, params string[] known)
    {
        if (contentType is null || !JsonType().IsMatch(contentType))
        {
            throw ApiException.Gateway(415, Messages.MediaType);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            return new RequestBody(document.RootElement.Clone(), "", known);
        }
        catch (JsonException)
        {
            throw ApiException.Invalid(Messages.BodyNotJson);
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid(Messages.BodyNotUtf8);
        }
    }

    /// <summary>Returns whether the body contains the field. The value can be null.</summary>
    public bool Has(string field) => _fields.ContainsKey(field);

    public bool IsNull(string field) => _fields.TryGetValue(field, out JsonElement value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Reads a string. Returns null if the field is missing or null.</summary>
    public string? Text(string field, int maximum)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        string text = AsText(field, value);
        return text.Length <= maximum ? text
            : throw ApiException.Invalid(Messages.FieldLong(_where + field, maximum));
    }

    /// <summary>Reads a string. Throws if the field is missing, null or blank.</summary>
    public string RequiredText(string field, int maximum)
    {
        string? text = Text(field, maximum);
        return text is null ? throw Missing(field)
            : !string.IsNullOrWhiteSpace(text) ? text
            : throw ApiException.Invalid(Messages.FieldBlank(_where + field));
    }

    /// <summary>
    /// Reads one of the allowed words, and returns it in the spelling of <paramref name="words"/>. Returns null if the field is
    /// missing or null.
    /// </summary>
    public string? Word(string field, StringComparison comparison, params string[] words)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        string text = AsText(field, value);
        return Array.Find(words, word => word.Equals(text, comparison))
            ?? throw ApiException.Invalid(Messages.FieldWord(_where + field, words));
    }

    public int? Number(string field, int minimum) =>
        !Sent(field, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= minimum ? number
        : throw ApiException.Invalid(Messages.FieldWholeNumber(_where + field, minimum));

    public bool? Truth(string field) =>
        !Sent(field, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw ApiException.Invalid(Messages.FieldTruth(_where + field));

    /// <summary>Reads an ISO 8601 date and time with a UTC offset.</summary>
    public DateTimeOffset? Instant(string field)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        return Instants.TryRead(AsText(field, value), out DateTimeOffset instant) ? instant
            : throw ApiException.Invalid(Messages.FieldInstant(_where + field));
    }

    /// <summary>
    /// Reads a time span. The format is a number with the unit ms, s, m, h or d, such as 10m, or a .NET time span, such as
    /// 1.12:30:00.
    /// </summary>
    public TimeSpan? Span(string field)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        string text = AsText(field, value);
        Match match = Duration().Match(text);
        TimeSpan span = default;
        bool read = match.Success
            ? TryScale(match.Groups[1].Value, match.Groups[2].Value, out span)
            : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span);
        return read ? span
            : throw ApiException.Invalid(Messages.FieldDuration(_where + field));
    }

    public double? Fraction(string field) =>
        !Sent(field, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
        : throw ApiException.Invalid(Messages.FieldNumber(_where + field));

    /// <summary>Reads an object that contains only strings.</summary>
    public Dictionary<string, string>? Map(string field)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid(Messages.FieldObject(_where + field));
        }

        Dictionary<string, string> map = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            map[property.Name] = AsText($"{field}.{property.Name}", property.Value);
        }

        return map;
    }

    /// <summary>Reads an array of strings. A blank string is an error.</summary>
    public string[]? Texts(string field, int maximumCount, int maximumLength)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        JsonElement[] items = Items(field, value, maximumCount);
        string[] texts = [.. items.Select((item, i) => AsText(FormattableString.Invariant($"{field}[{i}]"), item))];
        return Array.TrueForAll(texts, text => !string.IsNullOrWhiteSpace(text) && text.Length <= maximumLength) ? texts
            : throw ApiException.Invalid(Messages.FieldItemLength(_where + field, maximumLength));
    }

    public RequestBody[]? Objects(string field, int maximumCount, params string[] known)
    {
        if (!Sent(field, out JsonElement value))
        {
            return null;
        }

        JsonElement[] items = Items(field, value, maximumCount);
        return items.Select((item, i) => new RequestBody(item, FormattableString.Invariant($"{_where}{field}[{i}]."), known)).ToArray();
    }

    /// <summary>Reads an object. Throws if the field is missing or null.</summary>
    public RequestBody RequiredObject(string field, params string[] known) =>
        Sent(field, out JsonElement value) ? new RequestBody(value, $"{_where}{field}.", known) : throw Missing(field);

    public ApiException Missing(string field) => ApiException.Invalid(Messages.FieldMissing(_where + field));

    private bool Sent(string field, out JsonElement value) => _fields.TryGetValue(field, out value) && value.ValueKind != JsonValueKind.Null;

    private string AsText(string field, JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()!
                : throw ApiException.Invalid(Messages.FieldText(_where + field));
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid(Messages.FieldSurrogate(_where + field));
        }
    }

    private static bool TryScale(string number, string unit, out TimeSpan span)
    {
        double milliseconds = double.Parse(number, CultureInfo.InvariantCulture) * unit switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 86_400_000,
        };
        bool fits = milliseconds < TimeSpan.MaxValue.TotalMilliseconds;
        span = fits ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return fits;
    }

    private JsonElement[] Items(string field, JsonElement value, int maximumCount) =>
        value.ValueKind != JsonValueKind.Array ? throw ApiException.Invalid(Messages.FieldList(_where + field))
        : value.GetArrayLength() <= maximumCount ? [.. value.EnumerateArray()]
        : throw ApiException.Invalid(Messages.FieldItems(_where + field, maximumCount));

    [GeneratedRegex(@"^\s*application/([\w.-]+\+)?json\s*(;\s*charset\s*=\s*""?utf-8""?\s*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JsonType();

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
