using System;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Maps keys to numbers, and ignores the case of keys. If the map is full, a new key replaces the oldest key. Not thread-safe.
/// </summary>
internal sealed class BoundedKeys
{
    private readonly int _most;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();

    /// <summary>Creates an empty map with a maximum number of keys.</summary>
    public BoundedKeys(int most) => _most = most;

    /// <summary>Adds a key. Returns false if the key exists already.</summary>
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

    /// <summary>Returns the number of a key, or null if the key is not in the map.</summary>
    public long? Find(string key) => _numbers.TryGetValue(key, out long number) ? number : null;
}
