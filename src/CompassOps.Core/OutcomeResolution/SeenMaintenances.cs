using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Remembers the windows that this process has listed or created at one service address. These windows cannot be the result of a later
/// create request. Keeps at most 65,536 ids of listed windows, and the same number of ids of created windows.
/// </summary>
internal sealed class SeenMaintenances
{
    private const int Most = 1 << 16;
    private static readonly ConcurrentDictionary<string, SeenMaintenances> Instances = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly BoundedKeys _claimed = new(Most);
    private readonly BoundedKeys _seen = new(Most);
    private long _moment;

    /// <summary>Returns the instance for a service address. All clients of the process share this instance.</summary>
    public static SeenMaintenances Of(Uri baseAddress) => Instances.GetOrAdd(baseAddress.AbsoluteUri, static _ => new SeenMaintenances());

    /// <summary>
    /// The number of list pages that this process has recorded. A create request stores this number, so that a later search ignores the
    /// windows on these pages.
    /// </summary>
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

    /// <summary>
    /// Records that a create request has created the window. Returns false if another create request has already recorded the window.
    /// </summary>
    public bool TryClaim(string id)
    {
        lock (_lock)
        {
            return _claimed.TryAdd(id, 0);
        }
    }

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

    /// <summary>
    /// Returns whether a create request can have created the window. Returns false if another create request has already recorded the
    /// window. Also returns false if a list page that was recorded before this create request contains the window.
    /// </summary>
    /// <param name="id">The id of the window.</param>
    /// <param name="position">The <see cref="Position"/> before the create request was sent.</param>
    public bool MayBeNewSince(string id, long position)
    {
        lock (_lock)
        {
            return _claimed.Find(id) is null && (_seen.Find(id) is not { } first || first > position);
        }
    }
}
