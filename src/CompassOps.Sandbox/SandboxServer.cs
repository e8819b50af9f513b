using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using CompassOps.Sandbox.Api;
using CompassOps.Sandbox.Control;
using CompassOps.Sandbox.Domain;
using CompassOps.Sandbox.Faults;
using CompassOps.Sandbox.Http;
using CompassOps.Sandbox.Storage;

namespace CompassOps.Sandbox;

/// <summary>
/// Simulates the API of Compass and Jira Service Management with an HTTP server on 127.0.0.1. The server runs on background threads
/// until <see cref="Dispose"/> is called or the process ends. This class is thread-safe.
/// </summary>
public sealed class SandboxServer : IControlled, IDisposable
{
    private static readonly object RunningLock = new();
    private static readonly List<SandboxServer> RunningServers = [];
    private static int _lastId;

    private readonly Store _store;
    private readonly FaultRegistry _faults = new(Operation.Names);
    private readonly RequestLog _log;
    private readonly HttpServer _http;
    private readonly PortControl _port;
    private readonly TokenAuthority _authority;
    private int _disposed;

    private SandboxServer(SandboxOptions options, StateFile? file)
    {
        SavedState? saved = file?.Load();
        CloudId = options.CloudId ?? saved?.CloudId ?? Guid.NewGuid().ToString();
        Email = options.Email ?? saved?.Email ?? "operator@sandbox.test";
        Token = options.Token ?? Guid.NewGuid().ToString("N");
        Teams = Array.AsReadOnly(AllTeams(options.Teams, saved?.Teams));
        Site = options.Site;
        StatePath = options.StatePath is null ? null : Path.GetFullPath(options.StatePath);
        SandboxClock clock = StartClock(options, saved);
        // A saved state starts at the time when its file was last written. When the state then advances to the current time,
        // heartbeats expire and windows begin at the correct times.
        ServiceState state = new(Teams, saved?.WrittenAt < clock.Now ? saved.WrittenAt : clock.Now);
        saved?.Fill(state);
        _store = new Store(state, clock) { Behavior = options.Behavior };
        ClientId = options.ClientId ?? "sandbox-client";
        ClientSecret = options.ClientSecret ?? Guid.NewGuid().ToString("N");
        Scopes = Array.AsReadOnly((options.Scopes ?? SandboxScopes.All).ToArray());
        _authority = new TokenAuthority(ClientId, ClientSecret, Scopes, options.TokenLifetime, () => _store.ServiceNow);
        CredentialCheck credentials = new(Email, Token, _authority);
        _log = new RequestLog(credentials);
        HttpServer? http = null;
        Dispatcher dispatcher = new(_store, CloudId, credentials, _authority, _faults, _log)
        {
            Wait = pause => http!.Stopping.WaitOne(pause),
            ClosePort = duration => _port!.Close(duration),
            Control = options.ControlResource ? new ControlResource(this, credentials) : null,
            PingDelay = options.PingDelay,
        };
        _http = http = new HttpServer(options.Port, dispatcher);
        _port = new PortControl(http);
        BaseUri = new Uri(FormattableString.Invariant($"http://127.0.0.1:{Port}/"));
        try
        {
            file?.Start(_store, Save);
            _store.Journal = file;
            Id = "sandbox-" + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
            StartedAt = DateTimeOffset.UtcNow;
            _http.Start();
        }
        catch
        {
            _http.Dispose();
            throw;
        }
    }

    /// <summary>The sandboxes that run in this process, oldest first.</summary>
    public static IReadOnlyList<SandboxServer> Running
    {
        get
        {
            lock (RunningLock)
            {
                return RunningServers.ToArray();
            }
        }
    }

    /// <summary>
    /// The names of all operations. <see cref="SandboxFault.Operation"/> and <see cref="SandboxRequest.Operation"/> use these names.
    /// </summary>
    public static IReadOnlyList<string> Operations => Operation.Names;

    /// <summary>The teams of a sandbox if its options specify no teams and there is no state file.</summary>
    public static IReadOnlyList<SandboxTeam> DefaultTeams { get; } = Array.AsReadOnly(
    new SandboxTeam[]
    {
        new("77b933c9-92bb-46e7-a73c-764b8d7c3c25", "Shop Operations"),
        new("4b26961a-a837-49d2-a1fe-0973013e3c3b", "Payments"),
        new("9d1f5c6e-2f0b-4f43-8a57-5b8c1e0c7a12", "Warehouse and Delivery"),
        new("c3e8a1b4-6d27-4c9e-b0f5-1f2a93d4e867", "Platform"),
        new("e57d0f92-813a-4b6c-9e14-70b5c8d2a3f6", "Customer Care"),
    });

    /// <summary>The id of the sandbox, for example <c>sandbox-1</c>. The id is unique in this process.</summary>
    public string Id { get; }

    /// <summary>The root address: <c>http://127.0.0.1:{port}/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => _http.Port;

    /// <summary>The name of the simulated site.</summary>
    public string Site { get; }

    /// <summary>
    /// The cloud id of the simulated site. Clients read the id at <c>/_edge/tenant_info</c> and use it in the addresses of other
    /// requests.
    /// </summary>
    public string CloudId { get; }

    /// <summary>The user name for Basic authentication.</summary>
    public string Email { get; }

    /// <summary>The API token for Basic authentication.</summary>
    public string Token { get; }

    /// <summary>The client id of the service account, for OAuth 2.0 client credentials.</summary>
    public string ClientId { get; }

    /// <summary>The client secret of the service account.</summary>
    public string ClientSecret { get; }

    /// <summary>The scopes of the service account's access tokens.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The teams. The first team is the default team.</summary>
    public IReadOnlyList<SandboxTeam> Teams { get; }

    /// <summary>The path of the state file. Null if the state is only in memory.</summary>
    public string? StatePath { get; }

    /// <summary>The time at which the sandbox was started, according to the system clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the sandbox is running. False after <see cref="Dispose"/>.</summary>
    public bool IsRunning => Volatile.Read(ref _disposed) == 0;

    /// <summary>The current time of the sandbox's clock.</summary>
    public DateTimeOffset Now => _store.Now;

    /// <summary>The undocumented service behavior that the sandbox simulates. You can change this value at any time.</summary>
    /// <exception cref="ArgumentException">The value contains a flag that <see cref="SandboxBehaviors"/> does not
    /// define.</exception>
    public SandboxBehaviors Behavior
    {
        get => _store.Behavior;
        set
        {
            OptionRules.CheckBehavior(value);
            _store.Behavior = value;
        }
    }

    /// <summary>The injected faults that can still affect requests.</summary>
    public IReadOnlyList<SandboxFault> Faults => _faults.All;

    /// <summary>
    /// The latest requests, oldest first. The log contains at most 10,000 requests, or fewer if the requests are long. The sandbox
    /// adds a request to the log before it sends the response.
    /// </summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.All;

    /// <summary>The latest 10,000 alerts, oldest first.</summary>
    public IReadOnlyList<SandboxAlert> Alerts => _store.Alerts;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options. Null means the default options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="SocketException">The port is in use.</exception>
    /// <exception cref="SandboxStateException">The state file is damaged, is in use, or cannot be written.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        OptionRules.Check(options);
        StateFile? file = options.StatePath is null ? null : new StateFile(Path.GetFullPath(options.StatePath));
        SandboxServer server;
        try
        {
            server = new SandboxServer(options, file);
        }
        catch
        {
            file?.Dispose();
            throw;
        }

        lock (RunningLock)
        {
            RunningServers.Add(server);
        }

        return server;
    }

    /// <summary>
    /// Moves the clock forward. Heartbeats expire, and maintenance windows begin and end, as if the time had passed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time span is negative, or the new time is later than 9999-12-30.</exception>
    public void Step(TimeSpan by) => _store.Step(by);

    /// <summary>Moves the clock forward to a given time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is earlier than <see cref="Now"/>, or later than
    /// 9999-12-30.</exception>
    public void StepTo(DateTimeOffset to) => _store.StepTo(to);

    /// <summary>
    /// Returns a new access token for the service account. The token expires after <see cref="SandboxOptions.TokenLifetime"/>.
    /// </summary>
    /// <param name="scopes">The scopes of the token, such as <see cref="SandboxScopes.Read"/>. Without this parameter, the token has
    /// the scopes of the service account.</param>
    public string IssueAccessToken(params string[] scopes) => _authority.Issue(scopes is { Length: > 0 } ? scopes : Scopes);

    /// <summary>Revokes all access tokens. The service account can request new tokens.</summary>
    public void RevokeAccessTokens() => _authority.Revoke();

    /// <summary>Injects a fault.</summary>
    /// <returns>The fault with its id.</returns>
    /// <exception cref="ArgumentException">A property of the fault is invalid, or another fault has the same id.</exception>
    public SandboxFault AddFault(SandboxFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault = _faults.Add(fault, fault.Kind == SandboxFaultKind.StalePage ? _store.Copy().State : null);
        if (FaultRegistry.ClosesAtOnce(fault))
        {
            string id = fault.Id;
            _port.Close(fault.Delay ?? Timeout.InfiniteTimeSpan, () => _faults.Clear(id));
        }

        return fault;
    }

    /// <summary>
    /// Removes the fault with the given id, or all faults if the id is null. If a removed fault had closed the port, opens the port
    /// again.
    /// </summary>
    public void ClearFaults(string? id = null)
    {
        IReadOnlyList<SandboxFault> cleared = _faults.Clear(id);
        if (id is null || cleared.Any(static fault => fault.Kind == SandboxFaultKind.Refuse))
        {
            _port.Open();
        }
    }

    /// <summary>Clears the request log. Does not reset the request numbers.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>
    /// Closes the port and all connections. Afterwards the state file contains every change for which a client received a
    /// successful response.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        lock (RunningLock)
        {
            RunningServers.Remove(this);
        }

        _http.Dispose();
        _store.Journal?.Dispose();
    }

    // Returns the given teams, followed by the teams that are only in the state file.
    private static SandboxTeam[] AllTeams(IReadOnlyList<SandboxTeam>? given, IReadOnlyList<SandboxTeam>? saved) =>
        given is null ? (saved ?? DefaultTeams).ToArray()
        : given.Concat((saved ?? []).Where(old => !given.Any(team => team.TeamId.Equals(old.TeamId, StringComparison.OrdinalIgnoreCase))))
            .ToArray();

    private static SandboxClock StartClock(SandboxOptions options, SavedState? saved)
    {
        DateTimeOffset start = options.StartTime
            ?? (saved is null ? DateTimeOffset.UtcNow : options.ClockStopped ? saved.WrittenAt : SandboxClock.Add(DateTimeOffset.UtcNow, saved.ClockAhead));
        return new SandboxClock(start, options.ClockStopped);
    }

    private ServiceState Save(Stream stream)
    {
        (ServiceState state, TimeSpan ahead) = _store.Copy();
        StateWriter.Write(stream, CloudId, Email, ahead, state);
        return state;
    }
}
