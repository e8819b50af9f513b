// The lock around the state and its clock.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Stores the state.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Requests that a version of the state is stored, and does not wait.</summary>
    void Want(long version);

    /// <summary>Returns when a version of the state, or a later one, is stored. Called without the lock.</summary>
    /// <exception cref="SandboxStateException">It could not be stored, and the change was undone.</exception>
    void WaitFor(long version);
}

/// <summary>Holds the state and its clock. Every access goes through it. Thread-safe.</summary>
internal sealed class Store(ServiceState state, SandboxClock clock)
{
    // The skew is longer than the difference between two starts that a client takes for the same.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    private readonly object _lock = new();
    private SandboxBehaviors _behavior;
    private ServiceState _state = state;
    private ServiceState _stored = state;
    private readonly ListLag _lag = new();

    // The version of the latest change by a request. A change by the clock need not be stored before it is shown: it happens again.
    private long _requested;

    /// <summary>Stores changes; null keeps them in memory.</summary>
    public IJournal? Journal { get; set; }

    /// <summary>How the service behaves.</summary>
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

    /// <summary>The time that the clock shows.</summary>
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

    /// <summary>The time of the service. It differs from <see cref="Now"/> if a behavior skews it.</summary>
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

    /// <summary>The alerts until now, oldest first.</summary>
    public IReadOnlyList<SandboxAlert> Alerts => Do(null, false, static (state, _) => state.Alerts.ToArray());

    private DateTimeOffset ServiceTime =>
        _behavior.HasFlag(SandboxBehaviors.ClockAhead) ? clock.Now + Skew
        : _behavior.HasFlag(SandboxBehaviors.ClockBehind) ? clock.Now - Skew
        : clock.Now;

    /// <summary>Applies due changes, runs work on the state, and returns when all changes that it made or read are stored.</summary>
    /// <param name="instead">A state to use in place of the current one; null for the current one.</param>
    /// <param name="isList">Whether the work returns a list, which may lag.</param>
    /// <param name="work">The work, done under the lock.</param>
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
                // The result has a change of another request that was taken back. Run the work again.
            }
        }
    }

    /// <summary>Notes that a state was stored.</summary>
    public void Stored(ServiceState stored)
    {
        lock (_lock)
        {
            _stored = stored;
        }
    }

    /// <summary>Goes back to the state that was stored last.</summary>
    /// <returns>The version of the state from then on; every version between was taken back.</returns>
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

    /// <summary>Moves the clock to an instant, and applies everything due until then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is before the clock's.</exception>
    public void StepTo(DateTimeOffset to) => Step(_ => to);

    /// <summary>Moves the clock on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative, or reaches beyond the calendar.</exception>
    public void Step(TimeSpan by) =>
        Step(now => by > SandboxClock.Latest - now ? DateTimeOffset.MaxValue : by < TimeSpan.Zero ? DateTimeOffset.MinValue : now + by);

    /// <summary>A copy of the state as it is, with the clock's lead over the real one.</summary>
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
