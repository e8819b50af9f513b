using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace CompassOps.Paging;

/// <summary>
/// Records this process's own changes to one list, for readers of that list. Lists are read by position. Removing an item from the
/// part already read moves the rest past the reader. Adding items may extend the list without end.
/// </summary>
internal sealed class ListChanges
{
    private static readonly ConcurrentDictionary<string, ListChanges> Lists = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<HashSet<string>> _readers = new();
    private long _begun;
    private long _ended;

    /// <summary>Returns the changes of the list at an address without its query; all clients of the process share them.</summary>
    public static ListChanges Of(Uri list) => Lists.GetOrAdd(list.GetLeftPart(UriPartial.Path), static _ => new ListChanges());

    /// <summary>The number of removing requests that have begun.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>The number of removing requests that have ended.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>Records the begin of a request that may remove an item. Dispose of the result when it ends.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _begun);
        return new Change(this);
    }

    /// <summary>Records a new item, which current readers do not return.</summary>
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

    /// <summary>Begins to read the list. Dispose of the result at the end.</summary>
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
