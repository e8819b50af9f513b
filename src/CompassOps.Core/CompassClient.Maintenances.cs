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

/// <content>The maintenance windows of a team and of the whole organisation.</content>
public sealed partial class CompassClient
{
    /// <summary>
    /// Lists maintenance windows, page by page (<c>GET /v1/maintenances</c>, <c>GET /v1/teams/{teamId}/maintenances</c>). The next
    /// page is requested while the caller works on this one. A window that moves to a neighbouring page meanwhile is returned once.
    /// While this process removes, cancels or moves windows of the list, none is skipped. Lists that began before do not return windows
    /// that this process creates.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<Maintenance>> ListMaintenancesAsync(
        MaintenanceScope scope, ListOptions options, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        return ListMaintenancesAsync(scope, options, observer, null, cancellationToken);
    }

    /// <summary>
    /// Creates a maintenance window (<c>POST /v1/maintenances</c>, <c>POST /v1/teams/{teamId}/maintenances</c>). If the outcome of a
    /// request is unknown, the client looks the window up in the list. If the list does not show it, the error is
    /// <see cref="CompassErrorKind.OutcomeUnknown"/>: lists lag, so the client does not create the window again.
    /// </summary>
    /// <remarks>The process serializes creates of equal windows, because nothing else distinguishes them.</remarks>
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

    /// <summary>Gets a window (<c>GET /v1/maintenances/{id}</c>, <c>GET /v1/teams/{teamId}/maintenances/{id}</c>).</summary>
    public Task<Maintenance> GetMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default) =>
        GetMaintenanceAsync(scope, id, observer, null, cancellationToken);

    /// <summary>
    /// Changes only the fields that the patch sets (<c>PATCH /v1/maintenances/{id}</c>, <c>PATCH /v1/teams/{teamId}/maintenances/{id}</c>).
    /// If the response does not contain the window, the client reads it. If that fails, the result has the patched fields only.
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
    /// Deletes a window (<c>DELETE /v1/maintenances/{id}</c>, <c>DELETE /v1/teams/{teamId}/maintenances/{id}</c>). It succeeds if a
    /// retry finds the window gone.
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
    /// Cancels a window, active or planned (<c>POST /v1/maintenances/{id}/cancel</c>, <c>POST
    /// /v1/teams/{teamId}/maintenances/{id}/cancel</c>). It succeeds if a retry is refused and the window has ended. If the response does
    /// not contain the window, the client reads it. If that fails, the result has only the status "cancelled".
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

    /// <summary>The operation that lists the windows of a scope.</summary>
    private static Operation ListOperation(MaintenanceScope scope) =>
        scope.IsGlobal ? Operations.ListGlobalMaintenances : Operations.ListTeamMaintenances;

    /// <summary>Does the same as the public method, within a deadline.</summary>
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
