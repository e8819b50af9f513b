using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Ensures that this process sends equal create requests for maintenance windows one after the other. Otherwise a search after a failed
/// request could find the window of another request.
/// </summary>
internal static class KeyedLock
{
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal);

    /// <summary>Waits for the lock of a key. Returns null if the wait exceeds the time limit. Dispose of the result to release the lock.</summary>
    public static async Task<IDisposable?> EnterAsync(string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (Entries)
        {
            if (!Entries.TryGetValue(key, out entry!))
            {
                Entries.Add(key, entry = new Entry(key));
            }

            entry.Users++;
        }

        bool entered = false;
        try
        {
            entered = await entry.Turn.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            return entered ? entry : null;
        }
        finally
        {
            if (!entered)
            {
                entry.Leave();
            }
        }
    }

    /// <summary>
    /// Acquires the locks of several keys in the given order. All callers must use the same order, to avoid a deadlock. Returns null if the
    /// wait for one lock exceeds the time limit.
    /// </summary>
    public static async Task<IDisposable?> EnterAsync(IReadOnlyList<string> keys, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Held held = new();
        try
        {
            foreach (string key in keys)
            {
                if (await EnterAsync(key, timeout, cancellationToken).ConfigureAwait(false) is not { } entered)
                {
                    held.Dispose();
                    return null;
                }

                held.Locks.Push(entered);
            }

            return held;
        }
        catch (OperationCanceledException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Returns whether a caller holds the lock of the key or waits for it. The lock uses memory only during this time.</summary>
    internal static bool IsInUse(string key)
    {
        lock (Entries)
        {
            return Entries.ContainsKey(key);
        }
    }

    private sealed class Held : IDisposable
    {
        public Stack<IDisposable> Locks { get; } = new();

        public void Dispose()
        {
            while (Locks.Count > 0)
            {
                Locks.Pop().Dispose();
            }
        }
    }

    private sealed class Entry : IDisposable
    {
        private readonly string _key;

        public Entry(string key) => _key = key;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public void Leave()
        {
            lock (Entries)
            {
                if (--Users == 0)
                {
                    Entries.Remove(_key);
                    Turn.Dispose();
                }
            }
        }

        public void Dispose()
        {
            Turn.Release();
            Leave();
        }
    }
}
