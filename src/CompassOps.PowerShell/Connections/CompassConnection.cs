using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using CompassOps.Connections;

namespace CompassOps;

/// <summary>
/// A connection to the service of one site, created by <c>Connect-Compass</c>. PowerShell never displays the secrets of a connection.
/// </summary>
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

    /// <summary>The name that the parameter <c>-Connection</c> accepts for this connection.</summary>
    public string Name { get; }

    /// <summary>Whether this is the default connection of the runspace.</summary>
    public bool IsDefault => ConnectionStore.IsDefault(this);

    /// <summary>The site (<c>acme</c> of <c>acme.atlassian.net</c>), or null if it is unknown.</summary>
    public string? Site { get; internal init; }

    /// <summary>The cloud id of the site.</summary>
    public string CloudId { get; internal init; } = "";

    /// <summary>The product to which the connection sends its requests.</summary>
    public CompassProduct Product => Client.Product;

    /// <summary>The base address of all requests.</summary>
    public Uri BaseUri => Client.BaseAddress;

    /// <summary>The type of the credentials.</summary>
    public CompassCredentialType CredentialType { get; internal init; }

    /// <summary>The e-mail address of the account, or the id of the OAuth client. Empty if the connection uses an access token.</summary>
    public string User { get; internal init; } = "";

    /// <summary>The team that heartbeat cmdlets use by default, or null. Maintenance cmdlets ignore this team.</summary>
    public string? TeamId { get; internal init; }

    /// <summary>Whether the service is a sandbox, which is a simulated service.</summary>
    public bool IsSandbox { get; internal init; }

    /// <summary>The text <c>Sandbox</c> or <c>Production</c>.</summary>
    public string Environment => IsSandbox ? "Sandbox" : "Production";

    /// <summary>The time limit, in seconds, of each attempt to send a request.</summary>
    public double TimeoutSec { get; internal init; }

    /// <summary>The maximum number of retries of a request.</summary>
    public int MaximumRetryCount { get; internal init; }

    /// <summary>The maximum delay before the first retry, in seconds. The maximum doubles with each retry. Each delay is random.</summary>
    public double RetryIntervalSec { get; internal init; }

    /// <summary>The time at which the connection was created.</summary>
    public DateTimeOffset ConnectedAt { get; } = DateTimeOffset.Now;

    internal CompassClient Client { get; }

    /// <summary>Maps team ids to the names of teams that the service has listed. The cmdlets use the names only for display.</summary>
    internal ConcurrentDictionary<string, string> TeamNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The teams in which the cmdlets search for a team name. Null before the first search, or if the service does not list teams.</summary>
    internal IReadOnlyList<Team>? VisibleTeams { get; set; }

    /// <summary>Whether the service has refused to list teams. The cmdlets then use each text as the id of a team.</summary>
    internal bool ListsNoTeams { get; set; }

    internal bool IsClosed { get; private set; }

    /// <summary>
    /// The current time. For a sandbox in this process, this is the time of the sandbox's clock. Otherwise it is the time of this machine.
    /// </summary>
    internal DateTimeOffset Now => _serviceClock?.Invoke() ?? DateTimeOffset.UtcNow;

    /// <summary>Returns the name of the connection.</summary>
    public override string ToString() => Name;

    /// <summary>
    /// Starts a time measurement. The returned function returns the elapsed time. For a sandbox in this process, uses the sandbox's clock,
    /// because a user can move that clock. Otherwise uses a monotonic clock, because the clock of the machine can jump.
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

    /// <summary>Closes the connection. Requests in progress fail, except if a caller of <see cref="Hold"/> keeps the client usable.</summary>
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
