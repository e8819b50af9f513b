using System;
using System.Management.Automation;
using System.Threading;

namespace CompassOps.Reporting;

/// <summary>Shows that a cmdlet waits before its next request. Writes one warning for each wait, and shows a progress bar.</summary>
/// <remarks>Use this class on the pipeline thread only. Each write can throw, for example if the user stops the pipeline.</remarks>
internal sealed class WaitNotice
{
    private static int _lastActivity = 7_307_000;

    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private readonly RequestLog _log;
    private readonly int _id = Interlocked.Increment(ref _lastActivity);
    private string? _message;
    private int _seconds;

    public WaitNotice(Cmdlet cmdlet, string activity, RequestLog log)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        _log = log;
    }

    /// <summary>Writes a warning if a new wait has begun, and updates the progress bar.</summary>
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

    /// <summary>Closes the progress bar if it is visible.</summary>
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
