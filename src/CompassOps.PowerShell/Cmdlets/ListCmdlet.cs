using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>A cmdlet that lists objects of teams, and returns those that the status filter, <c>-Skip</c> and <c>-First</c> select.</summary>
public abstract class ListCmdlet : ServiceCmdlet
{
    /// <summary>The parameter set that lists.</summary>
    private protected const string ListSet = "List";

    private ListRange _range = new(0, null);
    private StatusFilter _filter = null!;

    /// <summary>The teams: their ids, ARIs, or the addresses of their pages.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Lists the objects of every team that the user can see.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter AllTeams { get; set; }

    /// <summary>The number of objects in one response of the service.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 1000)]
    public int PageSize { get; set; }

    /// <summary>Returns at most this many.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Skips this many.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>Whether an object was written.</summary>
    private protected bool HasResults { get; private set; }

    /// <summary>Whether <c>-First</c> is reached.</summary>
    private protected bool IsFull => _range.IsFull;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (AllTeams && IsTyped(nameof(TeamId)))
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.TeamAndAllTeams);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!IsFull && _filter.Doubt() is { } doubt)
        {
            WriteWarning(doubt);
        }

        base.EndProcessing();
    }

    /// <summary>Sets the statuses to select. Call it once, when the parameters are bound.</summary>
    /// <param name="wanted">The statuses; null for all.</param>
    /// <param name="known">The known statuses.</param>
    private protected void Select(string[]? wanted, IReadOnlyList<string> known)
    {
        RefuseEmpty("Status", wanted, Messages.GiveStatus);
        _range = new ListRange(Skip, First > 0 ? First : null);
        _filter = new StatusFilter(wanted, known);
    }

    /// <summary>Reads one list, and passes each object on until <c>-First</c> is reached.</summary>
    /// <param name="list">Starts the list with the options that <c>-Skip</c>, <c>-First</c> and <c>-PageSize</c> allow.</param>
    /// <param name="returnsAll">Whether every object of the list is returned, apart from the status filter.</param>
    /// <param name="each">Receives each object.</param>
    private protected void List<T>(
        Func<ListOptions, CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list, bool returnsAll, Action<T> each)
    {
        if (IsFull)
        {
            return;
        }

        // The service can skip only in a single list: not if several teams are typed, or if more may be piped.
        bool isOnlyList = TeamId is not { Length: > 1 } && (TeamId is null || IsTyped(nameof(TeamId)));
        ListOptions options = _range.Options(returnsAll && !_filter.IsActive, isOnlyList) with { PageSize = PageSize > 0 ? PageSize : null };
        foreach (IReadOnlyList<T> page in Pages(token => list(options, token)))
        {
            foreach (T item in page)
            {
                each(item);
                if (IsFull)
                {
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Reads the lists of all teams, and returns them in the order of the teams. A list that cannot be read is an error.
    /// </summary>
    /// <param name="teams">The teams; null for the whole organisation.</param>
    /// <param name="list">Starts the list of a team.</param>
    private protected IEnumerable<TeamList<T>> ListTeams<T>(
        IReadOnlyCollection<Team?> teams, Func<Team?, ListOptions, CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list)
    {
        ListOptions options = ListOptions.Bounded with { PageSize = PageSize > 0 ? PageSize : null };
        foreach (TeamList<T> read in TeamLists.Read<T>(this, teams, (team, token) => list(team, options, token)))
        {
            if (read.Error is { } error)
            {
                WriteError(error);
            }
            else
            {
                yield return read;
            }
        }
    }

    /// <summary>Writes an object if its status is selected and <c>-Skip</c> and <c>-First</c> allow it.</summary>
    private protected void Emit(object item, string? status)
    {
        if (_filter.Takes(status) && _range.Take())
        {
            HasResults = true;
            WriteResult(item);
        }
    }
}
