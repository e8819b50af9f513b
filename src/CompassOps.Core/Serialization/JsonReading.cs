using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>
/// Reads a response from its bytes. If the JSON is malformed, it may throw several types of exception, which the caller handles.
/// </summary>
/// <param name="json">The complete body.</param>
/// <param name="teamId">The team of the request, or null.</param>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> json, string? teamId);

/// <summary>Reads one object. The JSON reader must be at its first token. It is at its last token afterwards.</summary>
internal delegate T ObjectReader<out T>(ref Utf8JsonReader reader, string? teamId);

/// <summary>Contains the common steps of reading a JSON document: its start, its fields and its end.</summary>
internal static class JsonReading
{
    /// <summary>The largest depth of nested values in a document. Responses of the service have five levels.</summary>
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

    /// <summary>Throws an exception if anything but white space follows the document.</summary>
    public static void Close(ref Utf8JsonReader reader) => reader.Read();

    /// <summary>Reads a document that contains one object.</summary>
    public static T ReadWhole<T>(ReadOnlySpan<byte> json, string? teamId, ObjectReader<T> read)
    {
        Utf8JsonReader reader = Open(json);
        T value = read(ref reader, teamId);
        Close(ref reader);
        return value;
    }

    /// <summary>Throws an exception if the current token is not the start of an object.</summary>
    public static void RequireObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(Messages.NotAnObject(what));
        }
    }

    /// <summary>Moves to the name of the next field. Returns false at the end of the object.</summary>
    public static bool NextField(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    /// <summary>Returns whether the current field has this name. If so, moves to its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Adds the current field to the unknown fields.</summary>
    public static void KeepField(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        string name = reader.GetString()!;
        reader.Read();
        JsonValue.KeepUnknown(ref reader, name, ref additional);
    }

    /// <summary>Skips the current field.</summary>
    public static void PassField(ref Utf8JsonReader reader) => reader.Skip();
}
