using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace CompassOps.Sandbox.Domain;

/// <summary>
/// Stores items by key, and returns the items in the order in which they were added. So a new item never moves earlier items to
/// another page of a list.
/// </summary>
internal sealed class OrderedTable<T>(StringComparer keys)
    where T : class
{
    private readonly Dictionary<string, Slot> _byKey = new(keys);
    private readonly List<Slot> _order = [];

    public int Count => _order.Count;

    public bool TryGet(string key, [NotNullWhen(true)] out T? row)
    {
        row = _byKey.TryGetValue(key, out Slot? slot) ? slot.Row : null;
        return row is not null;
    }

    public bool Contains(string key) => _byKey.ContainsKey(key);

    public void Add(string key, T row)
    {
        Slot slot = new() { Row = row };
        _byKey.Add(key, slot);
        _order.Add(slot);
    }

    public void Replace(string key, T row) => _byKey[key].Row = row;

    public bool Remove(string key)
    {
        if (!_byKey.Remove(key, out Slot? slot))
        {
            return false;
        }

        _order.Remove(slot);
        return true;
    }

    /// <summary>Returns one page of the items that the filter selects.</summary>
    /// <param name="offset">The number of selected items to skip.</param>
    /// <param name="size">The maximum number of items to return.</param>
    /// <param name="filter">Selects items. Null selects all items.</param>
    /// <param name="more">Whether there are more selected items after this page.</param>
    public List<T> Page(int offset, int size, Func<T, bool>? filter, out bool more)
    {
        List<T> page = new();
        more = false;
        int passed = 0;
        for (int i = filter is null ? (passed = Math.Min(offset, _order.Count)) : 0; i < _order.Count; i++)
        {
            T row = _order[i].Row;
            if (filter is not null && !filter(row))
            {
                continue;
            }

            if (passed++ < offset)
            {
                continue;
            }

            if (page.Count == size)
            {
                more = true;
                break;
            }

            page.Add(row);
        }

        return page;
    }

    public IEnumerable<T> All()
    {
        foreach (Slot slot in _order)
        {
            yield return slot.Row;
        }
    }

    private sealed class Slot
    {
        public required T Row { get; set; }
    }
}
