using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>
/// Pauses all requests of a connection while the service throttles it. After the pause, requests resume one by one at random
/// moments, because the service would throttle a burst again. The longer the pause, the wider the spread.
/// </summary>
internal sealed class ThrottlePause
{
    private readonly Clock _clock;
    private readonly TimeSpan _leastSpread;
    private readonly object _lock = new();
    private long _until = long.MinValue;
    private TimeSpan _spread;

    /// <summary>Creates a pause that has not begun.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="leastSpread">The shortest time over which requests resume.</param>
    public ThrottlePause(Clock clock, TimeSpan leastSpread)
    {
        _clock = clock;
        _leastSpread = leastSpread;
    }

    /// <summary>Pauses for this time from now. A pause that ends later stays as it is.</summary>
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

    /// <summary>Waits until the pause is over. Returns false at once if that is after the deadline.</summary>
    /// <param name="deadline">When the operation must end.</param>
    /// <param name="observer">Receives each wait, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<bool> PassAsync(TimeSpan deadline, IRequestObserver? observer, CancellationToken cancellationToken) =>
        Volatile.Read(ref _until) == long.MinValue || Volatile.Read(ref _until) <= _clock.Elapsed.Ticks
            ? new ValueTask<bool>(true)
            : new ValueTask<bool>(WaitAsync(deadline, observer, cancellationToken));

    /// <summary>The time until the pause ends; zero if there is none.</summary>
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
        // The pause may be extended meanwhile.
        for (TimeSpan remaining = Remaining; remaining > TimeSpan.Zero; remaining = Remaining)
        {
            TimeSpan left = deadline - _clock.Elapsed - remaining;
            if (left < TimeSpan.Zero)
            {
                return false;
            }

            // The random part takes at most half of the time that is left, so that the request can still be sent.
            TimeSpan most = new(left.Ticks / 2);
            TimeSpan spread = _spread < most ? _spread : most;
            TimeSpan wait = remaining + new TimeSpan((long)(spread.Ticks * _clock.NextRandom()));
            observer?.OnWait(new RequestWait { Duration = wait, IsThrottled = true });
            await _clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
