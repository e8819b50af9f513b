using System;
using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Converts byte offsets in UTF-8 text to lines and columns. Indexes the text in blocks, so that each conversion is fast even in a very
/// long line.
/// </summary>
internal sealed class TextPositions
{
    private const int BlockSize = 1024;

    private readonly byte[] _text;
    private readonly int _start;
    private readonly List<int> _lineStarts = new();

    // The number of UTF-16 code units before each block of bytes.
    private readonly List<int> _unitsBefore = new();

    /// <summary>Reads the text once and indexes its lines and blocks.</summary>
    /// <param name="text">The bytes of the file.</param>
    /// <param name="start">The offset of the first byte after the byte-order mark.</param>
    public TextPositions(byte[] text, int start)
    {
        _text = text;
        _start = start;
        _lineStarts.Add(start);
        int units = 0;
        for (int i = start; i < text.Length; i++)
        {
            if ((i - start) % BlockSize == 0)
            {
                _unitsBefore.Add(units);
            }

            units += Units(text[i]);
            if (text[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>
    /// Returns the byte offset at which a line starts. For a line after the end of the text, returns the start of the last line.
    /// </summary>
    /// <param name="line">The number of the line, starting at 0.</param>
    public int LineStart(long line) => _lineStarts[(int)Math.Min(line, _lineStarts.Count - 1)];

    /// <summary>Returns the line and the column of a byte offset. Lines and columns are counted from 1.</summary>
    public (int Line, int Column) Find(int offset)
    {
        int index = _lineStarts.BinarySearch(offset);
        int line = index >= 0 ? index : Math.Max(~index - 1, 0);
        return (line + 1, Math.Max(UnitsBefore(offset) - UnitsBefore(_lineStarts[line]), 0) + 1);
    }

    private int UnitsBefore(int offset)
    {
        if (_unitsBefore.Count == 0)
        {
            return 0;
        }

        int block = Math.Min(Math.Max(offset - _start, 0) / BlockSize, _unitsBefore.Count - 1);
        int units = _unitsBefore[block];
        for (int i = _start + (block * BlockSize); i < offset && i < _text.Length; i++)
        {
            units += Units(_text[i]);
        }

        return units;
    }

    // Returns the number of UTF-16 code units for the first byte of a character, and 0 for every other byte. A character of four bytes has
    // two code units. All other characters have one.
    private static int Units(byte value) => (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
}
