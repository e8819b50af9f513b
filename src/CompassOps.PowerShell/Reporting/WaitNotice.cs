using System;
using System.Management.Automation;
using System.Threading;

namespace CompassOps.Reporting;

/// <summary>Shows that a cmdlet waits before its next request: writes one warning for each wait, and shows a progress bar.</summary>
/// <remarks>Use it on the pipeline thread only. Writing may throw, as it may in any cmdlet.</remarks>
internal sealed class WaitNotice
{
    private static int _lastActivity = 7_307_000;

    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private readonly RequestLog _log;
    private readonly int _id = Interlocked.Increment(ref _lastActivity);
    private string? _message;
    private int _seconds;

    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="activity">The title of the progress bar.</param>
    /// <param name="log">The log that records the waits.</param>
    public WaitNotice(Cmdlet cmdlet, string activity, RequestLog log)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        _log = log;
    }

    /// <summary>Writes a warning if there is a new wait, and updates the progress bar.</summary>
    public void Update()
    {
        if (_log.TakeWait() is { } wait)
        {
            _message = Messages.ReasonOfWait(wait);
            _cmdlet.WriteWarning(Messages.NextAttempt(_message, Seconds(wait.Duration)));
        }

        if (_message is null)
        {
            return;
        }

        int seconds = Seconds(_log.Remaining);
        if (seconds == 0)
        {
            Complete();
        }
        else if (seconds != _seconds)
        {
            _seconds = seconds;
            _cmdlet.WriteProgress(new ProgressRecord(_id, _activity, Messages.NextAttempt(_message, seconds)) { SecondsRemaining = seconds });
        }
    }

    /// <summary>Completes the progress bar if it was shown.</summary>
    public void Complete()
    {
        if (_message is not null && _seconds > 0)
        {
            _seconds = 0;
            _cmdlet.WriteProgress(new ProgressRecord(_id, _activity, _message) { RecordType = ProgressRecordType.Completed });
        }

        _message = null;
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
