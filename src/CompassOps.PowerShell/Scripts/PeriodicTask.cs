using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>Repeats an operation while a script runs, on a thread of its own: the thread pool may be blocked for minutes.</summary>
internal sealed class PeriodicTask : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    /// <param name="operation">Runs the operation once and returns the wait until the next time; null ends the repetition.</param>
    /// <param name="firstWait">The wait before the first time.</param>
    /// <param name="retryWait">The wait after a failure.</param>
    public PeriodicTask(Func<CancellationToken, Task<TimeSpan?>> operation, TimeSpan firstWait, TimeSpan retryWait)
    {
        _thread = new Thread(() => Loop(operation, firstWait, retryWait)) { IsBackground = true, Name = nameof(CompassOps) };
    }

    /// <summary>Is called with the first of several failures in a row, on the thread of the repetition.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>Is called when the operation succeeds after a failure, on the thread of the repetition.</summary>
    public Action? OnRecovery { get; init; }

    public PeriodicTask Start()
    {
        _thread.Start();
        return this;
    }

    /// <summary>Ends the repetition, and cancels the operation that is under way.</summary>
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
