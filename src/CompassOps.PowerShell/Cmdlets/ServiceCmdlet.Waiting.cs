using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using CompassOps.Errors;
using CompassOps.Waiting;

namespace CompassOps.Cmdlets;

/// <content>The loop of the cmdlets that wait for a state.</content>
public abstract partial class ServiceCmdlet
{
    /// <summary>Waits until everything has its state, can have it no more, or the time is up; writes what there is to write.</summary>
    private protected void WaitFor<TGroup, TObject>(StatusWait<TGroup, TObject> wait, int limit)
        where TGroup : notnull
        where TObject : class
    {
        while (wait.Pending.Any())
        {
            foreach (StatusWait<TGroup, TObject>.Looked? looked in Await(wait.LookAsync(limit, StopToken)))
            {
                wait.Take(looked, WriteResult, (_, error) => WriteError(error));
                if (looked.Failure is not null)
                {
                    WriteVerbose($"{looked.Failure.Message} It is waited on.");
                }
            }

            WaitItem[] pending = wait.Pending.ToArray();
            if (pending.Length > 0 && wait.IsOver)
            {
                string list = string.Join(", ", pending.Select(item => $"{item.Description} ({item.LastStatus ?? "not seen"})"));
                WriteError(ErrorRecords.Make("WaitTimeout", ErrorCategory.OperationTimeout,
                    $"The time is up, and {pending.Length} of {wait.Total} are still missing: {list}.", pending.Select(item => item.Id).ToArray()));
                return;
            }

            ShowProgress(wait.Total - pending.Length);
            if (pending.Length > 0)
            {
                Await(Task.Delay(wait.NextPause(), StopToken));
            }
        }
    }
}
