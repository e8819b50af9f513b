using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Reporting;

/// <summary>
/// Stores information about requests and about long waits before requests. Any thread can add information, and the pipeline thread writes
/// it later. While a reported wait lasts, the cmdlet reports another wait only if it ends more than <see cref="ShortWait"/> later.
/// </summary>
internal sealed class RequestLog : IRequestObserver
{
    /// <summary>The cmdlet reports only waits that are longer than this time.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private readonly bool _writesVerbose;
    private readonly ConcurrentQueue<RequestAttempt>? _attempts;
    private readonly object _lock = new();
    private long _noticedUntil;
    private RequestWait? _notice;

    /// <param name="wantsDetail">Whether the debug stream shows the content of requests and responses.</param>
    /// <param name="writesVerbose">Whether the verbose stream shows a line for each request.</param>
    public RequestLog(bool wantsDetail, bool writesVerbose)
    {
        WantsDetail = wantsDetail;
        _writesVerbose = writesVerbose;
        _attempts = wantsDetail || writesVerbose ? new ConcurrentQueue<RequestAttempt>() : null;
    }

    public bool WantsAttempts => _attempts is not null;

    public bool WantsDetail { get; }

    public void OnAttempt(RequestAttempt attempt) => _attempts?.Enqueue(attempt);

    public void OnWait(RequestWait wait)
    {
        if (wait.Duration <= ShortWait)
        {
            return;
        }

        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            long until = now + Ticks(wait.Duration);
            if (now >= _noticedUntil || until > _noticedUntil + Ticks(ShortWait))
            {
                _noticedUntil = until;
                _notice = wait;
            }
        }
    }

    /// <summary>The remaining time of the reported wait, or zero if the wait is over.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                long left = _noticedUntil - Stopwatch.GetTimestamp();
                return left > 0 ? TimeSpan.FromSeconds((double)left / Stopwatch.Frequency) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Returns the current wait if this method has not returned it before. Otherwise returns null.</summary>
    public RequestWait? TakeWait()
    {
        lock (_lock)
        {
            RequestWait? notice = _notice;
            _notice = null;
            return Stopwatch.GetTimestamp() < _noticedUntil ? notice : null;
        }
    }

    /// <summary>Writes the recorded requests. Call this method on the pipeline thread only.</summary>
    public void WriteTo(Cmdlet cmdlet)
    {
        while (_attempts is not null && _attempts.TryDequeue(out RequestAttempt attempt))
        {
            if (_writesVerbose)
            {
                cmdlet.WriteVerbose(DisplayText.Visible(attempt.ToString()));
            }

            if (attempt.Detail is { } detail)
            {
                cmdlet.WriteDebug(DisplayText.VisibleLines(detail));
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
