using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>Reads a response from its bytes. Malformed JSON may throw several types of exception, which the caller wraps.</summary>
/// <param name="json">The whole body.</param>
/// <param name="teamId">The team of the request, or null.</param>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> json, string? teamId);

/// <summary>Reads one object; the reader is at its first token before, and at its last token after.</summary>
internal delegate T ObjectReader<out T>(ref Utf8JsonReader reader, string? teamId);

/// <summary>Steps for reading any document: its start, its fields, its end.</summary>
internal static class JsonReading
{
    /// <summary>The largest depth of a document. Responses of the service are five levels deep.</summary>
    private const int MaximumDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaximumDepth };

    /// <summary>Opens a document, skips a byte-order mark, and moves to the first token.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        Utf8JsonReader reader = new(json.StartsWith(mark) ? json.Slice(mark.Length) : json, Options);
        reader.Read();
        return reader;
    }

    /// <summary>Refuses anything but white space after the document.</summary>
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

    /// <summary>Returns whether the current field has this name. If so, moves to its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Keeps the current field as an unknown one.</summary>
    public static void KeepField(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        string name = reader.GetString()!;
        reader.Read();
        JsonValue.KeepUnknown(ref reader, name, ref additional);
    }

    /// <summary>Skips the current field.</summary>
    public static void PassField(ref Utf8JsonReader reader) => reader.Skip();
}
