using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Waiting;

/// <summary>
/// Repeats the rounds of a wait. Stops when each object has a wanted status or can no longer reach one. If the time limit ends first,
/// writes an error and stops.
/// </summary>
internal sealed class WaitLoop<TGroup, TObject>
    where TGroup : notnull
    where TObject : class
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly ServiceCmdlet _cmdlet;
    private readonly StatusWait<TGroup, TObject> _wait;

    public WaitLoop(ServiceCmdlet cmdlet, StatusWait<TGroup, TObject> wait)
    {
        _cmdlet = cmdlet;
        _wait = wait;
    }

    public void Run(int limit)
    {
        while (_wait.Pending.Any())
        {
            foreach (StatusWait<TGroup, TObject>.Looked looked in _cmdlet.Await(_wait.LookAsync(limit, _cmdlet.StopToken)))
            {
                bool isTemporary = _wait.Take(looked, _cmdlet.WriteResult, (_, error) => _cmdlet.WriteError(error));
                if (isTemporary && looked.Failure is CompassApiException)
                {
                    _cmdlet.WriteVerbose(Messages.WaitContinues(looked.Failure.Message));
                }
            }

            WaitItem[] pending = _wait.Pending.ToArray();
            if (pending.Length > 0 && _wait.Time.IsOver)
            {
                _cmdlet.WriteError(ErrorRecords.Make(ErrorIds.WaitTimeout, ErrorCategory.OperationTimeout,
                    Messages.WaitTimedOut(_wait.Total, pending.Select(item => (item.Description, item.LastStatus)).ToArray()),
                    pending.Select(item => item.Id).ToArray()));
                return;
            }

            if (pending.Length > 0)
            {
                Pause(pending.Length);
            }
        }
    }

    private void Pause(int pending)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan pause = _wait.NextPause();
        for (TimeSpan left = pause; left > TimeSpan.Zero; left = pause - watch.Elapsed)
        {
            _cmdlet.ShowProgress(Messages.Waiting(pending, _wait.Total, _wait.Wanted, _wait.Time.Remaining), _wait.Time.Remaining);
            _cmdlet.Await(Task.Delay(left < ProgressInterval ? left : ProgressInterval, _cmdlet.StopToken));
        }
    }
}
