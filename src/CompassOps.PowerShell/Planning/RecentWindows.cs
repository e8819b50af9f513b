using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>
/// Remembers for some minutes which windows this process has created, so that it does not create a window twice. That could happen if two
/// runs overlap, or if a run reads a list that does not yet contain the windows of an earlier run.
/// </summary>
internal sealed class RecentWindows
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, RecentWindows> Services = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<Entry> _entries = new();
    private long _moment;

    /// <summary>Returns the instance for a service. All connections to the service share it.</summary>
    public static RecentWindows Of(Uri baseUri) => Services.GetOrAdd(baseUri.AbsoluteUri, static _ => new RecentWindows());

    /// <summary>
    /// A counter that increases with each create request. Remember its value before you read a list, and pass it to <see cref="Begin"/>.
    /// </summary>
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

    /// <summary>
    /// Records that the caller begins to create a window. Returns null if the same window was begun after the counter had the value
    /// <paramref name="since"/>.
    /// </summary>
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

    /// <summary>Forgets a window that was not created or no longer exists.</summary>
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

    /// <summary>Returns the windows of a scope that this process created in the last minutes and that a list does not contain.</summary>
    public IReadOnlyList<Entry> MissingFrom(IEnumerable<Maintenance> list, MaintenanceScope scope, DateTimeOffset now)
    {
        HashSet<string> listed = new(list.Select(static window => window.Id), StringComparer.OrdinalIgnoreCase);
        lock (_lock)
        {
            return _entries.Where(entry => entry.Scope == scope && entry.Id is { } id && now - entry.BegunAt <= Memory && !listed.Contains(id)).ToArray();
        }
    }

    /// <summary>A window that this process creates or has created.</summary>
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

        /// <summary>The id of the window; null until the service has responded.</summary>
        public string? Id { get; set; }
    }
}
