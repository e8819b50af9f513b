using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Concurrency;
using CompassOps.Errors;
using CompassOps.Scripts;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary>
/// <c>Use-CompassHeartbeat</c>: runs a script, and pings a heartbeat only if the script succeeds. If the ping fails, the cmdlet writes a
/// warning, and the result of the script stays the same.
/// </summary>
[Cmdlet(VerbsOther.Use, "CompassHeartbeat", SupportsShouldProcess = true)]
public sealed class UseCompassHeartbeatCommand : ScriptCmdlet
{
    private static readonly TimeSpan LongestBeat = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    // Whether the check after the ping showed that the heartbeat does not exist.
    private bool _isMissing;

    /// <summary>The name of the heartbeat. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The team of the heartbeat, by id, name, ARI or page address. Default: the default team of the connection.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>
    /// Also pings the heartbeat during the script, at least three times in each interval of the heartbeat. Use this switch if the script takes longer
    /// than one interval.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepAlive { get; set; }

    /// <summary>
    /// The time after which the pings of -KeepAlive stop: a timespan, or text such as 30m, 2h or 1d. If the script hangs, the heartbeat then expires
    /// and raises the alert.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? MaximumDuration { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Name), Name, Messages.GiveHeartbeatName);
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(MaximumDuration), MaximumDuration, Messages.GiveMaximumDuration);
        if (MaximumDuration is not null && !KeepAlive)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.MaximumDurationWithoutKeepAlive);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string teamId = Team();
        if (!Approve(Messages.RunUnderHeartbeat(Name, teamId)))
        {
            return;
        }

        Exception? failure = null;
        using ScriptNotices? notices = KeepAlive ? new ScriptNotices(this) : null;
        using PeriodicTask? alive = notices is null ? null : StartBeating(teamId, notices);
        RunScript(
            result =>
            {
                notices?.Dispose();
                alive?.Dispose();
                if (result.Outcome == ScriptOutcome.Success)
                {
                    failure = CleanUp(interrupted: false, token => PingAsync(teamId, token));
                }
            },
            result => ReportEnd(result, failure, notices));
    }

    private protected override string FailureSummary(int exitCode) =>
        Messages.FailedByExitCode(exitCode) + " " + Messages.NotPingedAfterExitCode(Name);

    private void ReportEnd(ScriptResult result, Exception? failure, ScriptNotices? notices)
    {
        if (failure is not null)
        {
            Report(_isMissing ? Messages.PingedNothing(Reason(failure)) : Messages.NotPinged(Name, Reason(failure)));
        }
        else if (result.FailedExitCode is { } code && !ErrorOnExitCode)
        {
            Report(FailureSummary(code));
        }

        Report(notices);
        if (result.Outcome == ScriptOutcome.Failure && result.FailedExitCode is null)
        {
            ReportVerbose(Messages.NotPingedAfterError(Name));
        }

        ReportRequests();
    }

    // The service accepts pings of a heartbeat that does not exist, so this method also checks whether the heartbeat exists. The check follows the
    // ping, because the ping is urgent.
    private async Task PingAsync(string teamId, CancellationToken token)
    {
        await Client.PingHeartbeatAsync(teamId, Name, verify: false, Observer, token).ConfigureAwait(false);
        try
        {
            if (await Client.FindHeartbeatAsync(teamId, Name, Observer, token).ConfigureAwait(false) is null)
            {
                _isMissing = true;
                throw new CompassArgumentException(Messages.HeartbeatNotFound(Name, teamId), nameof(Name));
            }
        }
        catch (CompassApiException)
        {
            // If the request that checks the heartbeat fails, ignore the failure, because the ping succeeded.
        }
    }

    private string Team()
    {
        try
        {
            return TeamLookup.Resolve(this, TeamResolver.OfHeartbeat(TeamId, Service));
        }
        catch (Exception exception) when (exception is CompassApiException or CompassArgumentException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Name, $"Heartbeat '{Name}'"));
            throw;
        }
    }

    private PeriodicTask StartBeating(string teamId, ScriptNotices notices)
    {
        TimeBudget limit = new(MaximumDuration);
        TimeSpan? interval = null;
        return new PeriodicTask(
            async token =>
            {
                using CancellationTokenSource end = limit.Start(token);
                try
                {
                    interval ??= await IntervalAsync(teamId, end.Token).ConfigureAwait(false);
                    await Client.PingHeartbeatAsync(teamId, Name, verify: false, null, end.Token).ConfigureAwait(false);
                    return interval;
                }
                catch (OperationCanceledException) when (!token.IsCancellationRequested)
                {
                    return null;
                }
            },
            TimeSpan.Zero,
            AfterFailure)
        {
            OnFailure = failure => notices.Add(Messages.NotKeptAlive(Name, Reason(failure))),
            OnRecovery = () => notices.Add(Messages.KeptAliveAgain(Name)),
        }.Start();
    }

    private async Task<TimeSpan> IntervalAsync(string teamId, CancellationToken token)
    {
        Heartbeat heartbeat = await Client.FindHeartbeatAsync(teamId, Name, null, token).ConfigureAwait(false)
            ?? throw new CompassArgumentException(Messages.HeartbeatToCreate(Name, teamId), nameof(Name));
        TimeSpan third = new((heartbeat.Period ?? TimeSpan.FromMinutes(1)).Ticks / 3);
        return third < LongestBeat ? third : LongestBeat;
    }
}
