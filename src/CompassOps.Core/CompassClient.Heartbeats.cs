using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.OutcomeResolution;
using CompassOps.Paging;
using CompassOps.Serialization;

namespace CompassOps;

/// <content>The operations on the heartbeats of a team.</content>
public sealed partial class CompassClient
{
    private volatile bool _pingsByGet;

    /// <summary>
    /// Returns the heartbeats of a team, page by page (<c>GET /v1/teams/{teamId}/heartbeats</c>). The client requests the next page while
    /// the caller processes the current page. The method returns each heartbeat once, even if the heartbeat moves to another page during
    /// the listing. If this process deletes heartbeats during the listing, the method still returns all other heartbeats. It does not
    /// return heartbeats that this process creates during the listing.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<Heartbeat>> ListHeartbeatsAsync(
        string teamId, ListOptions options, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        return Heartbeats(teamId, observer, null, maximum: options.Maximum).ReadAsync(options, cancellationToken);
    }

    /// <summary>
    /// Creates a heartbeat (<c>POST /v1/teams/{teamId}/heartbeats</c>). If the client does not know whether the service created the
    /// heartbeat, it searches for the name before it retries.
    /// </summary>
    public async Task<Heartbeat> CreateHeartbeatAsync(
        string teamId, HeartbeatCreate request, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        ApiRequest apiRequest = NewRequest(Operations.CreateHeartbeat, teamId, observer, body: RequestBodies.Of(request));
        HeartbeatCreateResolver resolver = new(
            (deadline, token) => FindCreatedAsync(teamId, request.Name, observer, deadline, token), Backoff, teamId, request);
        Heartbeat created = await SendAsync(apiRequest, ResponseReaders.Heartbeat, cancellationToken, resolver).ConfigureAwait(false);
        ChangesOf(Operations.ListHeartbeats, teamId).Add(created.Name);
        return created;
    }

    /// <summary>
    /// Changes only the fields that the patch sets (<c>PATCH /v1/teams/{teamId}/heartbeats?name=</c>). If the response does not contain
    /// the heartbeat, the client reads the heartbeat with a second request. If the second request fails, the result contains only the
    /// patched fields.
    /// </summary>
    public async Task<Heartbeat> UpdateHeartbeatAsync(
        string teamId, string name, HeartbeatPatch patch, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        patch.Validate();
        TimeSpan deadline = Clock.Elapsed + MaximumCallTime;
        ApiRequest apiRequest = NewRequest(Operations.UpdateHeartbeat, teamId, observer, name: name, body: RequestBodies.Of(patch), deadline: deadline);
        return await SendAsync(apiRequest, ResponseReaders.HeartbeatOrNothing, cancellationToken).ConfigureAwait(false)
            ?? await ReadBackAsync(FindHeartbeatAsync(teamId, name, observer, deadline, cancellationToken)).ConfigureAwait(false)
            ?? patch.Accepted(teamId, name);
    }

    /// <summary>
    /// Deletes a heartbeat (<c>DELETE /v1/teams/{teamId}/heartbeats?name=</c>). If the outcome of an attempt is unknown and a
    /// retry returns 404 or 410, the method succeeds, because the heartbeat no longer exists.
    /// </summary>
    public async Task DeleteHeartbeatAsync(
        string teamId, string name, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ApiRequest apiRequest = NewRequest(Operations.DeleteHeartbeat, teamId, observer, name: name);
        using (ChangesOf(Operations.ListHeartbeats, teamId).Begin())
        {
            await SendAsync(apiRequest, ResponseReaders.Nothing, cancellationToken, DeleteResolver.Instance).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Pings a heartbeat (<c>POST /v1/teams/{teamId}/heartbeats/ping?name=</c>). The service accepts a ping for any name, even if the
    /// team has no heartbeat with this name.
    /// </summary>
    /// <param name="teamId">The id of the team.</param>
    /// <param name="name">The name of the heartbeat.</param>
    /// <param name="verify">
    /// Whether to check first that the heartbeat exists. If the heartbeat does not exist, the client sends no ping and throws an error of
    /// the kind <see cref="CompassErrorKind.NotFound"/>.
    /// </param>
    /// <param name="observer">Receives a report of each attempt. Can be null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<HeartbeatPing> PingHeartbeatAsync(
        string teamId, string name, bool verify, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        TimeSpan deadline = Clock.Elapsed + MaximumCallTime;
        ApiRequest apiRequest = NewRequest(Operations.PingHeartbeat, teamId, observer, name: name, deadline: deadline);
        if (verify)
        {
            await VerifyAsync(teamId, name, observer, deadline, cancellationToken).ConfigureAwait(false);
        }

        DateTimeOffset sentAt = Clock.UtcNow;
        TimeSpan start = Clock.Elapsed;
        bool byGet = _pingsByGet;
        string message;
        try
        {
            message = await SendAsync(By(apiRequest, byGet), ResponseReaders.Pong, cancellationToken).ConfigureAwait(false);
        }
        catch (CompassApiException refused) when (refused.Kind == CompassErrorKind.MethodNotAllowed)
        {
            // The API specification uses POST for pings, but other pages of the documentation use GET. If the service rejects one method
            // with 405, try the other method.
            message = await SendAsync(By(apiRequest, !byGet), ResponseReaders.Pong, cancellationToken).ConfigureAwait(false);
            _pingsByGet = !byGet;
        }

        return new HeartbeatPing
        {
            Name = name,
            TeamId = teamId,
            Message = message.Length == 0 ? null : message,
            Verified = verify,
            SentAt = sentAt,
            Duration = Clock.Elapsed - start,
        };
    }

    /// <summary>
    /// Returns the heartbeat with exactly this name. If no name matches exactly, compares the names without case. Then returns the
    /// heartbeat whose name matches, or null if no name or several names match.
    /// </summary>
    public Task<Heartbeat?> FindHeartbeatAsync(
        string teamId, string name, IRequestObserver? observer = null, CancellationToken cancellationToken = default) =>
        FindHeartbeatAsync(teamId, name, observer, null, cancellationToken);

    private async Task<Heartbeat?> FindHeartbeatAsync(
        string teamId, string name, IRequestObserver? observer, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        ArgumentCheck.Identity(name, Messages.NameOfHeartbeat, nameof(name));
        ListOptions options = new() { Name = name };
        Heartbeat? similar = null;
        bool several = false;
        await foreach (IReadOnlyList<Heartbeat> page in Heartbeats(teamId, observer, deadline, MaximumLookupPages)
            .ReadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            foreach (Heartbeat heartbeat in page)
            {
                if (string.Equals(heartbeat.Name, name, StringComparison.Ordinal))
                {
                    return heartbeat;
                }

                if (string.Equals(heartbeat.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    several = similar is not null;
                    similar ??= heartbeat;
                }
            }
        }

        return several ? null : similar;
    }

    // The service can trim the name of a new heartbeat, so the method also searches for the trimmed name.
    private async Task<Heartbeat?> FindCreatedAsync(string teamId, string name, IRequestObserver? observer, TimeSpan deadline, CancellationToken token)
    {
        Heartbeat? found = await FindHeartbeatAsync(teamId, name, observer, deadline, token).ConfigureAwait(false);
        string trimmed = ServiceEquality.Text(name);
        return found is null && trimmed != name
            ? await FindHeartbeatAsync(teamId, trimmed, observer, deadline, token).ConfigureAwait(false)
            : found;
    }

    private Pager<Heartbeat> Heartbeats(
        string teamId, IRequestObserver? observer, TimeSpan? deadline, int pages = int.MaxValue, int? maximum = null) =>
        new(_transport, BaseAddress, Operations.ListHeartbeats, teamId, PageReader.Heartbeats, static heartbeat => heartbeat.Name, observer)
        {
            Deadline = deadline,
            MaximumPages = pages,
            MaximumCount = maximum ?? long.MaxValue,
            Sizes = pages == int.MaxValue ? _pageSizes : null,
            Slots = pages == int.MaxValue ? _listSlots : null,
        };

    private async Task VerifyAsync(
        string teamId, string name, IRequestObserver? observer, TimeSpan deadline, CancellationToken cancellationToken)
    {
        Heartbeat? found = await FindHeartbeatAsync(teamId, name, observer, deadline, cancellationToken).ConfigureAwait(false);
        if (!string.Equals(found?.Name, name, StringComparison.Ordinal))
        {
            throw _redactor.Redact(new CompassApiException(
                CompassErrorKind.NotFound, Operations.ListHeartbeats.Name, Messages.HeartbeatMissing(PlainText.Line(name)))
            {
                Remedy = found is null ? Messages.CheckNameAndTeam : Messages.SimilarHeartbeat(PlainText.Line(found.Name)),
            });
        }
    }

    private static ApiRequest By(ApiRequest apiRequest, bool get) => !get ? apiRequest : new ApiRequest(apiRequest.Operation, apiRequest.Address)
    {
        Method = HttpMethod.Get,
        TeamId = apiRequest.TeamId,
        Observer = apiRequest.Observer,
        Deadline = apiRequest.Deadline,
    };
}
