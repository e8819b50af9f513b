using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>Parses one file as JSON, and collects the errors in the file with their positions.</summary>
internal sealed class DocumentCheck
{
    private static readonly byte[] Mark = { 0xEF, 0xBB, 0xBF };

    private readonly string _file;
    private readonly byte[] _content;
    private readonly List<DocumentProblem> _problems;
    private readonly int _start;
    private TextPositions? _positions;

    public DocumentCheck(DocumentSource source, List<DocumentProblem> problems)
    {
        _file = source.File;
        _content = source.Content;
        _problems = problems;
        _start = StartOf(_content);
    }

    /// <summary>Returns the offset of the text in the file: 3 after a UTF-8 byte-order mark, otherwise 0.</summary>
    public static int StartOf(byte[] content) => content.AsSpan().StartsWith(Mark) ? Mark.Length : 0;

    private TextPositions Positions => _positions ??= new TextPositions(_content, _start);

    /// <summary>Returns the root value of the file. If the file is not JSON, reports an error and returns null.</summary>
    public LocatedJson? Parse()
    {
        if (_content.Length > 1 && ((_content[0] == 0xFF && _content[1] == 0xFE) || (_content[0] == 0xFE && _content[1] == 0xFF)))
        {
            Add(0, "", Messages.FileIsUtf16);
            return null;
        }

        if (Array.TrueForAll(_content.AsSpan(_start).ToArray(), static value => value is 0x20 or 0x09 or 0x0A or 0x0D))
        {
            Add(_start, "", Messages.FileIsEmpty);
            return null;
        }

        try
        {
            return LocatedJson.Parse(_content, _start);
        }
        catch (JsonException mistake)
        {
            int offset = Math.Min(_content.Length, Positions.LineStart(mistake.LineNumber ?? 0) + (int)(mistake.BytePositionInLine ?? 0));
            Add(offset, "", Say(mistake.Message, offset));
            return null;
        }
    }

    public void Add(int offset, string path, string message) => _problems.Add(At(offset, path, message));

    public DocumentProblem At(int offset, string path, string message) => new(Place(offset), path, message);

    public DocumentPlace Place(int offset)
    {
        (int line, int column) = Positions.Find(offset);
        return new DocumentPlace(_file, line, column);
    }

    // Returns the message for an error of the JSON parser. Removes the position from the parser's message, because the error already
    // contains a position.
    private string Say(string message, int offset)
    {
        if (offset < _content.Length && _content[offset] == '/')
        {
            return Messages.CommentInJson;
        }

        if (message.Contains("trailing comma"))
        {
            return Messages.TrailingComma;
        }

        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Messages.NotJson(place < 0 ? message : message.Substring(0, place));
    }
}
