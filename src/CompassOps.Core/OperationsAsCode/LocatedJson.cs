using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>A JSON value with its place in the file, which documents of System.Text.Json do not keep.</summary>
internal sealed class LocatedJson
{
    /// <summary>The largest depth: one level more than any document of heartbeats needs.</summary>
    private const int MaximumDepth = 16;

    private LocatedJson(JsonTokenType kind, int offset)
    {
        Kind = kind;
        Offset = offset;
    }

    /// <summary>The kind of value; the start token for an object or a list.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>The offset of the first byte.</summary>
    public int Offset { get; }

    /// <summary>The text; null if it is not valid Unicode.</summary>
    public string? Text { get; private init; }

    /// <summary>The number, if it is a whole one of 32 bits, such as <c>5.0</c>.</summary>
    public int? Whole { get; private init; }

    /// <summary>An object's members, in their order.</summary>
    public IReadOnlyList<Member> Members { get; private init; } = Array.Empty<Member>();

    /// <summary>A list's items.</summary>
    public IReadOnlyList<LocatedJson> Items { get; private init; } = Array.Empty<LocatedJson>();

    /// <summary>Reads a document. Comments and trailing commas are errors.</summary>
    /// <param name="json">The document's bytes.</param>
    /// <param name="start">The offset after a byte-order mark.</param>
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

    // A lone surrogate, or bytes that are not UTF-8.
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
    /// <param name="Name">Its name.</param>
    /// <param name="Offset">The offset of the name's first byte.</param>
    /// <param name="Value">Its value.</param>
    internal readonly record struct Member(string Name, int Offset, LocatedJson Value);
}
