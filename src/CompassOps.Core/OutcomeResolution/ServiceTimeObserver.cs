using System;
using System.Threading;
using CompassOps.Http;

namespace CompassOps.OutcomeResolution;

/// <summary>
/// Measures the difference between the clock of the service and the local clock. Forwards all notifications to the next observer.
/// </summary>
internal sealed class ServiceTimeObserver : IRequestObserver
{
    private readonly Clock _clock;
    private readonly IRequestObserver? _next;
    private long _offset;

    /// <summary>Creates the observer. Until the first response, the difference between the clocks is zero.</summary>
    public ServiceTimeObserver(Clock clock, IRequestObserver? next)
    {
        _clock = clock;
        _next = next;
    }

    public bool WantsAttempts => true;

    public bool WantsDetail => _next?.WantsDetail == true;

    public DateTimeOffset Now => _clock.UtcNow + new TimeSpan(Volatile.Read(ref _offset));

    public TimeSpan Elapsed => _clock.Elapsed;

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

    public void OnWait(RequestWait wait) => _next?.OnWait(wait);
}
