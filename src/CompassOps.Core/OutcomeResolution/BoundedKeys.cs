using System;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// A map from case-insensitive keys to numbers. If the map is full, adding a key removes the oldest key. This class is not thread-safe.
/// </summary>
internal sealed class BoundedKeys
{
    private readonly int _most;
    private readonly Dictionary<string, long> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();

    public BoundedKeys(int most) => _most = most;

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

    public long? Find(string key) => _numbers.TryGetValue(key, out long number) ? number : null;
}
