using System;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>Numbers by key, in any case; when there are too many, the oldest is forgotten. Not safe for use by several threads.</summary>
internal sealed class BoundedKeys
{
    private readonly int _most;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();

    /// <summary>Makes an empty one that remembers up to so many keys.</summary>
    public BoundedKeys(int most) => _most = most;

    /// <summary>Adds a key, unless it is there; false if it was.</summary>
    public bool TryAdd(string key, long number)
    {
        if (_numbers.ContainsKey(key))
        {
            return false;
        }

        _numbers.Add(key, number);
        _order.Enqueue(key);
        if (_order.Count > _most)
        {
            _numbers.Remove(_order.Dequeue());
        }

        return true;
    }

    /// <summary>The number of a key; null if it is not there.</summary>
    public long? Find(string key) => _numbers.TryGetValue(key, out long number) ? number : null;
}
