using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Storage;

/// <summary>
/// A value in a JSON file, with its line number for error messages. The file can contain comments and trailing commas.
/// </summary>
internal sealed class LocatedJson
{
    private readonly object? _value;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly string _what;

    private LocatedJson(object? value, int line, string what)
    {
        _value = value;
        Line = line;
        _what = what;
    }

    public int Line { get; }

    /// <exception cref="LocatedJsonException">The file is not valid JSON.</exception>
    public static LocatedJson Parse(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = [0xef, 0xbb, 0xbf];
        bytes = bytes.StartsWith(mark) ? bytes[3..] : bytes;
        LineCounter lines = new(bytes);
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            LocatedJson root = Read(ref reader, ref lines, Messages.NodeFile);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            throw new LocatedJsonException((int)(error.LineNumber ?? 0) + 1, Messages.NotJson, error);
        }
        catch (InvalidOperationException error)
        {
            throw new LocatedJsonException(lines.At((int)reader.TokenStartIndex), Messages.NotUtf8, error);
        }
    }

    public LocatedJsonException Wrong(string message) => new(Line, message);

    /// <summary>Returns the value of a field. Returns null if the field is missing or null.</summary>
    public LocatedJson? Optional(string field)
    {
        if (_value is not Dictionary<string, LocatedJson> fields)
        {
            throw Wrong(Messages.NodeObject(_what));
        }

        _read.Add(field);
        return fields.TryGetValue(field, out LocatedJson? node) && node._value is not null ? node : null;
    }

    public LocatedJson Required(string field) => Optional(field) ?? throw Wrong(Messages.NodeLacks(_what, field));

    /// <summary>Throws if the object contains a field that the code did not read, for example because its name is misspelled.</summary>
    public void End()
    {
        foreach ((string field, LocatedJson node) in (Dictionary<string, LocatedJson>)_value!)
        {
            if (!_read.Contains(field))
            {
                throw node.Wrong(Messages.NodeUnknown(field, _read));
            }
        }
    }

    public string Text() => _value as string ?? throw Wrong(Messages.NodeText(_what));

    public bool Truth() => _value as bool? ?? throw Wrong(Messages.NodeTruth(_what));

    public int Number(int minimum) =>
        _value is decimal number && number >= minimum && number <= int.MaxValue && number == decimal.Truncate(number) ? (int)number
        : throw Wrong(Messages.NodeNumber(_what, minimum));

    public DateTimeOffset Instant() => Instants.TryRead(Text(), out DateTimeOffset instant) ? instant
        : throw Wrong(Messages.NodeInstant(_what));

    public TimeSpan Span() => TimeSpan.TryParse(Text(), CultureInfo.InvariantCulture, out TimeSpan span) ? span
        : throw Wrong(Messages.NodeSpan(_what));

    public string Word(StringComparison comparison, params string[] words)
    {
        string text = Text();
        return words.FirstOrDefault(word => word.Equals(text, comparison))
            ?? throw Wrong(Messages.NodeWord(_what, words));
    }

    public IReadOnlyList<LocatedJson> Items() => _value as List<LocatedJson> ?? throw Wrong(Messages.NodeList(_what));

    private static LocatedJson Read(ref Utf8JsonReader reader, ref LineCounter lines, string what)
    {
        int line = lines.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Dictionary<string, LocatedJson> fields = new(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    int at = lines.At((int)reader.TokenStartIndex);
                    reader.Read();
                    if (!fields.TryAdd(name, Read(ref reader, ref lines, $"'{name}'")))
                    {
                        throw new LocatedJsonException(at, Messages.NodeTwice(name));
                    }
                }

                return new LocatedJson(fields, line, what);
            case JsonTokenType.StartArray:
                List<LocatedJson> items = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, ref lines, Messages.NodeItem(what)));
                }

                return new LocatedJson(items, line, what);
            case JsonTokenType.String:
                return new LocatedJson(reader.GetString(), line, what);
            case JsonTokenType.Number:
                return new LocatedJson(reader.TryGetDecimal(out decimal number) ? number : double.NaN, line, what);
            case JsonTokenType.Null:
                return new LocatedJson(null, line, what);
            default:
                return new LocatedJson(reader.TokenType == JsonTokenType.True, line, what);
        }
    }

    // Counts the lines up to a token. The tokens are read in order, so the counter continues at the previous token and reads each
    // byte only once.
    private ref struct LineCounter(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;
        private int _line = 1;

        public int At(int offset)
        {
            _line += _bytes[_at..offset].Count((byte)'\n');
            _at = offset;
            return _line;
        }
    }
}

/// <summary>An error in a line of a JSON file. The first line has the number 1.</summary>
internal sealed class LocatedJsonException(int line, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;
}
