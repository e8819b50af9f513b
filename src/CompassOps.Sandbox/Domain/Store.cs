// The one place where the state is locked, moved in time, and made durable.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Keeps what a change leaves behind.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Asks for the given version of the state to be stored, and does not wait.</summary>
    void Want(long version);

    /// <summary>Returns when the given version of the state, or a later one, would survive a kill. Called without the lock.</summary>
    /// <exception cref="SandboxStateException">It could not be stored, and the change was taken back.</exception>
    void WaitFor(long version);
}

/// <summary>Holds the state and its clock; every look at either goes through it. Thread-safe.</summary>
internal sealed class Store(ServiceState state, SandboxClock clock)
{
    // The skew is longer than the difference between two starts that a client takes for the same.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    private readonly object _lock = new();
    private SandboxBehaviors _behavior;
    private ServiceState _world = state;
    private ServiceState _stored = state;
    private ServiceState? _lastListed;

    // The version of the latest change by a request. What time changes by itself need not be stored before it is shown.
    private long _requested;

    /// <summary>Makes changes durable; null keeps them in memory.</summary>
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
                _world.AdvanceTo(ServiceTime);
                _lastListed = value.HasFlag(SandboxBehaviors.LagLists) ? _lastListed ?? _world.Copy() : null;
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

    /// <summary>The time by which the service answers. It differs from <see cref="Now"/> if a behavior skews it.</summary>
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
    public IReadOnlyList<SandboxAlert> Alerts => Do(null, false, static (world, _) => world.Alerts.ToArray());

    private DateTimeOffset ServiceTime =>
        _behavior.HasFlag(SandboxBehaviors.ClockAhead) ? clock.Now + Skew
        : _behavior.HasFlag(SandboxBehaviors.ClockBehind) ? clock.Now - Skew
        : clock.Now;

    /// <summary>Lets pass what is due, does a work on the state, and returns when what it changed is durable.</summary>
    /// <param name="instead">A state to use instead of the true one, which no clock moves; null for the true one.</param>
    /// <param name="isList">Whether the work shows a list, which may lag.</param>
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

                _world.AdvanceTo(ServiceTime);
                advanced = _world.Version;
                ServiceState shown = _world;
                if (isList && _lastListed is not null)
                {
                    shown = _lastListed;
                    _lastListed = _world.Copy();
                }

                result = work(shown, _behavior);
                changed = _world.Version != advanced;
                _requested = changed ? _world.Version : _requested;
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
                // It showed a change of somebody else's that was taken back since.
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
            _world = _stored.Revive(_world);
            _stored = _world.Copy();
            _requested = _world.Version;
            _lastListed = _lastListed is null ? null : _stored;
            return _requested;
        }
    }

    /// <summary>Moves the clock to an instant, and lets everything between happen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is before the clock's.</exception>
    public void StepTo(DateTimeOffset to) => Step(_ => to);

    /// <summary>Moves the clock on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative, or reaches beyond the calendar.</exception>
    public void Step(TimeSpan by) =>
        Step(now => by > SandboxClock.Latest - now ? DateTimeOffset.MaxValue : by < TimeSpan.Zero ? DateTimeOffset.MinValue : now + by);

    /// <summary>A copy of the state as it is, with the clock's lead over the real one.</summary>
    public (ServiceState World, TimeSpan Ahead) Copy()
    {
        lock (_lock)
        {
            return (_world.Copy(), clock.Ahead);
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
            _world.AdvanceTo(ServiceTime);
            version = _requested = _world.Touch();
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
