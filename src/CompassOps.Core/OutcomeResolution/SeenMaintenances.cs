using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Remembers the latest 65,536 window ids that this process has claimed or listed at one service. A create request claims the window that
/// it created. If a window is claimed, or was listed before a create request was sent, that request did not create it.
/// </summary>
internal sealed class SeenMaintenances
{
    private const int Most = 1 << 16;
    private static readonly ConcurrentDictionary<string, SeenMaintenances> Instances = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly BoundedKeys _claimed = new(Most);
    private readonly BoundedKeys _seen = new(Most);
    private long _moment;

    /// <summary>Returns the instance for a service address. All clients of the process share it.</summary>
    public static SeenMaintenances Of(Uri baseAddress) => Instances.GetOrAdd(baseAddress.AbsoluteUri, static _ => new SeenMaintenances());

    /// <summary>The number of recorded pages. A create request stores it, to know later which windows were listed before.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _moment;
            }
        }
    }

    /// <summary>Claims a window for one create request. Returns false if the window is claimed already.</summary>
    public bool TryClaim(string id)
    {
        lock (_lock)
        {
            return _claimed.TryAdd(id, 0);
        }
    }

    /// <summary>Records windows that the service has listed.</summary>
    public void See(IReadOnlyList<Maintenance> windows)
    {
        lock (_lock)
        {
            _moment++;
            foreach (Maintenance window in windows)
            {
                _seen.TryAdd(window.Id, _moment);
            }
        }
    }

    /// <summary>Returns whether a window may be the result of a create request that stored this position.</summary>
    public bool MayBeNewSince(string id, long position)
    {
        lock (_lock)
        {
            return _claimed.Find(id) is null && (_seen.Find(id) is not { } first || first > position);
        }
    }
}
