using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Binding;
using CompassOps.Completion;
using CompassOps.Errors;
using CompassOps.Scripts;
using CompassOps.Teams;

namespace CompassOps.Commands;

/// <summary>
/// <c>Use-CompassHeartbeat</c>: runs a script under a heartbeat, a dead man's switch. It pings when the script has succeeded, and not
/// otherwise. A ping that fails is warned about, and never breaks the script.
/// </summary>
[Cmdlet(VerbsOther.Use, "CompassHeartbeat", SupportsShouldProcess = true)]
public sealed class UseCompassHeartbeatCommand : ScriptCmdlet
{
    private static readonly TimeSpan LongestBeat = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    /// <summary>The heartbeat's name, taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HeartbeatNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The team it belongs to: its id, ARI, or the address of its page; the connection's default one where it is left out.</summary>
    [Parameter]
    [TeamIdTransformation]
    [ArgumentCompleter(typeof(TeamIdCompleter))]
    public string? TeamId { get; set; }

    /// <summary>Also pings while the script runs, three times in the heartbeat's period, for scripts that outlast it.</summary>
    [Parameter]
    public SwitchParameter KeepAlive { get; set; }

    /// <summary>Stops keeping alive after this time, so that a script that hangs raises the alert: 30m, 2h, 1d or a timespan.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? MaximumDuration { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(TeamId), TeamId, Messages.GiveTeam);
        RefuseEmpty(nameof(MaximumDuration), MaximumDuration, "Give a duration such as 30m or 2h, or leave it out.");
        if (MaximumDuration is not null && !KeepAlive)
        {
            ThrowFailure("InvalidArgument", ErrorCategory.InvalidArgument, "-MaximumDuration limits -KeepAlive: give both, or neither.");
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        string teamId = Team();
        if (!Approve($"Run the script under heartbeat '{Name}' of team {teamId}."))
        {
            return;
        }

        using PeriodicTask? alive = KeepAlive ? StartBeating(teamId) : null;
        RunScript(end =>
        {
            alive?.Dispose();
            if (end == ScriptEnd.Success)
            {
                Exception? failure = Finish(end, token => PingAsync(teamId, token));
                Warn(failure, "The script succeeded, but the ping of heartbeat '{0}' failed, so it may raise its alert");
                WriteRequests();
            }
            else if (end == ScriptEnd.Failure)
            {
                Warn(alive is { IsFailing: true } ? alive.Failure : null, "The last ping that was to keep heartbeat '{0}' alive failed");
                if (FailedExitCode is { } code)
                {
                    WriteWarning($"The script left exit code {code}, which counts as a failure: heartbeat '{Name}' is not pinged. -IgnoreExitCode lets exit codes pass.");
                }
                else
                {
                    WriteVerbose($"The script failed: heartbeat '{Name}' is not pinged.");
                }
            }
        });
    }

    // A PONG also comes for a heartbeat that is not there, so it is looked for; but after the ping, which is what matters.
    private async Task PingAsync(string teamId, CancellationToken token)
    {
        await Client.PingHeartbeatAsync(teamId, Name, verify: false, Observer, token).ConfigureAwait(false);
        try
        {
            if (await Client.FindHeartbeatAsync(teamId, Name, Observer, token).ConfigureAwait(false) is null)
            {
                throw new CompassArgumentException($"There is no heartbeat '{Name}' in team {teamId}.", nameof(Name));
            }
        }
        catch (CompassApiException)
        {
            // It was pinged; that it could not be looked at is no reason to alarm anybody.
        }
    }

    private string Team()
    {
        try
        {
            return TeamResolver.OfHeartbeat(TeamId, Service);
        }
        catch (CompassArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Name, $"Heartbeat '{Name}'"));
            throw;
        }
    }

    private PeriodicTask StartBeating(string teamId)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan? interval = null;
        return new PeriodicTask(
            async token =>
            {
                if (watch.Elapsed >= MaximumDuration)
                {
                    return null;
                }

                interval ??= await IntervalAsync(teamId, token).ConfigureAwait(false);
                await Client.PingHeartbeatAsync(teamId, Name, verify: false, null, token).ConfigureAwait(false);
                return interval;
            },
            AfterFailure);
    }

    private async Task<TimeSpan> IntervalAsync(string teamId, CancellationToken token)
    {
        Heartbeat heartbeat = await Client.FindHeartbeatAsync(teamId, Name, null, token).ConfigureAwait(false)
            ?? throw new CompassArgumentException($"There is no heartbeat '{Name}' in team {teamId}.", nameof(Name));
        TimeSpan third = new((heartbeat.Period ?? TimeSpan.FromMinutes(1)).Ticks / 3);
        return third < LongestBeat ? third : LongestBeat;
    }

    private void Warn(Exception? failure, string sentence)
    {
        if (failure is not null && !StopToken.IsCancellationRequested)
        {
            string why = ErrorRecords.From(failure, Name).ErrorDetails?.Message ?? failure.Message;
            WriteWarning($"{string.Format(System.Globalization.CultureInfo.CurrentCulture, sentence, Name)}: {why}");
        }
    }
}
