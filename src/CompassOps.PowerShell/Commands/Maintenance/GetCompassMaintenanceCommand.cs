using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary><c>Get-CompassMaintenance</c>: returns maintenance windows by id, the windows of teams, or the global windows.</summary>
[Cmdlet(VerbsCommon.Get, "CompassMaintenance", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Maintenance))]
public sealed class GetCompassMaintenanceCommand : ListCmdlet
{
    private const string IdSet = "Id";

    private bool _failed;

    /// <summary>The ids of the maintenance windows.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(MaintenanceIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Selects the global maintenance windows. This is the default if no team is specified.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>The scope of a piped maintenance window: Team or Global.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [AllowEmptyString]
    [AllowNull]
    [TextTransformation]
    public string? Scope { get; set; }

    /// <summary>The type of list to request from the service: All, NonExpired, Past, or another type that the service uses.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [WordTransformation]
    [ArgumentCompleter(typeof(MaintenanceTypeCompleter))]
    public string? Type { get; set; }

    /// <summary>
    /// Returns only maintenance windows with these statuses: planned, active, past, cancelled, or another status that the service uses.
    /// </summary>
    [Parameter]
    [WordListTransformation]
    [ArgumentCompleter(typeof(MaintenanceStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Returns only maintenance windows that end after this date. A value without an offset is local time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [InstantTransformation]
    public DateTimeOffset? From { get; set; }

    /// <summary>Returns only maintenance windows that begin before this date. A value without an offset is local time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [InstantTransformation]
    public DateTimeOffset? To { get; set; }

    private string? ListType => Type is null ? null : KnownValues.MaintenanceType(Type);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(From), From, Messages.ForNoBound);
        RefuseEmpty(nameof(To), To, Messages.ForNoBound);
        if (From >= To)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.IntervalReversed);
        }

        if (AllTeams && Global)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.GlobalAndAllTeams);
        }

        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeamOrGlobal);
        RefuseEmpty(nameof(Id), Id, Messages.GiveMaintenanceIdOrList);
        Select(Status, KnownValues.MaintenanceStatuses);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();

        // If the list of global windows is empty, a user could think that no alerts are muted. Warn, because the window of a team can be active.
        if (!HasResults && !_failed && ParameterSetName == ListSet && !MyInvocation.ExpectingInput && !Global && !AllTeams && TeamId is null
            && (Status is null || Array.Exists(Status, status => string.Equals(status, KnownValues.Active, StringComparison.OrdinalIgnoreCase))))
        {
            WriteWarning(Messages.NoGlobalWindow(Service.TeamId));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (AllTeams)
        {
            ListAllTeams();
            return;
        }

        foreach (string? teamId in TeamId is { Length: > 0 } teams ? teams : new string?[] { null })
        {
            string? item = Id is { Length: > 0 } ? Messages.Maintenance(string.Join(", ", Id)) : null;
            try
            {
                MaintenanceScope scope = TeamLookup.Resolve(this, TeamResolver.OfExistingWindow(teamId, IsTyped(nameof(TeamId)), Scope, Global));
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
                _failed = true;
                WriteFailure(exception, (object?)Id ?? teamId, item);
            }
        }
    }

    private void ById(MaintenanceScope scope)
    {
        foreach (string id in Id is { Length: > 0 } ids ? ids : new[] { "" })
        {
            try
            {
                Maintenance window = Await(Client.GetMaintenanceAsync(scope, id, Observer, StopToken));
                Emit(TeamNames.AddTo(window, Service), window.Status);
            }
            catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
            {
                bool isElsewhere = exception is CompassApiException { Kind: CompassErrorKind.NotFound } && TeamResolver.IsAssumedGlobal(scope.TeamId, Scope, Global);
                WriteFailure(exception, id, Messages.Maintenance(id), isElsewhere ? Messages.LookedAmongGlobal : null);
            }
        }
    }

    private void List(MaintenanceScope scope) => List<Maintenance>(
        (options, token) => Client.ListMaintenancesAsync(scope, options with { Type = ListType }, Observer, token),
        returnsAll: From is null && To is null,
        Show);

    private void ListAllTeams()
    {
        if (IsBound(nameof(TeamId)) || IsBound(nameof(Scope)))
        {
            WriteFailure(new CompassArgumentException(Messages.PipedWithAllTeams, nameof(TeamId)), TeamId);
            return;
        }

        IReadOnlyCollection<Team?> teams = TeamLists.VisibleTeams(this).Prepend<Team?>(null).ToArray();
        IEnumerable<Maintenance> windows = ListTeams<Maintenance>(teams, (team, options, token) => Client.ListMaintenancesAsync(
                team is null ? MaintenanceScope.Global : MaintenanceScope.Team(team.TeamId), options with { Type = ListType }, Observer, token))
            .SelectMany(static read => read.Items)
            .OrderBy(static window => window.StartDate).ThenBy(static window => window.Id, StringComparer.Ordinal);
        foreach (Maintenance window in windows)
        {
            Show(window);
        }
    }

    private void Show(Maintenance window)
    {
        if (window.Overlaps(From, To))
        {
            Emit(TeamNames.AddTo(window, Service), window.Status);
        }
    }
}
