using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Planning;

namespace CompassOps.Commands;

/// <summary>
/// <c>Sync-CompassHeartbeat</c>: makes the heartbeats of teams what files declare. Everything is asked for before anything is done.
/// What is missing comes first and what is to go last, and goes only where nothing of its team has failed, so that no job is ever
/// without its heartbeat; whatever has been left undone, the next run does.
/// </summary>
[Cmdlet(VerbsData.Sync, "CompassHeartbeat", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(HeartbeatSyncResult))]
public sealed class SyncCompassHeartbeatCommand : DeclarationCmdlet
{
    private readonly HashSet<string> _failedTeams = new(StringComparer.Ordinal);

    /// <summary>How many requests are in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Does not ask before it removes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override int RequestLimit => ThrottleLimit;

    /// <inheritdoc />
    private protected override void Process(IReadOnlyList<HeartbeatStep> steps)
    {
        HeartbeatStep[] approved = steps.Where(step => step.Action != SyncAction.Unmanaged).ToArray();
        approved = Array.FindAll(approved, IsApproved);
        foreach (HeartbeatStep step in approved.Where(step => step.Action != SyncAction.Remove))
        {
            Start(step);
        }

        CompleteRequests();
        foreach (HeartbeatStep step in approved.Where(step => step.Action == SyncAction.Remove))
        {
            if (_failedTeams.Contains(step.TeamId))
            {
                WriteObject(Result(step, HeartbeatSyncResult.Skipped, Messages.RemovalSkipped));
            }
            else
            {
                Start(step);
            }
        }
    }

    /// <inheritdoc />
    private protected override void OnFailure(object target)
    {
        HeartbeatSyncResult failed = (HeartbeatSyncResult)target;
        _failedTeams.Add(failed.TeamId);
        WriteObject(failed);
    }

    private bool IsApproved(HeartbeatStep step)
    {
        bool approved = step.Action == SyncAction.Remove ? ApproveRemoval($"{step}", Force) : Approve($"{step}");
        if (!approved && !IsWhatIf)
        {
            WriteObject(Result(step, HeartbeatSyncResult.Skipped, Messages.NotConfirmed));
        }

        return approved;
    }

    /// <inheritdoc />
    private protected override string DescribeTarget(object target) => Messages.Heartbeat(((HeartbeatSyncResult)target).Name);

    private void Start(HeartbeatStep step) =>
        Run(Result(step, HeartbeatSyncResult.Failed, Messages.SeeError), async token =>
        {
            await DoAsync(step, token).ConfigureAwait(false);
            return Result(step, HeartbeatSyncResult.Done, null);
        });

    private async Task DoAsync(HeartbeatStep step, CancellationToken token)
    {
        if (step.Create is { } create)
        {
            await Client.CreateHeartbeatAsync(step.TeamId, create, Observer, token).ConfigureAwait(false);
        }
        else if (step.Patch is { } patch)
        {
            await Client.UpdateHeartbeatAsync(step.TeamId, step.Name, patch, Observer, token).ConfigureAwait(false);
        }
        else
        {
            try
            {
                await Client.DeleteHeartbeatAsync(step.TeamId, step.Name, Observer, token).ConfigureAwait(false);
            }
            catch (CompassApiException failure) when (failure.Kind == CompassErrorKind.NotFound)
            {
                // Somebody else has removed it since it was listed: that is what was wanted.
            }
        }
    }

    private static HeartbeatSyncResult Result(HeartbeatStep step, string status, string? reason) => new()
    {
        Action = step.Action,
        Name = step.Name,
        TeamId = step.TeamId,
        Property = step.Differences.Where(difference => difference.Property is not null).Select(difference => difference.Property!).ToArray(),
        Status = status,
        Reason = reason,
    };
}
