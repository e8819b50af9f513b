using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace CompassOps.Paging;

/// <summary>
/// Records the changes that this process makes to one list, for the readers of the list. Lists are read by position. If an item before
/// the position is removed, later items move forward and the reader would skip some. If items are added during the reading, the list
/// might never end.
/// </summary>
internal sealed class ListChanges
{
    private static readonly ConcurrentDictionary<string, ListChanges> Lists = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<HashSet<string>> _readers = new();
    private long _begun;
    private long _ended;

    /// <summary>Returns the record for a list address, without its query. All clients of the process share it.</summary>
    public static ListChanges Of(Uri list) => Lists.GetOrAdd(list.GetLeftPart(UriPartial.Path), static _ => new ListChanges());

    /// <summary>The number of requests that may remove an item and have begun.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>The number of requests that may remove an item and have ended.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>Records the start of a request that may remove an item. Dispose of the result when the request ends.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _begun);
        return new Change(this);
    }

    /// <summary>Records a new item. Readers that have begun already do not return it.</summary>
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

    /// <summary>Registers a reader of the list. Dispose of the result when the reading ends.</summary>
    public Reader Read() => new(this);

    /// <summary>One reader of the list.</summary>
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

        /// <summary>Returns whether this process has added the item since the reader began.</summary>
        public bool IsNew(string key)
        {
            lock (_list._lock)
            {
                return _added.Count > 0 && _added.Contains(key);
            }
        }

        /// <inheritdoc />
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
