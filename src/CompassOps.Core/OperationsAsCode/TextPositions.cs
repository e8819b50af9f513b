using System;
using System.Collections.Generic;

namespace CompassOps.OperationsAsCode;

/// <summary>
/// Converts byte offsets of a UTF-8 text to lines and columns. Each conversion reads at most one block of the text, so that
/// a file with a mistake in every row, or in one long line, is still checked in linear time.
/// </summary>
internal sealed class TextPositions
{
    private const int BlockSize = 1024;

    private readonly byte[] _text;
    private readonly int _start;
    private readonly List<int> _lineStarts = new();

    // The UTF-16 units before each block.
    private readonly List<int> _unitsBefore = new();

    /// <summary>Reads the text once.</summary>
    /// <param name="text">The file's bytes.</param>
    /// <param name="start">Where the text begins: after a byte-order mark.</param>
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

    /// <summary>Returns the offset at which a line begins; the last line's for a line that does not exist.</summary>
    /// <param name="line">The line, from 0.</param>
    public int LineStart(long line) => _lineStarts[(int)Math.Min(line, _lineStarts.Count - 1)];

    /// <summary>Returns the line and the column of a byte, both from 1.</summary>
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

    // Only the lead byte of a character counts: as two units if four bytes encode the character.
    private static int Units(byte value) => (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
}
