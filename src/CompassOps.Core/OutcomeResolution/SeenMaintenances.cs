using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Remembers the windows of one service that this process created, adopted or listed, for the latest 65,536 ids. A window that is
/// claimed, or was listed before a create was sent, cannot be the result of that create.
/// </summary>
internal sealed class SeenMaintenances
{
    private const int Most = 1 << 16;
    private static readonly ConcurrentDictionary<string, SeenMaintenances> Instances = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly BoundedKeys _claimed = new(Most);
    private readonly BoundedKeys _seen = new(Most);
    private long _moment;

    /// <summary>Returns the instance of the service at an address; all clients of the process share it.</summary>
    public static SeenMaintenances Of(Uri baseAddress) => Instances.GetOrAdd(baseAddress.AbsoluteUri, static _ => new SeenMaintenances());

    /// <summary>The present position, to compare with when ids were first seen.</summary>
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

    /// <summary>Claims an id for one create. Returns false if it is claimed already.</summary>
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

    /// <summary>Returns whether a window may be the result of a create that was first sent at this position.</summary>
    public bool MayBeNewSince(string id, long position)
    {
        lock (_lock)
        {
            return _claimed.Find(id) is null && (_seen.Find(id) is not { } first || first > position);
        }
    }
}
