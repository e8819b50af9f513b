using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Lets creates of equal windows pass one after another, in the whole process. Equal windows are legitimate, and only while no other
/// create of the same window is under way does a window that is found tell whose it is.
/// </summary>
internal static class KeyedLock
{
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal);

    /// <summary>Waits for its turn; null if it did not come in time. What is returned must be disposed of to let the next one pass.</summary>
    public static async Task<IDisposable?> EnterAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
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
            entered = await entry.Turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Takes several locks in the order given, which all callers must share; null if it did not get them all in time.</summary>
    public static async Task<IDisposable?> EnterAsync(IReadOnlyList<string> keys, TimeSpan patience, CancellationToken cancellationToken)
    {
        Held held = new();
        try
        {
            foreach (string key in keys)
            {
                if (await EnterAsync(key, patience, cancellationToken).ConfigureAwait(false) is not { } entered)
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

    /// <summary>Whether somebody has a turn of this key, or waits for one. Nothing else is remembered.</summary>
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
