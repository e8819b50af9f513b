using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>
/// Remembers for some minutes which windows this process creates, so that two runs at the same time, or one after the other against a
/// service whose lists lag, do not create the same window twice.
/// </summary>
internal sealed class RecentWindows
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, RecentWindows> Services = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<Entry> _entries = new();
    private long _moment;

    /// <summary>Returns the instance of a service. All connections to it share the instance.</summary>
    public static RecentWindows Of(Uri baseUri) => Services.GetOrAdd(baseUri.AbsoluteUri, static _ => new RecentWindows());

    /// <summary>The current moment. A list that is read from now on shows the windows that were created before.</summary>
    public long Moment
    {
        get
        {
            lock (_lock)
            {
                return _moment;
            }
        }
    }

    /// <summary>Records that the caller begins to create a window. Returns null if another caller has begun to create the same window since a moment.</summary>
    public Entry? Begin(MaintenanceScope scope, MaintenanceCreate create, long since, DateTimeOffset now)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => entry.Id is not null && now - entry.BegunAt > Memory);
            if (_entries.Exists(entry => entry.Moment > since && entry.Scope == scope && entry.Description == create.Description && entry.StartDate == create.StartDate))
            {
                return null;
            }

            Entry begun = new(scope, create.Description, create.StartDate, ++_moment, now);
            _entries.Add(begun);
            return begun;
        }
    }

    /// <summary>Forgets a window that was not created, or no longer exists.</summary>
    public void Forget(Entry entry)
    {
        lock (_lock)
        {
            _entries.Remove(entry);
        }
    }

    /// <summary>Forgets a window that this process deleted.</summary>
    public void Forget(string id)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => string.Equals(entry.Id, id, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Returns the windows of a scope that were created and that a list does not contain.</summary>
    public IReadOnlyList<Entry> MissingFrom(IEnumerable<Maintenance> list, MaintenanceScope scope, DateTimeOffset now)
    {
        HashSet<string> listed = new(list.Select(static window => window.Id), StringComparer.OrdinalIgnoreCase);
        lock (_lock)
        {
            return _entries.Where(entry => entry.Scope == scope && entry.Id is { } id && now - entry.BegunAt <= Memory && !listed.Contains(id)).ToArray();
        }
    }

    /// <summary>A window that this process has begun to create.</summary>
    internal sealed class Entry
    {
        public Entry(MaintenanceScope scope, string? description, DateTimeOffset? startDate, long moment, DateTimeOffset begunAt)
        {
            Scope = scope;
            Description = description;
            StartDate = startDate;
            Moment = moment;
            BegunAt = begunAt;
        }

        public MaintenanceScope Scope { get; }

        public string? Description { get; }

        public DateTimeOffset? StartDate { get; }

        public long Moment { get; }

        public DateTimeOffset BegunAt { get; }

        /// <summary>The id that the service gave the window; null until it has responded.</summary>
        public string? Id { get; set; }
    }
}
