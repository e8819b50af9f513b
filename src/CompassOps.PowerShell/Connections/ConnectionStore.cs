using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace CompassOps.Connections;

/// <summary>
/// Stores the connections and the default connection of one runspace. The store becomes empty when the runspace ends, or when PowerShell
/// resets and reuses the runspace.
/// </summary>
internal sealed class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, ConnectionStore> Stores = new();

    private readonly object _lock = new();
    private readonly Dictionary<string, CompassConnection> _connections = new(StringComparer.OrdinalIgnoreCase);
    private CompassConnection? _default;
    private PSVariable? _state;

    /// <summary>The store of this thread's runspace. Does not check whether PowerShell has reset the runspace.</summary>
    public static ConnectionStore Current
    {
        get
        {
            Runspace runspace = Runspace.DefaultRunspace
                ?? throw new InvalidOperationException("CompassOps cmdlets run in a PowerShell runspace only.");
            return Stores.GetValue(runspace, Create);
        }
    }

    /// <summary>
    /// Returns the store of this thread's runspace. Empties the store if PowerShell has reset the runspace since the last call.
    /// </summary>
    /// <remarks>ForEach-Object -Parallel and runspace pools reset a runspace and reuse it for other work. The new work must not use the
    /// connections of earlier work. PowerShell does not report a reset, but it creates the built-in variables again. Therefore the method
    /// checks whether $Error is still the same variable object.</remarks>
    public static ConnectionStore Of(SessionState session)
    {
        ConnectionStore store = Current;
        PSVariable state = session.PSVariable.Get("global:Error");
        bool isReset;
        lock (store._lock)
        {
            isReset = store._state is not null && !ReferenceEquals(store._state, state);
            store._state = state;
        }

        if (isReset)
        {
            store.Clear();
        }

        return store;
    }

    public CompassConnection? Default
    {
        get
        {
            lock (_lock)
            {
                return _default;
            }
        }
    }

    /// <summary>
    /// Whether this thread's runspace is not the first runspace of the process, as in ForEach-Object -Parallel and thread jobs.
    /// </summary>
    public static bool IsSecondaryRunspace => Runspace.DefaultRunspace is { Id: > 1 };

    /// <summary>Returns whether a connection is the default connection of this thread's runspace.</summary>
    public static bool IsDefault(CompassConnection connection) => Runspace.DefaultRunspace is { } runspace
        && Stores.TryGetValue(runspace, out ConnectionStore? store) && ReferenceEquals(store.Default, connection);

    /// <summary>
    /// Makes a connection the default of this runspace. If the connection was created in another runspace, the store of that runspace does
    /// not change.
    /// </summary>
    public void SetDefault(CompassConnection connection)
    {
        lock (_lock)
        {
            _default = connection;
        }
    }

    public IReadOnlyList<CompassConnection> All
    {
        get
        {
            lock (_lock)
            {
                return _connections.Values.OrderBy(connection => connection.Name, StringComparer.OrdinalIgnoreCase).ToArray();
            }
        }
    }

    public CompassConnection? Find(string name)
    {
        lock (_lock)
        {
            return _connections.TryGetValue(name, out CompassConnection? connection) ? connection : null;
        }
    }

    /// <summary>
    /// Adds a connection. If a connection of the same name exists, replaces it, but does not close it. The new connection becomes the default
    /// if <paramref name="asDefault"/> is true, if there is no default, or if it replaces the default.
    /// </summary>
    public void Add(CompassConnection connection, bool asDefault)
    {
        lock (_lock)
        {
            _connections.TryGetValue(connection.Name, out CompassConnection? replaced);
            _connections[connection.Name] = connection;
            if (asDefault || _default is null || ReferenceEquals(_default, replaced))
            {
                _default = connection;
            }
        }
    }

    /// <summary>Removes a connection from this store, and closes it. Also closes a connection that belongs to another runspace.</summary>
    public void Remove(CompassConnection connection)
    {
        lock (_lock)
        {
            if (_connections.TryGetValue(connection.Name, out CompassConnection? kept) && ReferenceEquals(kept, connection))
            {
                _connections.Remove(connection.Name);
            }

            if (ReferenceEquals(_default, connection))
            {
                _default = null;
            }
        }

        connection.Close();
    }

    /// <summary>Closes all connections of this runspace.</summary>
    public void Clear()
    {
        foreach (CompassConnection connection in All)
        {
            Remove(connection);
        }

        lock (_lock)
        {
            _default = null;
        }
    }

    private static ConnectionStore Create(Runspace runspace)
    {
        ConnectionStore store = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                store.Clear();
            }
        };
        return store;
    }
}
