using System;
using System.Collections.Generic;
using System.Management.Automation;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassMaintenance</c>: windows by id, or lists: a team's with <c>-TeamId</c>, else the global ones.</summary>
[Cmdlet(VerbsCommon.Get, "CompassMaintenance", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Maintenance))]
public sealed class GetCompassMaintenanceCommand : ServiceCmdlet
{
    private const string ListSet = "List";
    private const string IdSet = "Id";

    private ListRange _window = new(0, null);
    private StatusFilter _status = new(null, StatusFilter.OfMaintenances);

    /// <summary>The windows' ids.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(MaintenanceIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>The teams whose windows they are: ids, ARIs, or the addresses of their pages. Without it they are the global ones.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Says that the global ones are meant, as is assumed without <c>-TeamId</c>.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>What a piped window says of itself: Team or Global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Scope { get; set; }

    /// <summary>Which ones the service lists: All, NonExpired, Past, or another word of its own.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MaintenanceTypeCompleter))]
    public string? Type { get; set; }

    /// <summary>Only those of these states: planned, active, past, cancelled, or another word of the service's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MaintenanceStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>How many the service is asked for at a time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 1000)]
    public int PageSize { get; set; }

    /// <summary>At most this many.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Passes over this many.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, MaintenanceScopeArguments.EmptyHint);
        RefuseEmpty(nameof(Id), Id, "Give the id of a maintenance window, or leave the parameter out for a list.");
        RefuseEmpty(nameof(Status), Status, "Give a state, or leave the parameter out for all.");
        _window = new ListRange(Skip, First > 0 ? First : null);
        _status = new StatusFilter(Status, StatusFilter.OfMaintenances);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string? teamId in TeamId is { Length: > 0 } teams ? teams : new string?[] { null })
        {
            string? item = Id is { Length: > 0 } ? $"Maintenance '{string.Join(", ", Id)}'" : null;
            try
            {
                MaintenanceScope scope = MaintenanceScopeArguments.OfExisting(teamId, IsTyped(nameof(TeamId)), IsBound(nameof(TeamId)), Scope, Global);
                if (ParameterSetName == IdSet)
                {
                    ById(scope);
                }
                else
                {
                    List(scope);
                }
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
            {
                WriteFailure(exception, (object?)Id ?? teamId, item);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_window.IsFull && _status.Doubt() is { } doubt)
        {
            WriteWarning(doubt);
        }

        base.EndProcessing();
    }

    private void ById(MaintenanceScope scope)
    {
        foreach (string id in Id is { Length: > 0 } ids ? ids : new[] { "" })
        {
            try
            {
                Emit(Await(Client.GetMaintenanceAsync(scope, id, Observer, StopToken)));
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
            {
                bool elsewhere = exception is CompassApiException { Kind: CompassErrorKind.NotFound } && MaintenanceScopeArguments.IsAssumedGlobal(scope.TeamId, Scope, Global);
                WriteFailure(exception, id, $"Maintenance '{id}'", elsewhere ? MissingHints.Global : null);
            }
        }
    }

    private void List(MaintenanceScope scope)
    {
        if (_window.IsFull)
        {
            return;
        }

        bool oneList = TeamId is not { Length: > 1 } && (TeamId is null || IsTyped(nameof(TeamId)));
        bool skipsThere = Status is null && oneList;
        ListOptions options = new()
        {
            Type = Type is null ? null : KnownValues.MaintenanceType(Type),
            PageSize = PageSize > 0 ? PageSize : null,
            Skip = skipsThere ? _window.Skip : 0,
            Limit = Status is null && (oneList || _window.Skip == 0) ? _window.Wanted : null,
        };
        if (skipsThere)
        {
            _window.SkippedByService();
        }

        foreach (IReadOnlyList<Maintenance> page in Pages(token => Client.ListMaintenancesAsync(scope, options, Observer, token)))
        {
            foreach (Maintenance? window in page)
            {
                Emit(window);
                if (_window.IsFull)
                {
                    return;
                }
            }
        }
    }

    private void Emit(Maintenance window)
    {
        if (_status.Takes(window.Status) && _window.Take())
        {
            WriteResult(window);
        }
    }
}
