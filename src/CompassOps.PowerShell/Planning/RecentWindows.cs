using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>
/// Stores for some minutes which maintenance windows this process has created. The list of the service does not show a new window
/// immediately. Without the stored windows, two runs that overlap or follow each other could create the same window twice.
/// </summary>
internal sealed class RecentWindows
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, RecentWindows> Services = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<Entry> _entries = new();
    private long _moment;

    /// <summary>Returns the instance for a service. All connections to this service share the instance.</summary>
    public static RecentWindows Of(Uri baseUri) => Services.GetOrAdd(baseUri.AbsoluteUri, static _ => new RecentWindows());

    /// <summary>
    /// The number of the last create request. The number increases with each create request. Read this property before you read a list, and
    /// pass the value to <see cref="Begin"/>.
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
    /// Records that the caller is going to create a window, and returns the record. Returns null if this process has begun to create the
    /// same window after the caller read <see cref="Moment"/>. <paramref name="since"/> is the value that the caller read. Two windows are
    /// the same if their scope, description and start are equal.
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

    /// <summary>Removes the record of a window that was not created or no longer exists.</summary>
    public void Forget(Entry entry)
    {
        lock (_lock)
        {
            _entries.Remove(entry);
        }
    }

    /// <summary>Removes the record of a window that this process deletes.</summary>
    public void Forget(string id)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => string.Equals(entry.Id, id, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>
    /// Returns the windows that this process created in <paramref name="scope"/> during the last ten minutes, but that
    /// <paramref name="list"/> does not contain.
    /// </summary>
    public IReadOnlyList<Entry> MissingFrom(IEnumerable<Maintenance> list, MaintenanceScope scope, DateTimeOffset now)
    {
        HashSet<string> listed = new(list.Select(static window => window.Id), StringComparer.OrdinalIgnoreCase);
        lock (_lock)
        {
            return _entries.Where(entry => entry.Scope == scope && entry.Id is { } id && now - entry.BegunAt <= Memory && !listed.Contains(id)).ToArray();
        }
    }

    /// <summary>The record of a maintenance window that this process creates or has created.</summary>
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

        /// <summary>The id of the window. Null until the service has responded.</summary>
        public string? Id { get; set; }
    }
}
