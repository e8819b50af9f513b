using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Enumeration;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox.Faults;

/// <summary>Stores the faults in the order in which they were added. Thread-safe.</summary>
/// <param name="operations">The names of the operations that a fault can match.</param>
internal sealed class FaultRegistry(IReadOnlyList<string> operations)
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];
    private int _next;

    // Whether there is a fault. Most sandboxes have no faults, so requests check this field without the lock.
    private volatile bool _any;

    public IReadOnlyList<SandboxFault> All
    {
        get
        {
            lock (_lock)
            {
                return _entries.ConvertAll(static entry => entry.Fault);
            }
        }
    }

    /// <summary>Adds a fault. If the fault has no id, the method generates an id.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="stale">The state that lists show if the fault has the kind StalePage.</param>
    /// <exception cref="ArgumentException">A value is out of range, or the id is in use.</exception>
    public SandboxFault Add(SandboxFault fault, ServiceState? stale)
    {
        FaultRules.Check(fault, operations);
        lock (_lock)
        {
            if (fault.Id.Length == 0)
            {
                do
                {
                    fault = fault with { Id = (++_next).ToString(CultureInfo.InvariantCulture) };
                }
                while (_entries.Exists(entry => entry.Fault.Id == fault.Id));
            }
            else if (_entries.Exists(entry => entry.Fault.Id == fault.Id))
            {
                throw new ArgumentException(Messages.FaultIdTaken(fault.Id), nameof(fault));
            }

            _entries.Add(new Entry(fault, stale));
            _any = true;
            return fault;
        }
    }

    /// <summary>Removes the fault with the given id, or all faults if the id is null. Returns the removed faults.</summary>
    public IReadOnlyList<SandboxFault> Clear(string? id)
    {
        lock (_lock)
        {
            List<Entry> cleared = id is null ? [.. _entries] : _entries.FindAll(entry => entry.Fault.Id == id);
            _entries.RemoveAll(cleared.Contains);
            _any = _entries.Count > 0;
            return cleared.ConvertAll(static entry => entry.Fault);
        }
    }

    /// <summary>
    /// Returns the first fault that fires for a request, or null if no fault fires. Each fault has a counter of matching
    /// requests, which Skip and Every use. The method increases the counters of the matching faults up to and including the returned fault.
    /// It does not check the later faults, so their counters do not change.
    /// </summary>
    /// <param name="operation">The name of the operation. Empty if the request matches no operation.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The percent-encoded path.</param>
    /// <param name="list">Whether the operation returns a list.</param>
    /// <param name="stale">The state that the list shows if the returned fault has the kind StalePage. Otherwise null.</param>
    public SandboxFault? Match(string operation, string method, string path, bool list, out ServiceState? stale)
    {
        stale = null;
        if (!_any)
        {
            return null;
        }

        lock (_lock)
        {
            foreach (Entry entry in _entries)
            {
                SandboxFault fault = entry.Fault;
                if (!Matches(fault, operation, method, path, list) || !entry.Fires())
                {
                    continue;
                }

                if (fault.Count == entry.Fired)
                {
                    _entries.Remove(entry);
                    _any = _entries.Count > 0;
                }

                stale = entry.Stale;
                return fault;
            }

            return null;
        }
    }

    /// <summary>Returns whether the port closes as soon as the fault is added. Other faults wait for a matching request.</summary>
    public static bool ClosesAtOnce(SandboxFault fault) =>
        fault is { Kind: SandboxFaultKind.Refuse, Operation: null, Method: null, PathPattern: null };

    private static bool Matches(SandboxFault fault, string operation, string method, string path, bool list) =>
        (fault.Operation is null || FileSystemName.MatchesSimpleExpression(fault.Operation, operation, ignoreCase: true))
        && (fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (fault.PathPattern is null || FileSystemName.MatchesSimpleExpression(fault.PathPattern, path, ignoreCase: true))
        && (fault.Kind is not (SandboxFaultKind.StalePage or SandboxFaultKind.WrongLink) || list)
        && !ClosesAtOnce(fault);

    private sealed class Entry(SandboxFault fault, ServiceState? stale)
    {
        private readonly Random _random = new(fault.Seed ?? 0);
        private long _matched;

        public SandboxFault Fault { get; } = fault;

        public ServiceState? Stale { get; } = stale;

        public int Fired { get; private set; }

        public bool Fires()
        {
            long past = ++_matched - Fault.Skip;
            if (past <= 0 || past % Fault.Every != 0 || (Fault.Probability is double probability && _random.NextDouble() >= probability))
            {
                return false;
            }

            Fired++;
            return true;
        }
    }
}
