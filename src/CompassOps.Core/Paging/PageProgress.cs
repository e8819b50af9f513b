using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Notices that the pages of a list bring nothing new any more: empty ones, rows that were read before, or pages that come again after
/// others. Remembers one page, replaced after ever longer distances, so a circle of any length is found in flat memory.
/// </summary>
internal sealed class PageProgress
{
    /// <summary>So many pages in a row may bring nothing.</summary>
    public const int MostBarrenPages = 20;

    private const int FewBarrenPages = 3;
    private const int MostRepeats = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int _barren;
    private TimeSpan _waited;
    private int _repeats;
    private long _remembered;
    private long _steps;
    private long _renewAt = 1;

    /// <summary>Whether it is not worth reading on.</summary>
    public bool IsStuck => _barren >= MostBarrenPages || (_barren >= FewBarrenPages && _waited > Patience) || _repeats >= MostRepeats;

    /// <summary>Notes a page.</summary>
    /// <param name="keys">The keys of its rows.</param>
    /// <param name="fresh">How many of them were on none of the pages before, as far as these are remembered.</param>
    /// <param name="waited">How long the page was waited for.</param>
    /// <returns>Whether the page is one that was read before.</returns>
    public bool Note(IReadOnlyCollection<string> keys, int fresh, TimeSpan waited)
    {
        if (fresh == 0)
        {
            _barren++;
            _waited += waited;
            return false;
        }

        _barren = 0;
        _waited = TimeSpan.Zero;
        long content = Content(keys);
        bool isRepeated = _steps > 0 && content == _remembered;
        _repeats += isRepeated ? 1 : 0;
        if (++_steps == _renewAt)
        {
            _remembered = content;
            _renewAt *= 2;
        }

        return isRepeated;
    }

    private static long Content(IReadOnlyCollection<string> keys)
    {
        long content = keys.Count;
        foreach (string key in keys)
        {
            content = unchecked((content * 1_000_003) + StringComparer.Ordinal.GetHashCode(key));
        }

        return content;
    }
}
