using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Errors;
using CompassOps.Formatting;

namespace CompassOps.Planning;

/// <summary>
/// Compares the declared maintenance windows with the windows of the service. Returns the steps that make the service match the
/// declaration.
/// </summary>
internal sealed class MaintenancePlanner
{
    private static readonly TimeSpan MaximumHorizon = TimeSpan.FromDays(3660);

    private readonly ServiceCmdlet _cmdlet;
    private readonly RecentWindows _recent;
    private readonly long _listedAt;

    public MaintenancePlanner(ServiceCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _recent = RecentWindows.Of(cmdlet.Service.BaseUri);
        _listedAt = _recent.Moment;
    }

    /// <summary>
    /// The default length of the planning period, which begins now. A synchronization creates only windows that start within this period.
    /// </summary>
    public static TimeSpan DefaultHorizon { get; } = TimeSpan.FromDays(28);

    /// <summary>
    /// Returns the maintenance windows of a scope. The type All includes past and cancelled windows. If the list cannot be read, writes an
    /// error and returns null.
    /// </summary>
    public IReadOnlyList<Maintenance>? List(MaintenanceScope scope, string type)
    {
        try
        {
            Maintenance[] listed = _cmdlet.Pages(token => _cmdlet.Client.ListMaintenancesAsync(scope, ListOptions.All with { Type = type }, _cmdlet.Observer, token))
                .SelectMany(static page => page).ToArray();
            return type == KnownValues.All ? listed.Concat(Lagging(scope, listed)).ToArray() : listed;
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            _cmdlet.WriteFailure(exception, $"{scope}", Messages.WindowsOf(scope));
            return null;
        }
    }

    /// <summary>
    /// Returns the steps that make the maintenance windows match the declaration. If the windows of a team or the global windows cannot be
    /// read, writes an error and returns no steps for them.
    /// </summary>
    /// <param name="document">The declaration.</param>
    /// <param name="horizon">The length of the planning period, which begins now. The steps create only windows that start within this
    /// period.</param>
    /// <param name="prune">Whether to remove planned windows that have the same description as a declared window, but match no declared
    /// window.</param>
    public IReadOnlyList<PlannedStep> Plan(OperationsDocument document, TimeSpan horizon, bool prune)
    {
        if (horizon <= TimeSpan.Zero || horizon > MaximumHorizon)
        {
            _cmdlet.ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.HorizonOutOfRange(horizon), horizon);
        }

        // The cmdlet never changes windows whose descriptions are not in the declaration. Therefore the list of a scope is read only if the
        // scope has declared windows.
        (MaintenanceScope Scope, IReadOnlyList<DeclaredMaintenance> Declared, IReadOnlyList<Maintenance>? Actual)[] lists = document.Maintenance
            .Where(static part => part.Value.Count > 0)
            .Select(part => (part.Key, part.Value, List(part.Key, KnownValues.All))).ToArray();
        try
        {
            document.CheckRuleWords(lists.SelectMany(static list => list.Actual ?? Array.Empty<Maintenance>()));
        }
        catch (DocumentException exception)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.From(exception, exception.Problems.Select(problem => problem.Place.File).Distinct().ToArray()));
        }

        DateTimeOffset now = _cmdlet.Service.Now;
        return lists.Where(static list => list.Actual is not null)
            .SelectMany(list => MaintenanceComparison.Compare(list.Scope, list.Declared, list.Actual!, now, now + horizon, prune)).Select(Planned).ToArray();
    }

    // The list does not show a new window immediately. Therefore this method returns the windows that this process created recently and
    // that the list does not contain. It requests each window by id.
    private List<Maintenance> Lagging(MaintenanceScope scope, IReadOnlyList<Maintenance> listed)
    {
        List<Maintenance> found = new();
        foreach (RecentWindows.Entry created in _recent.MissingFrom(listed, scope, _cmdlet.Service.Now))
        {
            try
            {
                found.Add(_cmdlet.Await(_cmdlet.Client.GetMaintenanceAsync(scope, created.Id!, _cmdlet.Observer, _cmdlet.StopToken)));
            }
            catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.NotFound)
            {
                _recent.Forget(created);
            }
        }

        return found;
    }

    private async Task<string?> CreateAsync(MaintenanceStep step, MaintenanceCreate create, CancellationToken token)
    {
        if (_recent.Begin(step.Scope, create, _listedAt, _cmdlet.Service.Now) is not { } begun)
        {
            return null;
        }

        try
        {
            return begun.Id = (await _cmdlet.Client.CreateMaintenanceAsync(step.Scope, create, _cmdlet.Observer, token).ConfigureAwait(false)).Id;
        }
        finally
        {
            if (begun.Id is null)
            {
                _recent.Forget(begun);
            }
        }
    }

    private PlannedStep Planned(MaintenanceStep step) => new()
    {
        Action = step.Action,
        Scope = $"{step.Scope}",
        Sentence = $"{step}",
        Item = Messages.Window(step.Description, DisplayText.Instant(step.StartDate)),
        Differences = step.Differences,
        Result = (status, reason) => Result(step, step.Id, status, reason),
        RunAsync = token => RunAsync(step, token),
    };

    private async Task<object> RunAsync(MaintenanceStep step, CancellationToken token)
    {
        string? id = step.Id;
        if (step.Create is { } create)
        {
            // Prompts or retries of earlier steps can take a long time. If the start of the window has passed in the meantime, the window
            // would become active immediately, so this method skips the window.
            if (create.StartDate <= _cmdlet.Service.Now)
            {
                return Result(step, id, HeartbeatSyncResult.Skipped, Messages.HasBegun);
            }

            if (await CreateAsync(step, create, token).ConfigureAwait(false) is not { } created)
            {
                return Result(step, id, HeartbeatSyncResult.Skipped, Messages.CreatedByAnotherRun);
            }

            id = created;
        }
        else if (step.Patch is { } patch)
        {
            await _cmdlet.Client.UpdateMaintenanceAsync(step.Scope, id!, patch, _cmdlet.Observer, token).ConfigureAwait(false);
        }
        else
        {
            _recent.Forget(id!);
            try
            {
                await _cmdlet.Client.DeleteMaintenanceAsync(step.Scope, id!, _cmdlet.Observer, token).ConfigureAwait(false);
            }
            catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.NotFound)
            {
                // The window was removed after the list was read, so nothing remains to do.
            }
        }

        return Result(step, id, HeartbeatSyncResult.Done, null);
    }

    private static MaintenanceSyncResult Result(MaintenanceStep step, string? id, string status, string? reason) => new()
    {
        Action = step.Action,
        Description = step.Description,
        TeamId = step.Scope.TeamId,
        StartDate = step.StartDate,
        Id = id,
        Property = step.Differences.Where(static difference => difference.Property is not null).Select(static difference => difference.Property!).ToArray(),
        Status = status,
        Reason = reason,
    };
}
