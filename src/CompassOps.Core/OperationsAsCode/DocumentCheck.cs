using System;
using System.Collections.Generic;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>Parses one file as JSON, and collects the problems with their locations.</summary>
internal sealed class DocumentCheck
{
    private static readonly byte[] Mark = { 0xEF, 0xBB, 0xBF };

    private readonly string _file;
    private readonly byte[] _content;
    private readonly List<DocumentProblem> _problems;
    private readonly int _start;
    private TextPositions? _positions;

    /// <summary>Creates the check of one file.</summary>
    /// <param name="source">The path and content of the file.</param>
    /// <param name="problems">Receives the problems.</param>
    public DocumentCheck(DocumentSource source, List<DocumentProblem> problems)
    {
        _file = source.File;
        _content = source.Content;
        _problems = problems;
        _start = StartOf(_content);
    }

    /// <summary>Returns the offset of the first byte of text: after the byte-order mark if there is one.</summary>
    public static int StartOf(byte[] content) => content.AsSpan().StartsWith(Mark) ? Mark.Length : 0;

    private TextPositions Positions => _positions ??= new TextPositions(_content, _start);

    /// <summary>Parses the file and returns the root value. If the file is not JSON, adds a problem and returns null.</summary>
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

    /// <summary>Adds a problem at a byte offset.</summary>
    public void Add(int offset, string path, string message) => _problems.Add(At(offset, path, message));

    /// <summary>Creates a problem without adding it.</summary>
    public DocumentProblem At(int offset, string path, string message) => new(Place(offset), path, message);

    /// <summary>Returns the line and column of a byte offset.</summary>
    public DocumentPlace Place(int offset)
    {
        (int line, int column) = Positions.Find(offset);
        return new DocumentPlace(_file, line, column);
    }

    // The parser's message ends with a position that counts from 0. Remove it, because the problem already has a position.
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
