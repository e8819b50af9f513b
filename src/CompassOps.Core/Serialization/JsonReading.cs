using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>Reads the response to a call from its bytes. May throw whatever malformed JSON makes of it; the caller wraps that.</summary>
/// <param name="json">The whole body.</param>
/// <param name="teamId">The team that was asked, or null.</param>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> json, string? teamId);

/// <summary>Reads one object on whose first token the reader stands, and leaves the reader on its last.</summary>
internal delegate T ObjectReader<out T>(ref Utf8JsonReader reader, string? teamId);

/// <summary>The steps that reading any document takes: its start, its fields, its end.</summary>
internal static class JsonReading
{
    /// <summary>How deep a document may nest. What the service sends is five levels deep.</summary>
    private const int MaximumDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaximumDepth };

    /// <summary>Opens a document, passing over a byte-order mark, and stands on its first token.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        Utf8JsonReader reader = new(json.StartsWith(mark) ? json.Slice(mark.Length) : json, Options);
        reader.Read();
        return reader;
    }

    /// <summary>Makes sure that nothing but white space follows.</summary>
    public static void Close(ref Utf8JsonReader reader) => reader.Read();

    /// <summary>Reads a document that is one object.</summary>
    public static T ReadWhole<T>(ReadOnlySpan<byte> json, string? teamId, ObjectReader<T> read)
    {
        Utf8JsonReader reader = Open(json);
        T value = read(ref reader, teamId);
        Close(ref reader);
        return value;
    }

    /// <summary>Refuses anything but the start of an object.</summary>
    public static void RequireObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(Messages.NotAnObject(what));
        }
    }

    /// <summary>Moves to the next field's name; false at the end of the object.</summary>
    public static bool NextField(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    /// <summary>Whether the field on whose name the reader stands is this one; if so the reader moves on to its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Keeps the field on whose name the reader stands, which nothing else wants.</summary>
    public static void KeepField(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        string name = reader.GetString()!;
        reader.Read();
        JsonValue.KeepUnknown(ref reader, name, ref additional);
    }

    /// <summary>Passes over the field on whose name the reader stands.</summary>
    public static void PassField(ref Utf8JsonReader reader) => reader.Skip();
}
