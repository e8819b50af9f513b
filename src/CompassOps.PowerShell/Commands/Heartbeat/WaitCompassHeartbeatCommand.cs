using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Arguments;
using CompassOps.Binding;
using CompassOps.Cmdlets;
using CompassOps.Completion;
using CompassOps.Waiting;

namespace CompassOps.Commands;

/// <summary>
/// <c>Wait-CompassHeartbeat</c>: waits until heartbeats have a certain status. Checks the heartbeats of each team at intervals, and returns each
/// heartbeat when it has the status.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "CompassHeartbeat")]
[OutputType(typeof(Heartbeat))]
public sealed class WaitCompassHeartbeatCommand : NamedHeartbeatCmdlet
{
    private StatusWait<string, Heartbeat> _wait = null!;

    /// <summary>
    /// The statuses to wait for: Pending, Responsive, Unresponsive, Off (disabled), or another status that the service uses.
    /// </summary>
    [Parameter(Position = 1)]
    [WordListTransformation]
    [ArgumentCompleter(typeof(HeartbeatStatusCompleter))]
    public string[] Status { get; set; } = { KnownValues.Responsive };

    /// <summary>The maximum time to wait, in seconds. Default: no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSec { get; set; }

    /// <summary>The time between two checks of the heartbeats, in seconds. The time varies randomly by up to 25 percent.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double IntervalSec { get; set; } = 5;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseEmpty(nameof(Status), Status, Messages.GiveStatusToWaitFor);
        if (StatusFilter.DoubtOfWait(Status, KnownValues.HeartbeatStatuses) is { } doubt)
        {
            WriteWarning(doubt);
        }

        _wait = new StatusWait<string, Heartbeat>(Status)
        {
            Read = ReadAsync,
            Status = static heartbeat => heartbeat.Status,
            MayReach = MayReach,
            Describe = static heartbeat => IsDisabled(heartbeat) ? Messages.DisabledHeartbeat(heartbeat.Status) : heartbeat.Status ?? "",
            Interval = TimeSpan.FromSeconds(IntervalSec),
            Time = Time,
        };
    }

    private protected override TimeSpan? TimeLimit => TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null;

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        new WaitLoop<string, Heartbeat>(this, _wait).Run(ThrottleLimit);
        base.EndProcessing();
    }

    private protected override void Process(string teamId, string name) => _wait.Add(teamId, name, Messages.Heartbeat(name));

    // Returns false if waiting is useless: a disabled heartbeat keeps the status Off, and a heartbeat never becomes Pending again after its first
    // ping.
    private static bool MayReach(Heartbeat heartbeat, string wanted)
    {
        bool isPending = Is(wanted, KnownValues.Pending);
        bool isWatched = isPending || Is(wanted, KnownValues.Responsive) || Is(wanted, KnownValues.Unresponsive);
        bool wasPinged = Is(heartbeat.Status, KnownValues.Responsive) || Is(heartbeat.Status, KnownValues.Unresponsive);
        return !isWatched || (!IsDisabled(heartbeat) && !(isPending && wasPinged));
    }

    private static bool IsDisabled(Heartbeat heartbeat) => heartbeat.Enabled == false || Is(heartbeat.Status, KnownValues.Off);

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyDictionary<string, Heartbeat>> ReadAsync(string teamId, IReadOnlyList<string> names, CancellationToken token)
    {
        Dictionary<string, Heartbeat> found = new(StringComparer.OrdinalIgnoreCase);
        if (names.Count == 1)
        {
            if (await Client.FindHeartbeatAsync(teamId, names[0], Observer, token).ConfigureAwait(false) is { } one)
            {
                found[names[0]] = one;
            }

            return found;
        }

        await foreach (IReadOnlyList<Heartbeat>? page in Client.ListHeartbeatsAsync(teamId, ListOptions.All, Observer, token).ConfigureAwait(false))
        {
            foreach (Heartbeat? heartbeat in page.Where(heartbeat => names.Contains(heartbeat.Name, StringComparer.OrdinalIgnoreCase)))
            {
                found[heartbeat.Name] = heartbeat;
            }
        }

        return found;
    }
}
