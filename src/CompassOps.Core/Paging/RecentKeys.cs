using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Keeps the keys of the current page and of the two latest pages with new objects. This detects, in constant memory, an object that
/// moves to a neighbouring page during the reading. A reader that may read pages again keeps all keys.
/// </summary>
internal sealed class RecentKeys
{
    private const int FewPages = 3;

    private readonly Queue<HashSet<string>> _before = new();
    private HashSet<string> _present = new(StringComparer.Ordinal);
    private HashSet<string>? _spare;

    /// <summary>Whether to keep all keys, because pages may be read again.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Starts a new page. Only a page with new objects replaces older pages.</summary>
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

    /// <summary>Adds a key of the current page. Returns false if a remembered page contains the key already.</summary>
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
