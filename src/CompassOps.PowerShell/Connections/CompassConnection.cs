using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using CompassOps.Connections;

namespace CompassOps;

/// <summary>A connection to the service of one site, created by <c>Connect-Compass</c>. No view of it shows a secret.</summary>
public sealed class CompassConnection
{
    private readonly object _lock = new();
    private readonly Func<DateTimeOffset>? _serviceClock;
    private int _holders;

    internal CompassConnection(CompassClient client, string name, Func<DateTimeOffset>? now = null)
    {
        Client = client;
        Name = name;
        _serviceClock = now;
    }

    /// <summary>The name of the connection, for <c>-Connection</c>.</summary>
    public string Name { get; }

    /// <summary>Whether this is the default connection of the runspace.</summary>
    public bool IsDefault => ConnectionStore.IsDefault(this);

    /// <summary>The site (<c>acme</c> of <c>acme.atlassian.net</c>), or null if it is unknown.</summary>
    public string? Site { get; internal init; }

    /// <summary>The cloud id of the site.</summary>
    public string CloudId { get; internal init; } = "";

    /// <summary>The product whose addresses the connection uses.</summary>
    public CompassProduct Product => Client.Product;

    /// <summary>The base address of all requests.</summary>
    public Uri BaseUri => Client.BaseAddress;

    /// <summary>The kind of credentials.</summary>
    public CompassCredentialType CredentialType { get; internal init; }

    /// <summary>The e-mail address of the account, or the id of the OAuth client; empty for an access token.</summary>
    public string User { get; internal init; } = "";

    /// <summary>The default team of heartbeat cmdlets, or null. Maintenance cmdlets never use it.</summary>
    public string? TeamId { get; internal init; }

    /// <summary>Whether the connection leads to a sandbox.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary><c>Sandbox</c> or <c>Production</c>.</summary>
    public string Environment => IsSandbox ? "Sandbox" : "Production";

    /// <summary>The time limit of each attempt of a request, in seconds.</summary>
    public double TimeoutSec { get; internal init; }

    /// <summary>The maximum number of retries of a request.</summary>
    public int MaximumRetryCount { get; internal init; }

    /// <summary>The maximum of the random delay before the first retry, in seconds. It doubles with each retry.</summary>
    public double RetryIntervalSec { get; internal init; }

    /// <summary>The time at which the connection was created.</summary>
    public DateTimeOffset ConnectedAt { get; } = DateTimeOffset.Now;

    /// <summary>The client of the service.</summary>
    internal CompassClient Client { get; }

    /// <summary>The names of the teams that were listed, by team id. They are used for display only.</summary>
    internal ConcurrentDictionary<string, string> TeamNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The teams in which names are looked up; null before the first look-up. Empty if the service does not list teams.
    /// </summary>
    internal IReadOnlyList<Team>? VisibleTeams { get; set; }

    /// <summary>Whether the connection was closed.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>The current time: the sandbox's clock for a sandbox in this process; otherwise this machine's clock.</summary>
    internal DateTimeOffset Now => _serviceClock?.Invoke() ?? DateTimeOffset.UtcNow;

    /// <summary>Returns the name of the connection.</summary>
    public override string ToString() => Name;

    /// <summary>
    /// Starts a time measurement, and returns a function that returns the elapsed time. Uses the sandbox's clock for a sandbox in this
    /// process, because a rehearsal moves that clock. Otherwise uses a monotonic clock, because the machine's clock may jump.
    /// </summary>
    internal Func<TimeSpan> StartStopwatch()
    {
        if (_serviceClock is { } clock)
        {
            DateTimeOffset start = clock();
            return () => clock() - start;
        }

        Stopwatch watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }

    /// <summary>Closes the connection. Requests in progress fail, unless <see cref="Hold"/> keeps the client usable.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            IsClosed = true;
            if (_holders > 0)
            {
                return;
            }
        }

        Client.Dispose();
    }

    /// <summary>Keeps the client usable after <see cref="Close"/>, until the returned object is disposed.</summary>
    internal IDisposable Hold()
    {
        lock (_lock)
        {
            _holders++;
        }

        return new ClientHold(this);
    }

    private void Release()
    {
        lock (_lock)
        {
            _holders--;
            if (_holders > 0 || !IsClosed)
            {
                return;
            }
        }

        Client.Dispose();
    }

    private sealed class ClientHold : IDisposable
    {
        private CompassConnection? _connection;

        public ClientHold(CompassConnection connection) => _connection = connection;

        public void Dispose() => Interlocked.Exchange(ref _connection, null)?.Release();
    }
}
