using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;
using CompassOps.Wire;

namespace CompassOps;

/// <content>The maintenance windows of a team and of the whole organisation.</content>
public sealed partial class CompassClient
{
    /// <summary>
    /// Lists maintenance windows, page by page (<c>GET /v1/maintenances</c>, <c>GET /v1/teams/{teamId}/maintenances</c>). The next
    /// page is requested while the caller works on this one. A window that slips to a neighbouring page meanwhile is not returned twice.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<Maintenance>> ListMaintenancesAsync(
        MaintenanceScope scope, ListOptions options, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        options.Validate();
        return ListMaintenancesAsync(scope, options, observer, null, cancellationToken);
    }

    /// <summary>
    /// Creates a maintenance window (<c>POST /v1/maintenances</c>, <c>POST /v1/teams/{teamId}/maintenances</c>). If it cannot be told
    /// whether a request was carried out, the window is looked for in the list before the request is repeated.
    /// </summary>
    public async Task<Maintenance> CreateMaintenanceAsync(
        MaintenanceScope scope, MaintenanceCreate request, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        Operation operation = scope.IsGlobal ? Operations.CreateGlobalMaintenance : Operations.CreateTeamMaintenance;
        Call call = NewCall(operation, scope.TeamId, observer, body: RequestBodies.Of(request));
        return await SendAsync(call, Answers.Maintenance, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a window (<c>GET /v1/maintenances/{id}</c>, <c>GET /v1/teams/{teamId}/maintenances/{id}</c>).</summary>
    public Task<Maintenance> GetMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = scope.IsGlobal ? Operations.GetGlobalMaintenance : Operations.GetTeamMaintenance;
        return SendAsync(NewCall(operation, scope.TeamId, observer, id), Answers.Maintenance, cancellationToken);
    }

    /// <summary>
    /// Changes what the patch holds and nothing else (<c>PATCH /v1/maintenances/{id}</c>, <c>PATCH /v1/teams/{teamId}/maintenances/{id}</c>).
    /// </summary>
    public Task<Maintenance> UpdateMaintenanceAsync(
        MaintenanceScope scope, string id, MaintenancePatch patch, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        patch.Validate();
        Operation operation = scope.IsGlobal ? Operations.UpdateGlobalMaintenance : Operations.UpdateTeamMaintenance;
        return SendAsync(NewCall(operation, scope.TeamId, observer, id, body: RequestBodies.Of(patch)), Answers.Maintenance, cancellationToken);
    }

    /// <summary>
    /// Deletes a window (<c>DELETE /v1/maintenances/{id}</c>, <c>DELETE /v1/teams/{teamId}/maintenances/{id}</c>). If a repeat finds
    /// it gone, it has succeeded.
    /// </summary>
    public Task DeleteMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = scope.IsGlobal ? Operations.DeleteGlobalMaintenance : Operations.DeleteTeamMaintenance;
        return SendAsync(NewCall(operation, scope.TeamId, observer, id), Answers.Nothing, cancellationToken, DeleteRecovery.Instance);
    }

    /// <summary>
    /// Cancels a window, active or planned (<c>POST /v1/maintenances/{id}/cancel</c>, <c>POST
    /// /v1/teams/{teamId}/maintenances/{id}/cancel</c>). If a repeat is refused and the window is over, it has succeeded.
    /// </summary>
    public Task<Maintenance> CancelMaintenanceAsync(
        MaintenanceScope scope, string id, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Operation operation = scope.IsGlobal ? Operations.CancelGlobalMaintenance : Operations.CancelTeamMaintenance;
        return SendAsync(NewCall(operation, scope.TeamId, observer, id), Answers.Maintenance, cancellationToken);
    }

    /// <summary>As the public method, within a call that has to be over at a given time.</summary>
    internal IAsyncEnumerable<IReadOnlyList<Maintenance>> ListMaintenancesAsync(
        MaintenanceScope scope, ListOptions options, IRequestObserver? observer, System.TimeSpan? deadline, CancellationToken cancellationToken)
    {
        Operation operation = scope.IsGlobal ? Operations.ListGlobalMaintenances : Operations.ListTeamMaintenances;
        Pager<Maintenance> pager = new(this, operation, scope.TeamId, PageReader.Maintenances, static maintenance => maintenance.Id, observer)
        {
            Deadline = deadline,
        };
        return pager.ReadAsync(OperationPath.OfList(operation, scope.TeamId, options), options.Limit, cancellationToken);
    }
}
