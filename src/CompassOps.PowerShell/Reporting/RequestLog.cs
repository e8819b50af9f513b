using System.Collections.Concurrent;
using System.Management.Automation;

namespace CompassOps.Reporting;

/// <summary>Collects what was sent, on any thread, until the pipeline's thread can write it to the verbose and debug streams.</summary>
internal sealed class RequestLog : IRequestObserver
{
    private readonly ConcurrentQueue<RequestAttempt> _attempts = new();

    private readonly bool _writesVerbose;

    /// <param name="wantsDetail">Whether the debug stream shows the content of requests and responses.</param>
    /// <param name="writesVerbose">Whether the verbose stream shows a line for each request.</param>
    public RequestLog(bool wantsDetail, bool writesVerbose)
    {
        WantsDetail = wantsDetail;
        _writesVerbose = writesVerbose;
    }

    /// <inheritdoc />
    public bool WantsDetail { get; }

    /// <inheritdoc />
    public void OnAttempt(RequestAttempt attempt) => _attempts.Enqueue(attempt);

    /// <summary>Writes what has come in. Call it on the pipeline's thread only.</summary>
    public void WriteTo(Cmdlet cmdlet)
    {
        while (_attempts.TryDequeue(out RequestAttempt attempt))
        {
            if (_writesVerbose)
            {
                cmdlet.WriteVerbose(attempt.ToString());
            }

            if (attempt.Detail is { } detail)
            {
                cmdlet.WriteDebug(detail);
            }
        }
    }
}
