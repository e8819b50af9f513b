using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Detects a list that never ends: its pages are empty, contain no new items, or repeat an earlier page. The caller counts the new
/// items. To find repeated pages with constant memory, the class remembers only one earlier page: first page 1, later page 2, then page
/// 4, page 8 and so on. The distance between these pages grows, so the class finds a loop of any length.
/// </summary>
internal sealed class PageProgress
{
    /// <summary>The maximum number of consecutive pages without new items. After this number of pages, reading stops.</summary>
    public const int MostBarrenPages = 20;

    private const int FewBarrenPages = 3;
    private const int MostRepeats = 3;
    private static readonly TimeSpan SlowLimit = TimeSpan.FromSeconds(5);

    private int _barren;
    private TimeSpan _waited;
    private int _repeats;
    private long _remembered;
    private long _steps;
    private long _renewAt = 1;

    /// <summary>Whether reading must stop, because the list would never end.</summary>
    public bool IsStuck => _barren >= MostBarrenPages || (_barren >= FewBarrenPages && _waited > SlowLimit) || _repeats >= MostRepeats;

    /// <summary>Records a page. Returns true if the page repeats an earlier page.</summary>
    /// <param name="keys">The keys of the items on the page.</param>
    /// <param name="fresh">The number of items that are new to the reader.</param>
    /// <param name="waited">The duration of the requests for the page.</param>
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
