using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// The keys on the present page and the two before that brought something: enough to notice an object that slips to a neighbouring page while a list is
/// read, and no more memory for a long list than for a short one. A reader who has to step back forgets none from then on.
/// </summary>
internal sealed class RecentKeys
{
    private const int FewPages = 3;

    private readonly Queue<HashSet<string>> _before = new();
    private HashSet<string> _present = new(StringComparer.Ordinal);
    private HashSet<string>? _spare;

    /// <summary>Whether pages may be read again, so that none is forgotten.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Begins a page. Only a page that brought something pushes others out.</summary>
    public void NextPage()
    {
        if (_present.Count == 0)
        {
            return;
        }

        if (KeepsAll)
        {
            Keep();
            return;
        }

        _before.Enqueue(_present);
        _present = _spare ?? new HashSet<string>(StringComparer.Ordinal);
        _spare = null;
    }

    /// <summary>Notes a key of the page; false if it was on one of these pages already.</summary>
    public bool Add(string key)
    {
        foreach (HashSet<string> page in _before)
        {
            if (page.Contains(key))
            {
                return false;
            }
        }

        if (_before.Count == FewPages && !KeepsAll)
        {
            _spare = _before.Dequeue();
            _spare.Clear();
        }

        return _present.Add(key);
    }

    private void Keep()
    {
        while (_before.Count > 0)
        {
            _present.UnionWith(_before.Dequeue());
        }
    }
}
