using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.OutcomeResolution;
using CompassOps.Paging;
using CompassOps.Retry;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps;

/// <summary>
/// The service, one method an operation. Safe for use by many threads at once; keeps one pool of connections. Every method checks
/// its arguments before anything is sent (<see cref="CompassArgumentException"/>), reports the failure of a call as
/// <see cref="CompassApiException"/>, and ends at once when cancelled (<see cref="OperationCanceledException"/>).
/// </summary>
public sealed partial class CompassClient : IDisposable
{
    /// <summary>How many pages a look-up reads at most. At the service's default of 20 a page these are 10,000 objects.</summary>
    private const int MaximumLookupPages = 500;

    private readonly Transport _transport;
    private readonly SeenMaintenances _seen;
    private readonly PageSizes _pageSizes = new();
    private readonly Redactor _redactor;
    private readonly Uri _otherAddress;
    private readonly Func<Uri?> _proxy;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <exception cref="CompassArgumentException">An option is missing, unsafe or out of range.</exception>
    public CompassClient(CompassClientOptions options)
        : this(options, null, Clock.System)
    {
    }

    /// <summary>Makes a client with a handler and a clock of the caller's.</summary>
    internal CompassClient(CompassClientOptions options, HttpMessageHandler? handler, Clock clock)
    {
        OptionsCheck.Run(options);
        BaseAddress = Addresses.Base(options);
        Product = options.Product;
        _otherAddress = Addresses.OfOtherProduct(options);

        // Asked for only when something is wrong: the system may have to run a script to tell.
        (Uri? proxy, bool noProxy) = (options.Proxy, options.NoProxy);
        _proxy = () => HandlerFactory.ProxyFor(proxy, noProxy, BaseAddress);
        _redactor = KnownSecrets.ForProxies(options);
        AuthenticationHandler signed = new(
            handler ?? HandlerFactory.Create(options, BaseAddress), BaseAddress, options.UserName, options.Token, _redactor, options.CredentialSource);
        _transport = new Transport(signed, options, clock, _redactor);
        _seen = SeenMaintenances.Of(BaseAddress);
    }

    /// <summary>The address below which every path of the contract lies; it ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Which product's addresses are used.</summary>
    public CompassProduct Product { get; }

    /// <summary>
    /// No call takes longer than this, waits, retries and look-ups included: one attempt's time and one longest delay, for each
    /// attempt that the settings allow. Each page of a list is a call.
    /// </summary>
    public TimeSpan MaximumCallTime => _transport.MaximumCallTime;

    /// <summary>The teams that the user can see, where the service tells them. Not promised by the contract.</summary>
    public async Task<IReadOnlyList<Team>> ListTeamsAsync(IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        List<Team> teams = new();
        Pager<Team> pager = new(_transport, BaseAddress, Operations.ListTeams, null, PageReader.Teams, static team => team.TeamId, observer)
        {
            MaximumPages = MaximumLookupPages,
            MaximumCount = ListOptions.Bounded.Maximum!.Value,
        };
        await foreach (IReadOnlyList<Team> page in pager
            .ReadAsync(ListOptions.All, cancellationToken).ConfigureAwait(false))
        {
            teams.AddRange(page);
        }

        return teams;
    }

    /// <summary>Closes the connections. Calls under way fail.</summary>
    public void Dispose() => _transport.Dispose();

    /// <summary>The time that the client lives by.</summary>
    internal Clock Clock => _transport.Clock;

    /// <summary>Waits between the look-ups of one create.</summary>
    private LookupBackoff Backoff => new(_transport.Clock, _transport.RetryInterval);

    /// <summary>Sends a call.</summary>
    internal Task<T> SendAsync<T>(ApiRequest apiRequest, ResponseReader<T> read, CancellationToken cancellationToken, OutcomeResolver<T>? resolver = null) =>
        _transport.SendAsync(apiRequest, read, resolver, cancellationToken);

    /// <summary>
    /// Reads what the service has changed without answering with it; null if that does not work. The change itself was accepted, so a failure here
    /// must not pass for a failure of the change.
    /// </summary>
    private static async Task<T?> ReadBackAsync<T>(Task<T> read)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is CompassApiException or OperationCanceledException)
        {
            return default;
        }
    }

    /// <summary>What this process changes in a list.</summary>
    private ListChanges ChangesOf(Operation list, string? teamId) =>
        ListChanges.Of(Addresses.Below(BaseAddress, OperationPath.Of(list, teamId)));

    private ApiRequest NewRequest(Operation operation, string? teamId, IRequestObserver? observer, string? id = null, string? name = null, byte[]? body = null, TimeSpan? deadline = null) =>
        new(operation, Addresses.Below(BaseAddress, OperationPath.Of(operation, teamId, id, name)))
        {
            Body = body,
            TeamId = teamId,
            Observer = observer,
            Deadline = deadline,
        };
}
