using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.OutcomeResolution;
using CompassOps.Paging;
using CompassOps.Serialization;

namespace CompassOps;

/// <content>The operations on maintenance windows of a team or of the whole organization.</content>
public sealed partial class CompassClient
{
    /// <summary>
    /// Returns maintenance windows, page by page (<c>GET /v1/maintenances</c>, <c>GET /v1/teams/{teamId}/maintenances</c>). Requests the
    /// next page while the caller processes the current page. Returns each window once, even if the window moves to another page during
    /// the listing. Skips no window, even if this process deletes, cancels or changes windows during the listing. Does not return windows
    /// that this process creates during the listing.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<Maintenance>> ListMaintenancesAsync(
        MaintenanceScope scope, ListOptions options, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        return ListMaintenancesAsync(scope, options, observer, null, cancellationToken);
    }

    /// <summary>
    /// Creates a maintenance window (<c>POST /v1/maintenances</c>, <c>POST /v1/teams/{teamId}/maintenances</c>). If the client does not
    /// know whether the service created the window, it searches the list of windows. If the list does not contain the window, the error
    /// is <see cref="CompassErrorKind.OutcomeUnknown"/>. The client does not send the request again, because the list does not show a new
    /// window immediately.
    /// </summary>
    /// <remarks>
    /// If this process creates several equal windows at the same time, it sends the create requests one after another. If it sent them
    /// together, the client could not find out which request created which window.
    /// </remarks>
    public async Task<Maintenance> CreateMaintenanceAsync(
        MaintenanceScope scope, MaintenanceCreate request, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        Operation operation = scope.IsGlobal ? Operations.CreateGlobalMaintenance : Operations.CreateTeamMaintenance;
        MaintenanceFingerprint fingerprint = new(request);
        TimeSpan deadline = Clock.Elapsed + MaximumCallTime;
        ApiRequest apiRequest = NewRequest(operation, scope.TeamId, observer, body: RequestBodies.Of(request), deadline: deadline);
        using IDisposable turn = await KeyedLock
            .EnterAsync(fingerprint.Keys(BaseAddress, scope, Clock.UtcNow), MaximumCallTime, cancellationToken).ConfigureAwait(false)
            ?? throw NoTurn(operation);
        ServiceTimeObserver time = new(Clock, observer);
        MaintenanceCreateResolver resolver = new(
            (type, limit, token) => ListMaintenancesAsync(scope, new ListOptions { Type = type }, time, limit, token),
            ListOperation(scope), Backoff, scope, fingerprint, _seen, time);
        Maintenance created = await SendAsync(apiRequest, ResponseReaders.Maintenance, cancellationToken, resolver).ConfigureAwait(false);
        _seen.TryClaim(created.Id);
        ChangesOf(ListOperation(scope), scope.TeamId).Add(created.Id);
        return created;
    }

    /// <summary>Gets a maintenance window (<c>GET /v1/maintenances/{id}</c>, <c>GET /v1/teams/{teamId}/maintenances/{id}</c>).</summary>
    public Task<Maintenance> GetMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default) =>
        GetMaintenanceAsync(scope, id, observer, null, cancellationToken);

    /// <summary>
    /// Changes only the fields that the patch sets (<c>PATCH /v1/maintenances/{id}</c>,
    /// <c>PATCH /v1/teams/{teamId}/maintenances/{id}</c>). If the response does not contain the maintenance window, the client reads the
    /// window with a second request. If the second request fails, the result contains only the id, the team and the patched fields.
    /// </summary>
    public async Task<Maintenance> UpdateMaintenanceAsync(
        MaintenanceScope scope, string id, MaintenancePatch patch, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        patch.Validate();
        Operation operation = scope.IsGlobal ? Operations.UpdateGlobalMaintenance : Operations.UpdateTeamMaintenance;
        TimeSpan deadline = Clock.Elapsed + MaximumCallTime;
        ApiRequest apiRequest = NewRequest(operation, scope.TeamId, observer, id, body: RequestBodies.Of(patch), deadline: deadline);
        using (ChangesOf(ListOperation(scope), scope.TeamId).Begin())
        {
            return await SendAsync(apiRequest, ResponseReaders.MaintenanceOrNothing, cancellationToken).ConfigureAwait(false)
                ?? await ReadBackAsync(GetMaintenanceAsync(scope, id, observer, deadline, cancellationToken)).ConfigureAwait(false)
                ?? patch.Accepted(scope, id);
        }
    }

    /// <summary>
    /// Deletes a maintenance window (<c>DELETE /v1/maintenances/{id}</c>, <c>DELETE /v1/teams/{teamId}/maintenances/{id}</c>). If the
    /// outcome of an attempt is unknown and a retry returns 404 or 410, the method succeeds, because the window no longer exists.
    /// </summary>
    public async Task DeleteMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = scope.IsGlobal ? Operations.DeleteGlobalMaintenance : Operations.DeleteTeamMaintenance;
        ApiRequest apiRequest = NewRequest(operation, scope.TeamId, observer, id);
        using (ChangesOf(ListOperation(scope), scope.TeamId).Begin())
        {
            await SendAsync(apiRequest, ResponseReaders.Nothing, cancellationToken, DeleteResolver.Instance).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Cancels an active or planned maintenance window (<c>POST /v1/maintenances/{id}/cancel</c>,
    /// <c>POST /v1/teams/{teamId}/maintenances/{id}/cancel</c>). If the service rejects a retry because the window is already
    /// cancelled or past, the method succeeds. If the response does not contain the window, the client reads the window with a second
    /// request. If the second request fails, the result contains only the id, the team and the status <c>cancelled</c>.
    /// </summary>
    public async Task<Maintenance> CancelMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = scope.IsGlobal ? Operations.CancelGlobalMaintenance : Operations.CancelTeamMaintenance;
        TimeSpan deadline = Clock.Elapsed + MaximumCallTime;
        CancelResolver resolver = new((limit, token) => GetMaintenanceAsync(scope, id, observer, limit, token));
        ApiRequest apiRequest = NewRequest(operation, scope.TeamId, observer, id, deadline: deadline);
        using (ChangesOf(ListOperation(scope), scope.TeamId).Begin())
        {
            return await SendAsync(apiRequest, ResponseReaders.MaintenanceOrNothing, cancellationToken, resolver).ConfigureAwait(false)
                ?? await ReadBackAsync(GetMaintenanceAsync(scope, id, observer, deadline, cancellationToken)).ConfigureAwait(false)
                ?? new Maintenance { Id = id, TeamId = scope.TeamId, Status = KnownValues.Cancelled };
        }
    }

    private static Operation ListOperation(MaintenanceScope scope) =>
        scope.IsGlobal ? Operations.ListGlobalMaintenances : Operations.ListTeamMaintenances;

    private IAsyncEnumerable<IReadOnlyList<Maintenance>> ListMaintenancesAsync(
        MaintenanceScope scope, ListOptions options, IRequestObserver? observer, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        Operation operation = ListOperation(scope);
        Pager<Maintenance> pager = new(_transport, BaseAddress, operation, scope.TeamId, PageReader.Maintenances, static window => window.Id, observer)
        {
            Deadline = deadline,
            MaximumPages = deadline is null ? int.MaxValue : MaximumLookupPages,
            MaximumCount = options.Maximum ?? long.MaxValue,
            Sizes = deadline is null ? _pageSizes : null,
            Slots = deadline is null ? _listSlots : null,
        };
        return SeeAsync(pager.ReadAsync(options, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<Maintenance>> SeeAsync(
        IAsyncEnumerable<IReadOnlyList<Maintenance>> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Maintenance> page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _seen.See(page);
            yield return page;
        }
    }

    private Task<Maintenance> GetMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer, TimeSpan? deadline, CancellationToken cancellationToken) =>
        SendAsync(NewRequest(GetOperation(scope), scope.TeamId, observer, id, deadline: deadline), ResponseReaders.Maintenance, cancellationToken);

    private static Operation GetOperation(MaintenanceScope scope) =>
        scope.IsGlobal ? Operations.GetGlobalMaintenance : Operations.GetTeamMaintenance;

    private static CompassApiException NoTurn(Operation operation) => new(
        CompassErrorKind.Timeout, operation.Name, Messages.NoTurn(operation.Name))
    {
        Remedy = Messages.CheckOtherCreates,
        Attempts = 0,
    };
}
