using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace CompassOps.Paging;

/// <summary>
/// Records the changes that this process makes to a list while the list is read. Pages are requested by position. Without the record,
/// the reader would skip items when an earlier item is removed, because the later items move forward. A pipeline that adds a copy of each
/// item would never end, because the reader would also return the copies.
/// </summary>
internal sealed class ListChanges
{
    private static readonly string[] Recorded = { "/heartbeats", "/maintenances" };
    private static readonly ConcurrentDictionary<string, ListChanges> Lists = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<HashSet<string>> _readers = new();
    private long _begun;
    private long _ended;

    /// <summary>
    /// Returns the instance for the list at an address. Ignores the query of the address. All clients of the process share the instance for
    /// a list of heartbeats or windows. For any other list, returns a new instance, because no changes of other lists are recorded. Shared
    /// instances would fill the memory if raw requests read many lists.
    /// </summary>
    public static ListChanges Of(Uri list)
    {
        string path = list.GetLeftPart(UriPartial.Path);
        return Array.Exists(Recorded, name => path.EndsWith(name, StringComparison.Ordinal))
            ? Lists.GetOrAdd(path, static _ => new ListChanges())
            : new ListChanges();
    }

    /// <summary>The number of started requests that can remove an item.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>The number of finished requests that can remove an item.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>Records the start of a request that can remove an item. Dispose of the result when the request has ended.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _begun);
        return new Change(this);
    }

    /// <summary>Records a new item. Readers that have already started do not return this item.</summary>
    public void Add(string key)
    {
        lock (_lock)
        {
            foreach (HashSet<string> reader in _readers)
            {
                reader.Add(key);
            }
        }
    }

    /// <summary>Registers a reader of the list. Dispose of the reader after the last page.</summary>
    public Reader Read() => new(this);

    internal sealed class Reader : IDisposable
    {
        private readonly ListChanges _list;
        private readonly HashSet<string> _added = new(StringComparer.Ordinal);

        public Reader(ListChanges list)
        {
            _list = list;
            lock (list._lock)
            {
                list._readers.Add(_added);
            }
        }

        /// <summary>Returns whether this process created the item after the reader started.</summary>
        public bool IsNew(string key)
        {
            lock (_list._lock)
            {
                return _added.Count > 0 && _added.Contains(key);
            }
        }

        public void Dispose()
        {
            lock (_list._lock)
            {
                _list._readers.Remove(_added);
            }
        }
    }

    private sealed class Change : IDisposable
    {
        private ListChanges? _list;

        public Change(ListChanges list) => _list = list;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _list, null) is { } list)
            {
                Interlocked.Increment(ref list._ended);
            }
        }
    }
}
