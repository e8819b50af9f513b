using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>A JSON value with its position in the file. <c>JsonDocument</c> does not record positions.</summary>
internal sealed class LocatedJson
{
    /// <summary>The largest depth of nested values. It exceeds the depth of every valid declaration.</summary>
    private const int MaximumDepth = 16;

    private LocatedJson(JsonTokenType kind, int offset)
    {
        Kind = kind;
        Offset = offset;
    }

    /// <summary>The kind of value. For an object or a list, this is its start token.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The offset of the value's first byte in the file.</summary>
    public int Offset { get; }

    /// <summary>The text of a string; null for other kinds and for invalid Unicode.</summary>
    public string? Text { get; private init; }

    /// <summary>The value of a whole 32-bit number, such as <c>5</c> or <c>5.0</c>; otherwise null.</summary>
    public int? Whole { get; private init; }

    /// <summary>The members of an object, in the order of the file.</summary>
    public IReadOnlyList<Member> Members { get; private init; } = Array.Empty<Member>();

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<LocatedJson> Items { get; private init; } = Array.Empty<LocatedJson>();

    /// <summary>Reads a document. Comments and trailing commas are errors.</summary>
    /// <param name="json">The document's bytes.</param>
    /// <param name="start">The offset of the first byte of text, after a byte-order mark.</param>
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

    // Returns null if the text contains a lone surrogate or bytes that are not UTF-8.
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

    /// <summary>A member of an object.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Offset">The offset of the name's first byte.</param>
    /// <param name="Value">The value.</param>
    internal readonly record struct Member(string Name, int Offset, LocatedJson Value);
}
