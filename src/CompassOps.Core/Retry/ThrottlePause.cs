using System;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Retry;

/// <summary>
/// Holds back all requests of a connection while the service asks for rest, and lets them go one by one when it is over, at random
/// moments within a time that grows with the rest: to release them all at once would only be throttled again.
/// </summary>
internal sealed class ThrottlePause
{
    private readonly Clock _clock;
    private readonly TimeSpan _leastSpread;
    private readonly object _lock = new();
    private long _until = long.MinValue;
    private TimeSpan _spread;

    /// <summary>Makes a hold that holds nothing.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="leastSpread">The least time over which requests are let go.</param>
    public ThrottlePause(Clock clock, TimeSpan leastSpread)
    {
        _clock = clock;
        _leastSpread = leastSpread;
    }

    /// <summary>Holds everything for this time from now, or for longer if that has been asked for before.</summary>
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
    /// Passes at once if nothing is held, else when the hold is over. False, without having waited, if that is after the deadline.
    /// </summary>
    /// <param name="deadline">When the call has to be over.</param>
    /// <param name="observer">Who is told of each wait, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<bool> PassAsync(TimeSpan deadline, IRequestObserver? observer, CancellationToken cancellationToken) =>
        Volatile.Read(ref _until) == long.MinValue || Volatile.Read(ref _until) <= _clock.Elapsed.Ticks
            ? new ValueTask<bool>(true)
            : new ValueTask<bool>(WaitAsync(deadline, observer, cancellationToken));

    /// <summary>How long it is until the hold ends; zero if there is none.</summary>
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
        // The hold may be extended while it is waited for.
        for (TimeSpan rest = Remaining; rest > TimeSpan.Zero; rest = Remaining)
        {
            TimeSpan left = deadline - _clock.Elapsed - rest;
            if (left < TimeSpan.Zero)
            {
                return false;
            }

            // Whether a request still gets its turn is not left to chance: half of what time there is remains for it.
            TimeSpan most = new(left.Ticks / 2);
            TimeSpan spread = _spread < most ? _spread : most;
            TimeSpan wait = rest + new TimeSpan((long)(spread.Ticks * _clock.NextRandom()));
            observer?.OnWait(new RequestWait { Duration = wait, IsThrottled = true });
            await _clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
