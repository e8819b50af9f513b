using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Teams;
using CompassOps.Watching;

namespace CompassOps.Commands;

/// <summary><c>Watch-CompassHeartbeat</c>: returns an object whenever the status of a heartbeat changes.</summary>
[Cmdlet(VerbsCommon.Watch, "CompassHeartbeat")]
[OutputType(typeof(HeartbeatChange))]
public sealed class WatchCompassHeartbeatCommand : ServiceCmdlet
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly Random _random = new();
    private readonly Stopwatch _watch = new();
    private readonly WatchOutage _outage = new();
    private readonly Dictionary<string, int> _counts = new();
    private WildcardPattern[] _patterns = Array.Empty<WildcardPattern>();
    private bool _hasCheckedNames;

    /// <summary>The names of the heartbeats, with or without wildcards. Default: all heartbeats.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [IdentityTransformation]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The teams of the heartbeats. Default: the default team of the connection.</summary>
    [Parameter]
    [TeamIdTransformation(AllowsSeveral = true)]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string[]? TeamId { get; set; }

    /// <summary>Watches all teams that the user can see when the cmdlet starts.</summary>
    [Parameter]
    public SwitchParameter AllTeams { get; set; }

    /// <summary>Returns only changes to one of these statuses.</summary>
    [Parameter]
    [WordListTransformation]
    [ArgumentCompleter(typeof(HeartbeatStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>The time between two checks of the heartbeats, in seconds. The time varies randomly by up to 25 percent.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400.0)]
    public double IntervalSec { get; set; } = 30;

    /// <summary>At the start, returns the current status of each heartbeat as a change without an old status.</summary>
    [Parameter]
    public SwitchParameter Initial { get; set; }

    /// <summary>The time after which the cmdlet ends, in seconds. Default: no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSec { get; set; }

    private protected override TimeSpan? TimeLimit => TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null;

    /// <summary>
    /// Returns false, because the cmdlet already writes one warning at the beginning of an outage. A warning for each retry would repeat the message.
    /// </summary>
    private protected override bool ShowsWaits => false;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(Name), Name, Messages.GiveNameOrAll);
        RefuseEmpty(nameof(Status), Status, Messages.GiveStatus);
        if (AllTeams && TeamId is not null)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.TeamAndAllTeams);
        }

        if (Status is not null && StatusFilter.DoubtOfWait(Status, KnownValues.HeartbeatStatuses) is { } doubt)
        {
            WriteWarning(doubt);
        }

        _patterns = (Name ?? Array.Empty<string>()).Select(static name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        _watch.Start();
        try
        {
            List<TeamWatch> teams = Teams().Select(static team => new TeamWatch(team)).ToList();
            while (true)
            {
                using CancellationTokenSource end = Time.Start(StopToken);
                Look(teams, end.Token);
                if (teams.Count == 0)
                {
                    return;
                }

                Pause(end.Token);
            }
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && !StopToken.IsCancellationRequested))
        {
            // The time limit expired.
            if (_counts.Count == 0)
            {
                WriteWarning(Messages.NothingWatched);
            }
        }
        catch (ObjectDisposedException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Service.Name));
        }
    }

    private IEnumerable<Team> Teams()
    {
        if (AllTeams)
        {
            return TeamLists.VisibleTeams(this);
        }

        string[] ids = TeamId ?? new[] { Service.TeamId ?? "" };
        if (ids[0].Length == 0)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.NoDefaultTeam(Service.Name));
        }

        return ids.Select(team => TeamLookup.ResolveOrEnd(this, team)).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => new Team { TeamId = id, TeamName = TeamNames.Find(id, Service) });
    }

    private void Look(List<TeamWatch> teams, CancellationToken cancellationToken)
    {
        List<(TeamWatch Watch, CompassApiException? Failure)> look = new();
        TeamWatch[] asked = teams.ToArray();
        foreach (TeamList<Heartbeat> read in TeamLists.Read<Heartbeat>(
            this,
            Array.ConvertAll(asked, static watch => watch.Team),
            (team, token) => Client.ListHeartbeatsAsync(team!.TeamId, ListOptions.Bounded, Observer, token),
            cancellationToken))
        {
            TeamWatch watch = asked[look.Count];
            look.Add((watch, read.Failure));
            if (read.Failure is null)
            {
                Take(watch, read.Items.Where(IsWatched).ToArray());
            }
            else if (!watch.HasLooked && !IsPassing(read.Failure))
            {
                WriteError(read.Error!);
                teams.Remove(watch);
            }
        }

        look.RemoveAll(one => !teams.Contains(one.Watch));
        WriteOutages(look);
        if (!_hasCheckedNames && Name is not null && look.TrueForAll(static one => one.Failure is null) && _counts.Values.Sum() == 0 && teams.Count > 0)
        {
            WriteWarning(Messages.WatchMatchesNothing(Name));
        }

        _hasCheckedNames = true;
    }

    private void Take(TeamWatch watch, Heartbeat[] heartbeats)
    {
        _counts[watch.Team.TeamId] = heartbeats.Length;
        foreach (HeartbeatChange change in watch.Take(heartbeats, Service.Now, Initial))
        {
            if (Status is null || (change.To is { } status && Status.Contains(status, StringComparer.OrdinalIgnoreCase)))
            {
                WriteResult(change);
            }
        }
    }

    // Writes one warning for all teams if the service fails. Writes a separate warning for each team whose requests the service rejects, for example
    // because of missing permissions. A rejection concerns only one team, and can be permanent.
    private void WriteOutages(List<(TeamWatch Watch, CompassApiException? Failure)> look)
    {
        List<string?> warnings = look.ConvertAll(one => one.Watch.Refusal.Take(new[] { one }, static failure => !IsPassing(failure), IntervalSec));
        warnings.Add(_outage.Take(look, IsPassing, IntervalSec));
        foreach (string warning in warnings.OfType<string>())
        {
            WriteWarning(warning);
        }
    }

    private void Pause(CancellationToken cancellationToken)
    {
        TimeSpan next = _watch.Elapsed + TimeSpan.FromSeconds(IntervalSec * (0.75 + (_random.NextDouble() / 2)));
        for (TimeSpan left = next - _watch.Elapsed; left > TimeSpan.Zero; left = next - _watch.Elapsed)
        {
            ShowProgress(Messages.NextLook(_counts.Values.Sum(), left));
            Await(Task.Delay(left < ProgressInterval ? left : ProgressInterval, cancellationToken));
        }
    }

    private bool IsWatched(Heartbeat heartbeat) => _patterns.Length == 0 || Array.Exists(_patterns, pattern => pattern.IsMatch(heartbeat.Name));

    private static bool IsPassing(CompassApiException failure) => failure.Kind is CompassErrorKind.Timeout or CompassErrorKind.ConnectionFailed
        or CompassErrorKind.ServiceError or CompassErrorKind.Throttled or CompassErrorKind.InvalidResponse;
}
