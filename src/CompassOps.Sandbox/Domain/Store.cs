using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Stores versions of the state, for example in a file.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Starts to store the given version of the state, and returns immediately.</summary>
    void Want(long version);

    /// <summary>
    /// Waits until the given version or a later version is stored. The caller must not hold the lock of the state, because the journal
    /// needs this lock to copy the state.
    /// </summary>
    /// <exception cref="SandboxStateException">The version could not be stored, and its changes were undone.</exception>
    void WaitFor(long version);
}

/// <summary>Protects the state and the clock with a lock. Thread-safe.</summary>
internal sealed class Store(ServiceState state, SandboxClock clock)
{
    // With the behavior ClockAhead or ClockBehind, the clock of the service differs from the sandbox's clock by this time. CompassOps
    // treats two start times as equal if they differ by at most one minute. So the skew is longer than one minute.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    private readonly object _lock = new();
    private SandboxBehaviors _behavior;
    private ServiceState _state = state;
    private ServiceState _stored = state;
    private readonly ListLag _lag = new();

    // Each response waits until this version of the state is stored. A change that happens only because time passes, such as the expiry
    // of a heartbeat, does not increase this version. Such a change need not be stored, because it happens again after a restart.
    private long _requested;

    /// <summary>Stores the changes of the state. If null, the state is only in memory.</summary>
    public IJournal? Journal { get; set; }

    public SandboxBehaviors Behavior
    {
        get
        {
            lock (_lock)
            {
                return _behavior;
            }
        }

        set
        {
            lock (_lock)
            {
                _behavior = value;
                _state.AdvanceTo(ServiceTime);
                _lag.Set(value, _state);
            }
        }
    }

    /// <summary>The current time of the sandbox's clock.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return clock.Now;
            }
        }
    }

    /// <summary>The current time of the simulated service. The behaviors ClockAhead and ClockBehind skew this time by 90 seconds.</summary>
    public DateTimeOffset ServiceNow
    {
        get
        {
            lock (_lock)
            {
                return ServiceTime;
            }
        }
    }

    public IReadOnlyList<SandboxAlert> Alerts => Do(null, false, static (state, _) => state.Alerts.ToArray());

    private DateTimeOffset ServiceTime =>
        _behavior.HasFlag(SandboxBehaviors.ClockAhead) ? clock.Now + Skew
        : _behavior.HasFlag(SandboxBehaviors.ClockBehind) ? clock.Now - Skew
        : clock.Now;

    /// <summary>Applies all due changes to the state. Then runs the work and waits until the changes of the work are stored.</summary>
    /// <param name="instead">
    /// An earlier state, or null for the current state. With an earlier state, the method runs the work on this state and does nothing
    /// else.
    /// </param>
    /// <param name="isList">Whether the work returns a list. If lists show changes late, such work can get an older state.</param>
    /// <param name="work">The work to run under the lock.</param>
    public T Do<T>(ServiceState? instead, bool isList, Func<ServiceState, SandboxBehaviors, T> work)
    {
        while (true)
        {
            T result;
            long advanced;
            bool changed;
            long wanted;
            lock (_lock)
            {
                if (instead is not null)
                {
                    return work(instead, _behavior);
                }

                _state.AdvanceTo(ServiceTime);
                advanced = _state.Version;
                _lag.Changed(_state, clock.Now);
                result = work(isList ? _lag.Show(_state, clock.Now) : _state, _behavior);
                _lag.Changed(_state, clock.Now);
                changed = _state.Version != advanced;
                _requested = changed ? _state.Version : _requested;
                wanted = _requested;
            }

            try
            {
                Journal?.Want(advanced);
                Journal?.WaitFor(wanted);
                return result;
            }
            catch (SandboxStateException) when (!changed)
            {
                // The work did not change the state, but it can have read a change that was then undone. So run the work again.
            }
        }
    }

    public void Stored(ServiceState stored)
    {
        lock (_lock)
        {
            _stored = stored;
        }
    }

    /// <summary>Undoes all changes that were not stored.</summary>
    /// <returns>The new version of the state. It is higher than the versions that were undone.</returns>
    public long TakeBack()
    {
        lock (_lock)
        {
            _state = _stored.Revive(_state);
            _stored = _state.Copy();
            _requested = _state.Version;
            _lag.Reset(_stored);
            return _requested;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The time is earlier than <see cref="Now"/>, or later than <see
    /// cref="SandboxClock.Latest"/>.</exception>
    public void StepTo(DateTimeOffset to) => Step(_ => to);

    /// <exception cref="ArgumentOutOfRangeException">The time span is negative, or the new time is later than <see
    /// cref="SandboxClock.Latest"/>.</exception>
    public void Step(TimeSpan by) =>
        Step(now => by > SandboxClock.Latest - now ? DateTimeOffset.MaxValue : by < TimeSpan.Zero ? DateTimeOffset.MinValue : now + by);

    /// <summary>Returns a copy of the current state, and the time by which the clock is ahead of the real time.</summary>
    public (ServiceState State, TimeSpan Ahead) Copy()
    {
        lock (_lock)
        {
            return (_state.Copy(), clock.Ahead);
        }
    }

    private void Step(Func<DateTimeOffset, DateTimeOffset> target)
    {
        TimeSpan step;
        long version;
        lock (_lock)
        {
            DateTimeOffset now = clock.Now;
            DateTimeOffset to = target(now);
            if (to < now || to > SandboxClock.Latest)
            {
                throw new ArgumentOutOfRangeException(null, Messages.ClockRange(now, SandboxClock.Latest));
            }

            step = to - now;
            clock.Set(to);
            _state.AdvanceTo(ServiceTime);
            version = _requested = _state.Touch();
        }

        try
        {
            Journal?.WaitFor(version);
        }
        catch (SandboxStateException)
        {
            lock (_lock)
            {
                clock.Set(clock.Now - step);
            }

            throw;
        }
    }
}
