using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Cmdlets;

namespace CompassOps.Planning;

/// <summary>
/// Carries out the steps of a synchronization. Shows all prompts before the first change. Removes objects last, so that a new heartbeat or
/// maintenance window exists before the old one is removed. If a step fails, removes nothing in the scope of the step, which is one team or
/// the whole organization. The next run of the cmdlet can carry out the skipped steps.
/// </summary>
internal sealed class Synchronization
{
    private readonly ServiceCmdlet _cmdlet;
    private readonly bool _force;
    private readonly HashSet<string> _failedScopes = new(StringComparer.Ordinal);

    public Synchronization(ServiceCmdlet cmdlet, bool force)
    {
        _cmdlet = cmdlet;
        _force = force;
    }

    public void Run(IEnumerable<PlannedStep> steps)
    {
        PlannedStep[] planned = steps.Where(static step => step.Action != SyncAction.Unmanaged).ToArray();
        PlannedStep[] approved = Array.FindAll(planned, IsApproved);
        foreach (PlannedStep step in approved.Where(static step => step.Action != SyncAction.Remove))
        {
            Start(step);
        }

        _cmdlet.CompleteRequests();
        foreach (PlannedStep step in approved.Where(static step => step.Action == SyncAction.Remove))
        {
            if (HasFailed(step.Scope))
            {
                _cmdlet.WriteObject(step.Result(HeartbeatSyncResult.Skipped, Messages.RemovalSkipped));
            }
            else
            {
                Start(step);
            }
        }
    }

    private bool IsApproved(PlannedStep step)
    {
        bool approved = step.Action == SyncAction.Remove ? _cmdlet.ApproveRemoval(step.Sentence, _force) : _cmdlet.Approve(step.Sentence);
        if (!approved && !_cmdlet.IsWhatIf)
        {
            _cmdlet.WriteObject(step.Result(HeartbeatSyncResult.Skipped, Messages.NotConfirmed));
        }

        return approved;
    }

    private void Start(PlannedStep step) => _cmdlet.Run(step.Result(HeartbeatSyncResult.Failed, Messages.SeeError), async token =>
    {
        try
        {
            return await step.RunAsync(token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            lock (_failedScopes)
            {
                _failedScopes.Add(step.Scope);
            }

            throw;
        }
    }, step.Item);

    private bool HasFailed(string scope)
    {
        lock (_failedScopes)
        {
            return _failedScopes.Contains(scope);
        }
    }
}
