using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Authentication;
using CompassOps.Http;
using CompassOps.OutcomeResolution;
using CompassOps.Paging;
using CompassOps.Retry;
using CompassOps.Secrets;
using CompassOps.Serialization;

namespace CompassOps;

/// <summary>
/// A client of the service with one method for each operation. It is thread-safe and has one connection pool. Every method checks its
/// arguments before it sends a request (<see cref="CompassArgumentException"/>). It reports a failure as
/// <see cref="CompassApiException"/>, and ends at once when cancelled (<see cref="OperationCanceledException"/>).
/// </summary>
public sealed partial class CompassClient : IDisposable
{
    /// <summary>
    /// The largest number of pages that a look-up reads. With the service's default of 20 objects for each page, this is 10,000 objects.
    /// </summary>
    private const int MaximumLookupPages = 500;

    private readonly Transport _transport;
    private readonly SeenMaintenances _seen;
    private readonly PageSizes _pageSizes = new();
    private readonly ListSlots _listSlots;
    private readonly Redactor _redactor;
    private readonly Uri _otherAddress;
    private readonly bool _takesToken;
    private readonly Func<Uri?> _proxy;

    /// <summary>Creates a client without sending a request.</summary>
    /// <exception cref="CompassArgumentException">An option is missing, unsafe or out of range.</exception>
    public CompassClient(CompassClientOptions options)
        : this(options, null, Clock.System)
    {
    }

    /// <summary>Creates a client with the caller's handler and clock.</summary>
    internal CompassClient(CompassClientOptions options, HttpMessageHandler? handler, Clock clock)
    {
        OptionsCheck.Run(options);
        BaseAddress = Addresses.Base(options);
        Product = options.Product;
        _otherAddress = Addresses.OfOtherProduct(options);

        // Find the proxy only after a failure, because the system may have to run a proxy script to find it.
        (Uri? proxy, bool noProxy) = (options.Proxy, options.NoProxy);
        _proxy = () => HandlerFactory.ProxyFor(proxy, noProxy, BaseAddress);
        _redactor = KnownSecrets.ForProxies(options);
        Credential credential = CredentialFactory.Create(options, BaseAddress, handler, clock, _redactor);
        _takesToken = credential.IsAccessToken;
        _transport = new Transport(handler ?? HandlerFactory.Create(options, BaseAddress), options, clock, _redactor, credential);
        _listSlots = new ListSlots(() => _transport.Throttles);
        _seen = SeenMaintenances.Of(BaseAddress);
    }

    /// <summary>The base address of all requests. It ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The product whose address the client uses.</summary>
    public CompassProduct Product { get; }

    /// <summary>
    /// The longest time of an operation, including delays, retries and look-ups. Each attempt that the options allow adds one time-out
    /// and one maximum delay. Each page of a list counts as an operation.
    /// </summary>
    public TimeSpan MaximumCallTime => _transport.MaximumCallTime;

    /// <summary>Lists the teams that the user can see. The service's API specification does not contain this operation.</summary>
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

    /// <summary>Closes the connections. Operations in progress fail.</summary>
    public void Dispose() => _transport.Dispose();

    internal Clock Clock => _transport.Clock;

    /// <summary>Delays the look-ups after a create request whose outcome is unknown.</summary>
    private LookupBackoff Backoff => new(_transport.Clock, _transport.RetryInterval);

    internal Task<T> SendAsync<T>(ApiRequest apiRequest, ResponseReader<T> read, CancellationToken cancellationToken, OutcomeResolver<T>? resolver = null) =>
        _transport.SendAsync(apiRequest, read, resolver, cancellationToken);

    /// <summary>
    /// Reads an object after a change whose response did not contain the object. Returns null if the read fails: the service accepted the
    /// change, so the caller must not report a failure.
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

    /// <summary>Returns the record of this process's changes to a list.</summary>
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
