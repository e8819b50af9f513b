using System;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Scripts;

/// <summary>Does something again and again in the background while a script runs; keeps the last failure, and breaks nothing.</summary>
internal sealed class PeriodicTask : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="beat">Does it once, and says how long to wait until the next time; null ends it.</param>
    /// <param name="afterFailure">How long to wait after a failure.</param>
    public PeriodicTask(Func<CancellationToken, Task<TimeSpan?>> beat, TimeSpan afterFailure) =>
        _loop = Task.Run(() => LoopAsync(beat, afterFailure, _stop.Token));

    /// <summary>What went wrong last, also where it has been done since; null if nothing ever did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>Ends it, and what it has under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _loop.Wait(TimeSpan.FromSeconds(1));
    }

    private async Task LoopAsync(Func<CancellationToken, Task<TimeSpan?>> beat, TimeSpan afterFailure, CancellationToken token)
    {
        try
        {
            TimeSpan? wait = TimeSpan.Zero;
            while (wait is { } time)
            {
                await Task.Delay(time, token).ConfigureAwait(false);
                try
                {
                    wait = await beat(token).ConfigureAwait(false);
                    IsFailing = false;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Failure = exception;
                    IsFailing = true;
                    wait = afterFailure;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The script has ended.
        }
    }
}
