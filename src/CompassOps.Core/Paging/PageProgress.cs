using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Detects that a list makes no progress: its pages are empty, contain only rows that were read before, or repeat earlier pages. The
/// class remembers one earlier page, and replaces it after increasing numbers of pages. Therefore it finds a loop of any length in
/// constant memory.
/// </summary>
internal sealed class PageProgress
{
    /// <summary>The number of consecutive pages without new rows after which reading stops.</summary>
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

    /// <summary>Whether the list makes no progress, so that reading must stop.</summary>
    public bool IsStuck => _barren >= MostBarrenPages || (_barren >= FewBarrenPages && _waited > SlowLimit) || _repeats >= MostRepeats;

    /// <summary>Records a page.</summary>
    /// <param name="keys">The keys of its rows.</param>
    /// <param name="fresh">The number of keys that are new to the reader.</param>
    /// <param name="waited">The time of the requests for the page.</param>
    /// <returns>Whether the page equals the remembered page.</returns>
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
