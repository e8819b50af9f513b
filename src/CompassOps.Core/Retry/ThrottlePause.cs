using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>
/// Pauses all requests of a connection while the service throttles the client. After the pause, each request continues at a different
/// random time, because the service would throttle simultaneous requests again.
/// </summary>
internal sealed class ThrottlePause
{
    private readonly Clock _clock;
    private readonly TimeSpan _leastSpread;
    private readonly object _lock = new();
    private long _until = long.MinValue;
    private TimeSpan _spread;

    /// <param name="clock">Provides the time.</param>
    /// <param name="leastSpread">
    /// The minimum length of the period after a pause. The waiting requests continue at random times within this period.
    /// </param>
    public ThrottlePause(Clock clock, TimeSpan leastSpread)
    {
        _clock = clock;
        _leastSpread = leastSpread;
    }

    /// <summary>
    /// Pauses the connection for the given time from now. Has no effect if the current pause ends later than the new pause would end.
    /// </summary>
    public void Extend(TimeSpan time)
    {
        lock (_lock)
        {
            long until = (_clock.Elapsed + time).Ticks;
            if (until > _until)
            {
                TimeSpan half = new(time.Ticks / 2);
                _spread = half > _leastSpread ? half : _leastSpread;
                Volatile.Write(ref _until, until);
            }
        }
    }

    /// <summary>
    /// Waits until the pause ends, and returns true. If the pause would end after the deadline, stops waiting and returns false.
    /// </summary>
    /// <param name="deadline">The time, on the monotonic clock, at which the operation must end.</param>
    /// <param name="observer">Receives a report of each wait, or null.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<bool> PassAsync(TimeSpan deadline, IRequestObserver? observer, CancellationToken cancellationToken) =>
        Volatile.Read(ref _until) == long.MinValue || Volatile.Read(ref _until) <= _clock.Elapsed.Ticks
            ? new ValueTask<bool>(true)
            : new ValueTask<bool>(WaitAsync(deadline, observer, cancellationToken));

    /// <summary>The rest of the pause, or zero if the connection is not paused.</summary>
    public TimeSpan Remaining
    {
        get
        {
            long until = Volatile.Read(ref _until);
            long now = _clock.Elapsed.Ticks;
            return until > now ? new TimeSpan(until - now) : TimeSpan.Zero;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan deadline, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        // Check again after each wait, because another request can extend the pause in the meantime.
        for (TimeSpan remaining = Remaining; remaining > TimeSpan.Zero; remaining = Remaining)
        {
            TimeSpan left = deadline - _clock.Elapsed - remaining;
            if (left < TimeSpan.Zero)
            {
                return false;
            }

            // The random delay uses at most half of the time between the end of the pause and the deadline. The other half is left for the
            // request.
            TimeSpan most = new(left.Ticks / 2);
            TimeSpan spread = _spread < most ? _spread : most;
            TimeSpan wait = remaining + new TimeSpan((long)(spread.Ticks * _clock.NextRandom()));
            observer?.OnWait(new RequestWait { Duration = wait, IsThrottled = true });
            await _clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
