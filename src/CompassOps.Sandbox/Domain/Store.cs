// Protects the state and its clock with a lock.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Stores the state.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Requests that a version of the state be stored. Does not wait.</summary>
    void Want(long version);

    /// <summary>Waits until a version of the state, or a later one, is stored. The caller must not hold the lock.</summary>
    /// <exception cref="SandboxStateException">The version could not be stored, and the change was undone.</exception>
    void WaitFor(long version);
}

/// <summary>Holds the state and its clock. All code accesses them through this class. Thread-safe.</summary>
internal sealed class Store(ServiceState state, SandboxClock clock)
{
    // When a client compares two start times, it accepts a small difference. The skew must be larger than that.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    private readonly object _lock = new();
    private SandboxBehaviors _behavior;
    private ServiceState _state = state;
    private ServiceState _stored = state;
    private readonly ListLag _lag = new();

    // The version of the latest change by a request. Changes by the clock need not be stored first, because they happen again after a
    // restart.
    private long _requested;

    /// <summary>Stores the changes. Null keeps the state in memory only.</summary>
    public IJournal? Journal { get; set; }

    /// <summary>The selected deviations from the documented API.</summary>
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

    /// <summary>The current time of the clock.</summary>
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

    /// <summary>The current time of the service. It differs from <see cref="Now"/> if a behavior skews the clock.</summary>
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

    /// <summary>The alerts raised so far, oldest first.</summary>
    public IReadOnlyList<SandboxAlert> Alerts => Do(null, false, static (state, _) => state.Alerts.ToArray());

    private DateTimeOffset ServiceTime =>
        _behavior.HasFlag(SandboxBehaviors.ClockAhead) ? clock.Now + Skew
        : _behavior.HasFlag(SandboxBehaviors.ClockBehind) ? clock.Now - Skew
        : clock.Now;

    /// <summary>Applies due changes and runs work on the state. Waits until all changes that the work made or read are stored.</summary>
    /// <param name="instead">A state to use instead of the current state. Null uses the current state.</param>
    /// <param name="isList">Whether the work returns a list. A list can show an earlier state.</param>
    /// <param name="work">The work. It runs under the lock.</param>
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
                // The work may have read a change of another request that was then undone. Run the work again.
            }
        }
    }

    /// <summary>Records that a state was stored.</summary>
    public void Stored(ServiceState stored)
    {
        lock (_lock)
        {
            _stored = stored;
        }
    }

    /// <summary>Returns to the state that was stored last.</summary>
    /// <returns>The new version of the state. All versions between the stored one and this one were undone.</returns>
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

    /// <summary>Moves the clock to a given time, and applies all changes due until then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is earlier than the time of the clock, or later than the clock
    /// allows.</exception>
    public void StepTo(DateTimeOffset to) => Step(_ => to);

    /// <summary>Moves the clock forward by a time span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative, or ends after the latest time of the clock.</exception>
    public void Step(TimeSpan by) =>
        Step(now => by > SandboxClock.Latest - now ? DateTimeOffset.MaxValue : by < TimeSpan.Zero ? DateTimeOffset.MinValue : now + by);

    /// <summary>Copies the current state. Also returns how far the clock is ahead of the real clock.</summary>
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
