using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Threading;

namespace CompassOps.Reporting;

/// <summary>
/// The progress bar of a running cmdlet. The bar does not appear for short operations. Use this class on the pipeline thread only.
/// </summary>
internal sealed class Progress
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(200);

    // Several cmdlets of a pipeline run at the same time, so each progress bar has its own id. The ids are large, so that they differ from
    // the small ids that scripts use.
    private static int _lastActivity = 7_306_000;

    private readonly Action<ProgressRecord> _write;
    private readonly string _activity;
    private readonly int _id = Interlocked.Increment(ref _lastActivity);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _due = InitialDelay;
    private bool _shown;

    public Progress(Action<ProgressRecord> write, string activity)
    {
        _write = write;
        _activity = activity;
    }

    /// <summary>Shows the number of completed items. Updates the progress bar at most a few times per second.</summary>
    public void Report(long count)
    {
        if (_watch.Elapsed >= _due)
        {
            Report(Messages.ProgressCount(count.ToString("N0", CultureInfo.CurrentCulture)), null);
        }
    }

    /// <summary>Shows a text and the remaining time. Updates the progress bar at most a few times per second.</summary>
    public void Report(string status, TimeSpan? left)
    {
        if (_watch.Elapsed < _due)
        {
            return;
        }

        _due = _watch.Elapsed + UpdateInterval;
        _shown = true;
        ProgressRecord record = new(_id, _activity, status);
        if (left is { } time && time.TotalSeconds < int.MaxValue)
        {
            record.SecondsRemaining = (int)Math.Ceiling(Math.Max(0, time.TotalSeconds));
        }

        _write(record);
    }

    /// <summary>Closes the progress bar if it is visible.</summary>
    public void Complete()
    {
        if (_shown)
        {
            _shown = false;
            _write(new ProgressRecord(_id, _activity, Messages.ProgressDone) { RecordType = ProgressRecordType.Completed });
        }
    }
}
