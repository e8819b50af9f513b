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
/// A thread-safe client of the service, with one connection pool. Before a method sends a request, it validates its arguments, and throws
/// <see cref="CompassArgumentException"/> if an argument is invalid. A failed operation throws <see cref="CompassApiException"/>. A
/// cancelled operation throws <see cref="OperationCanceledException"/> immediately.
/// </summary>
public sealed partial class CompassClient : IDisposable
{
    /// <summary>
    /// The maximum number of pages that the client reads to find one object or to list the teams. With the service's default page size of
    /// 20, these pages contain 10,000 objects.
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

    /// <summary>Creates a client. Does not send a request.</summary>
    /// <exception cref="CompassArgumentException">An option is missing, unsafe or out of range.</exception>
    public CompassClient(CompassClientOptions options)
        : this(options, null, Clock.System)
    {
    }

    internal CompassClient(CompassClientOptions options, HttpMessageHandler? handler, Clock clock)
    {
        OptionsCheck.Run(options);
        BaseAddress = Addresses.Base(options);
        Product = options.Product;
        _otherAddress = Addresses.OfOtherProduct(options);

        // Only the result of a failed connection test contains the proxy. Find the proxy only then, because this can be slow: the system
        // sometimes downloads and runs a script to find it.
        (Uri? proxy, bool noProxy) = (options.Proxy, options.NoProxy);
        _proxy = () => HandlerFactory.ProxyFor(proxy, noProxy, BaseAddress);
        _redactor = KnownSecrets.ForProxies(options);
        Credential credential = CredentialFactory.Create(options, BaseAddress, handler, clock, _redactor);
        _takesToken = credential.IsAccessToken;
        _transport = new Transport(handler ?? HandlerFactory.Create(options, BaseAddress), options, clock, _redactor, credential);
        _listSlots = new ListSlots(() => _transport.Throttles);
        _seen = SeenMaintenances.Of(BaseAddress);
    }

    /// <summary>The base address of the requests to the service. It ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The product whose address the client uses.</summary>
    public CompassProduct Product { get; }

    /// <summary>
    /// The maximum duration of an operation, including all delays and retries. It is (retries + 1) × (timeout of an attempt + maximum
    /// delay). For a list, it applies to each page.
    /// </summary>
    public TimeSpan MaximumCallTime => _transport.MaximumCallTime;

    /// <summary>Returns the teams that the user can see. The API does not specify this operation, so some sites may not support it.</summary>
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

    /// <summary>Closes the connections. Operations that are still running fail.</summary>
    public void Dispose() => _transport.Dispose();

    internal Clock Clock => _transport.Clock;

    private LookupBackoff Backoff => new(_transport.Clock, _transport.RetryInterval);

    internal Task<T> SendAsync<T>(ApiRequest apiRequest, ResponseReader<T> read, CancellationToken cancellationToken, OutcomeResolver<T>? resolver = null) =>
        _transport.SendAsync(apiRequest, read, resolver, cancellationToken);

    /// <summary>
    /// Reads a changed object if the response to the change did not contain the object. If the read fails, returns null instead of
    /// throwing, because the change succeeded.
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
