using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;

namespace CompassOps.Cmdlets;

/// <summary>The base class of cmdlets that list objects of teams. It applies the status filter, <c>-Skip</c> and <c>-First</c>.</summary>
public abstract class ListCmdlet : ServiceCmdlet
{
    private protected const string ListSet = "List";

    private ListRange _range = new(0, null);
    private StatusFilter _filter = null!;

    /// <summary>The ids, names, ARIs or page addresses of the teams whose objects the cmdlet lists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Returns the objects of all teams that the user can see.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter AllTeams { get; set; }

    /// <summary>The maximum number of objects that the service returns in one response.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 1000)]
    public int PageSize { get; set; }

    /// <summary>The maximum number of objects that the cmdlet returns.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>The number of objects that the cmdlet skips before the first result.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    private protected bool HasResults { get; private set; }

    /// <summary>Whether the cmdlet has returned as many objects as <c>-First</c> allows.</summary>
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

    /// <summary>
    /// Sets the statuses that the status filter selects. Null selects all statuses. Call this method once, after PowerShell has bound the
    /// parameters.
    /// </summary>
    private protected void Select(string[]? wanted, IReadOnlyList<string> known)
    {
        RefuseEmpty("Status", wanted, Messages.GiveStatus);
        _range = new ListRange(Skip, First > 0 ? First : null);
        _filter = new StatusFilter(wanted, known);
    }

    /// <summary>Reads one list, and passes each object to a callback until <c>-First</c> is reached.</summary>
    /// <param name="list">Starts to read the list. The options contain <c>-Skip</c>, <c>-First</c> and <c>-PageSize</c>.</param>
    /// <param name="returnsAll">False if a filter other than the status filter can exclude objects of the list.</param>
    /// <param name="each">Receives each object.</param>
    private protected void List<T>(
        Func<ListOptions, CancellationToken, IAsyncEnumerable<IReadOnlyList<T>>> list, bool returnsAll, Action<T> each)
    {
        if (IsFull)
        {
            return;
        }

        // -Skip counts the objects of all lists together. The service can therefore skip objects only if the cmdlet reads exactly one list. This
        // requires that the command line names at most one team, and that no team comes from the pipeline.
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
    /// Reads the lists of the specified teams, and returns the lists in the order of the teams. Writes an error for each list that it
    /// cannot read.
    /// </summary>
    /// <param name="teams">The teams. A null element means the whole organization.</param>
    /// <param name="list">Starts to read the list of a team.</param>
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

    /// <summary>Writes an object if the status filter, <c>-Skip</c> and <c>-First</c> select it.</summary>
    private protected void Emit(object item, string? status)
    {
        if (_filter.Takes(status) && _range.Take())
        {
            HasResults = true;
            WriteResult(item);
        }
    }
}
