using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>A JSON value that remembers where it stood. System.Text.Json's own documents do not.</summary>
internal sealed class LocatedJson
{
    /// <summary>Deep enough for every document of heartbeats, with a level to spare for what does not belong there.</summary>
    private const int MaximumDepth = 16;

    private LocatedJson(JsonTokenType kind, int offset)
    {
        Kind = kind;
        Offset = offset;
    }

    /// <summary>What it is; an object or a list by its start.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Where its first byte stands.</summary>
    public int Offset { get; }

    /// <summary>A text's characters; null if it holds what is no text.</summary>
    public string? Text { get; private init; }

    /// <summary>A number, if it is a whole one that 32 bits hold; <c>5.0</c> is.</summary>
    public int? Whole { get; private init; }

    /// <summary>An object's members, in their order.</summary>
    public IReadOnlyList<Member> Members { get; private init; } = Array.Empty<Member>();

    /// <summary>A list's items.</summary>
    public IReadOnlyList<LocatedJson> Items { get; private init; } = Array.Empty<LocatedJson>();

    /// <summary>Reads a document. Comments and commas after the last item are no JSON.</summary>
    /// <param name="json">The document's bytes.</param>
    /// <param name="start">Where it begins: behind a byte-order mark.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
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

    // Half of a Unicode character, or bytes that are no UTF-8.
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
    /// <param name="Offset">Where the name's first byte stands.</param>
    /// <param name="Value">Its value.</param>
    internal readonly record struct Member(string Name, int Offset, LocatedJson Value);
}
