using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Detects that the pages of a list have nothing new: empty pages, rows that were read before, or pages that return after
/// others. It remembers one page and replaces it after ever longer distances, so it finds a loop of any length in constant memory.
/// </summary>
internal sealed class PageProgress
{
    /// <summary>The largest number of consecutive pages without anything new.</summary>
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

    /// <summary>Whether to stop reading.</summary>
    public bool IsStuck => _barren >= MostBarrenPages || (_barren >= FewBarrenPages && _waited > SlowLimit) || _repeats >= MostRepeats;

    /// <summary>Records a page.</summary>
    /// <param name="keys">The keys of its rows.</param>
    /// <param name="fresh">The number of keys that were on none of the remembered pages.</param>
    /// <param name="waited">The time that the page took.</param>
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
