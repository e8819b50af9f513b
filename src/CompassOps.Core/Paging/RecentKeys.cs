using System;
using System.Collections.Generic;

namespace CompassOps.Paging;

/// <summary>
/// Detects an object that moves to another page while the list is read. To use constant memory, the class normally keeps only the keys of
/// the current page and of the latest pages with new objects. If this process removes objects, the pager can go back to older pages.
/// In this case, it sets <see cref="KeepsAll"/>, so that the class keeps all keys.
/// </summary>
internal sealed class RecentKeys
{
    private const int FewPages = 3;

    private readonly Queue<HashSet<string>> _before = new();
    private HashSet<string> _present = new(StringComparer.Ordinal);
    private HashSet<string>? _spare;

    /// <summary>Whether to keep the keys of all pages. Must be true if the pager can request a page again.</summary>
    public bool KeepsAll { get; set; }

    /// <summary>Starts the next page. A page without new objects does not replace a remembered page.</summary>
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

    /// <summary>Adds a key of the current page. Returns false if this page or a remembered page already contains the key.</summary>
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
