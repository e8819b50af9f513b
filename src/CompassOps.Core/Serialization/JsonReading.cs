using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.Serialization;

/// <summary>Reads a response. Malformed JSON can cause several types of exception, which the caller must handle.</summary>
/// <param name="json">The complete body.</param>
/// <param name="teamId">The id of the team in the request, or null.</param>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> json, string? teamId);

/// <summary>
/// Reads one JSON value. The JSON reader is at the first token of the value before the call, and at the last token afterwards.
/// </summary>
internal delegate T ObjectReader<out T>(ref Utf8JsonReader reader, string? teamId);

internal static class JsonReading
{
    /// <summary>The maximum depth of nested JSON values. The known responses of the service have a depth of at most five.</summary>
    private const int MaximumDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaximumDepth };

    /// <summary>Returns the body without a byte-order mark at its start.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        return body.StartsWith(mark) ? body.Slice(mark.Length) : body;
    }

    /// <summary>Skips a byte-order mark, and moves to the first token.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(WithoutMark(json), Options);
        reader.Read();
        return reader;
    }

    /// <summary>Throws an exception if there is anything but white space after the JSON value.</summary>
    public static void Close(ref Utf8JsonReader reader) => reader.Read();

    public static T ReadWhole<T>(ReadOnlySpan<byte> json, string? teamId, ObjectReader<T> read)
    {
        Utf8JsonReader reader = Open(json);
        T value = read(ref reader, teamId);
        Close(ref reader);
        return value;
    }

    public static void RequireObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(Messages.NotAnObject(what));
        }
    }

    /// <summary>Moves to the name of the next field. Returns false at the end of the object.</summary>
    public static bool NextField(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    /// <summary>Returns whether the current field has the name. If it does, moves to the value of the field.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Adds the current field to the additional fields, because the .NET object has no property for this field.</summary>
    public static void KeepField(ref Utf8JsonReader reader, ref Dictionary<string, object?>? additional)
    {
        string name = reader.GetString()!;
        reader.Read();
        JsonValue.KeepUnknown(ref reader, name, ref additional);
    }

    public static void PassField(ref Utf8JsonReader reader) => reader.Skip();
}
