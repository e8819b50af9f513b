using System;
using System.Threading;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>Measures the difference between the service's clock and the local clock. Forwards every call to the next observer.</summary>
internal sealed class ServiceTimeObserver : IRequestObserver
{
    private readonly Clock _clock;
    private readonly IRequestObserver? _next;
    private long _offset;

    /// <summary>Creates the observer. It assumes that the clocks agree until the first response.</summary>
    public ServiceTimeObserver(Clock clock, IRequestObserver? next)
    {
        _clock = clock;
        _next = next;
    }

    /// <inheritdoc/>
    public bool WantsAttempts => true;

    /// <inheritdoc/>
    public bool WantsDetail => _next?.WantsDetail == true;

    /// <summary>The current time by the service's clock.</summary>
    public DateTimeOffset Now => _clock.UtcNow + new TimeSpan(Volatile.Read(ref _offset));

    /// <summary>The time of the monotonic clock.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <inheritdoc/>
    public void OnAttempt(RequestAttempt attempt)
    {
        if (attempt.ServiceTime is { } time)
        {
            Volatile.Write(ref _offset, (time - _clock.UtcNow).Ticks);
        }

        if (_next?.WantsAttempts == true)
        {
            _next.OnAttempt(attempt);
        }
    }

    /// <inheritdoc/>
    public void OnWait(RequestWait wait) => _next?.OnWait(wait);
}
