using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>
/// Runs an operation periodically until the script ends. Uses a separate thread, because the script can block the thread pool for minutes.
/// </summary>
internal sealed class PeriodicTask : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    /// <param name="operation">Runs the operation once. Returns the time until the next run, or null for no further run.</param>
    /// <param name="firstWait">The time until the first run.</param>
    /// <param name="retryWait">The time between a failed run and the next run.</param>
    public PeriodicTask(Func<CancellationToken, Task<TimeSpan?>> operation, TimeSpan firstWait, TimeSpan retryWait)
    {
        _thread = new Thread(() => Loop(operation, firstWait, retryWait)) { IsBackground = true, Name = nameof(CompassOps) };
    }

    /// <summary>The callback for the first failed run in a series of failed runs. The callback runs on the thread of this object.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>The callback for the first successful run after a failed run. The callback runs on the thread of this object.</summary>
    public Action? OnRecovery { get; init; }

    public PeriodicTask Start()
    {
        _thread.Start();
        return this;
    }

    /// <summary>Stops the periodic runs, and cancels the current run.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join(TimeSpan.FromSeconds(1));
    }

    private void Loop(Func<CancellationToken, Task<TimeSpan?>> operation, TimeSpan firstWait, TimeSpan retryWait)
    {
        TimeSpan attempt = TimeSpan.FromSeconds(Math.Min(60, Math.Max(10, retryWait.TotalSeconds)));
        TimeSpan? wait = firstWait;
        bool failing = false;
        while (wait is { } time && !_stop.Token.WaitHandle.WaitOne(time < LongestWait ? time : LongestWait))
        {
            try
            {
                BlockingWait.Run(async cancel =>
                {
                    using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stop.Token);
                    wait = await operation(either.Token).ConfigureAwait(false);
                }, () => attempt);
                if (failing)
                {
                    failing = false;
                    OnRecovery?.Invoke();
                }
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                wait = retryWait;
                if (!failing)
                {
                    failing = true;
                    OnFailure?.Invoke(exception);
                }
            }
        }
    }
}
