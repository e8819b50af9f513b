using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace CompassOps.Paging;

/// <summary>
/// What this process itself changes in one list, for those who are reading it meanwhile. Lists are read by position: what is taken
/// out of the part that has been read moves the rest forward, past the reader, and what is added may come towards it without end.
/// </summary>
internal sealed class ListChanges
{
    private static readonly ConcurrentDictionary<string, ListChanges> Lists = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly List<HashSet<string>> _readers = new();
    private long _begun;
    private long _ended;

    /// <summary>The changes of the list at an address, whatever query stands behind it; all clients of the process share them.</summary>
    public static ListChanges Of(Uri list) => Lists.GetOrAdd(list.GetLeftPart(UriPartial.Path), static _ => new ListChanges());

    /// <summary>How many requests that may take something out have begun.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>How many of those have ended.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>A request is to be sent that may take something out of the list. It is over when what is returned is disposed of.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _begun);
        return new Change(this);
    }

    /// <summary>Something has been added: those who are reading the list began before it was there.</summary>
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

    /// <summary>Begins to read; what is returned must be disposed of.</summary>
    public Reader Read() => new(this);

    /// <summary>One who reads the list.</summary>
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

        /// <summary>Whether this process has added it since the reader began.</summary>
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
