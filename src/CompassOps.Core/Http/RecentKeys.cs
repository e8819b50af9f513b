using System;
using System.Collections.Generic;

namespace CompassOps.Http;

/// <summary>
/// The keys on the present page and the two before: enough to notice an object that slips to a neighbouring page while a list is
/// read, and no more memory for a long list than for a short one.
/// </summary>
internal sealed class RecentKeys
{
    private HashSet<string> _present = new(StringComparer.Ordinal);
    private HashSet<string> _before = new(StringComparer.Ordinal);
    private HashSet<string> _beforeThat = new(StringComparer.Ordinal);

    /// <summary>Begins a page. One that holds nothing does not push others out.</summary>
    public void NextPage(int count)
    {
        if (count > 0)
        {
            (_present, _before, _beforeThat) = (_beforeThat, _present, _before);
            _present.Clear();
        }
    }

    /// <summary>Notes a key of the page; false if it was on one of these pages already.</summary>
    public bool Add(string key) => _present.Add(key) && !_before.Contains(key) && !_beforeThat.Contains(key);
}
