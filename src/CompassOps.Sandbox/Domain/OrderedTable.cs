// A table that keeps its rows in the order in which they were added.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace CompassOps.Sandbox.Domain;

/// <summary>Stores rows by key, in the order in which they were added. A new row never moves earlier rows to another page.</summary>
/// <param name="keys">Compares the keys.</param>
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

    /// <summary>
    /// Returns the rows that pass the <paramref name="filter"/>, starting at <paramref name="offset"/>; at most <paramref name="size"/>
    /// rows.
    /// </summary>
    /// <param name="offset">The number of filtered rows to skip.</param>
    /// <param name="size">The maximum number of rows to return.</param>
    /// <param name="filter">Selects the rows. Null selects all rows.</param>
    /// <param name="more">Whether more rows follow.</param>
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
