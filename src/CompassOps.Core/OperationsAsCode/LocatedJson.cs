using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>A JSON value with its position in the file. This class exists because <c>JsonDocument</c> does not provide positions.</summary>
internal sealed class LocatedJson
{
    /// <summary>The maximum depth of nested JSON values. All valid files have a smaller depth.</summary>
    private const int MaximumDepth = 16;

    private LocatedJson(JsonTokenType kind, int offset)
    {
        Kind = kind;
        Offset = offset;
    }

    /// <summary>The type of the value. For an object or an array, this is the type of its first token.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The byte offset of the value in the file.</summary>
    public int Offset { get; }

    /// <summary>The text of a string. Null for other types, and for a string that is not valid Unicode.</summary>
    public string? Text { get; private init; }

    /// <summary>The value of a whole number within 32 bits, such as <c>5</c> or <c>5.0</c>. Null for all other values.</summary>
    public int? Whole { get; private init; }

    public IReadOnlyList<Member> Members { get; private init; } = Array.Empty<Member>();

    public IReadOnlyList<LocatedJson> Items { get; private init; } = Array.Empty<LocatedJson>();

    /// <summary>Parses a JSON file. Comments and trailing commas are errors.</summary>
    /// <param name="json">The bytes of the file.</param>
    /// <param name="start">The offset of the first byte after the byte-order mark, or 0 if there is no byte-order mark.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static LocatedJson Parse(byte[] json, int start)
    {
        Utf8JsonReader reader = new(json.AsSpan(start), new JsonReaderOptions { MaxDepth = MaximumDepth });
        reader.Read();
        LocatedJson root = Value(ref reader, start);
        reader.Read();
        return root;
    }

    private static LocatedJson Value(ref Utf8JsonReader reader, int start)
    {
        JsonTokenType kind = reader.TokenType;
        int offset = start + (int)reader.TokenStartIndex;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                List<Member> members = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int place = start + (int)reader.TokenStartIndex;
                    string name = ReadText(ref reader) ?? "\uFFFD";
                    reader.Read();
                    members.Add(new Member(name, place, Value(ref reader, start)));
                }

                return new LocatedJson(kind, offset) { Members = members };
            case JsonTokenType.StartArray:
                List<LocatedJson> items = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(ref reader, start));
                }

                return new LocatedJson(kind, offset) { Items = items };
            case JsonTokenType.String:
                return new LocatedJson(kind, offset) { Text = ReadText(ref reader) };
            case JsonTokenType.Number:
                return new LocatedJson(kind, offset) { Whole = ReadWhole(ref reader) };
            default:
                return new LocatedJson(kind, offset);
        }
    }

    // Returns null if the string contains an unpaired surrogate, or bytes that are not UTF-8.
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int? ReadWhole(ref Utf8JsonReader reader) =>
        reader.TryGetDecimal(out decimal number) && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : null;

    /// <summary>A property of a JSON object.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Offset">The byte offset of the name.</param>
    /// <param name="Value">The value.</param>
    internal readonly record struct Member(string Name, int Offset, LocatedJson Value);
}
