// The one place where the state is locked, moved in time, and made durable.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Keeps what a change leaves behind.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Returns when the given version of the state, or a later one, would survive a kill. Called without the lock.</summary>
    void WaitFor(long version);
}

/// <summary>Holds the state and its clock; every look at either goes through it. Thread-safe.</summary>
internal sealed class Store(ServiceState world, SandboxClock clock)
{
    // The skew is longer than the difference between two starts that a client takes for the same.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    private readonly object _lock = new();
    private SandboxBehaviors _behavior;
    private ServiceState? _lastListed;

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
                world.AdvanceTo(ServiceTime);
                _lastListed = value.HasFlag(SandboxBehaviors.LagLists) ? _lastListed ?? world.Copy() : null;
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
        long before;
        long after;
        T result;
        lock (_lock)
        {
            if (instead is not null)
            {
                return work(instead, _behavior);
            }

            before = world.Version;
            world.AdvanceTo(ServiceTime);
            ServiceState shown = world;
            if (isList && _lastListed is not null)
            {
                shown = _lastListed;
                _lastListed = world.Copy();
            }

            result = work(shown, _behavior);
            after = world.Version;
        }

        if (after != before)
        {
            Journal?.WaitFor(after);
        }

        return result;
    }

    /// <summary>Moves the clock to an instant, and lets everything between happen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is before the clock's.</exception>
    public void StepTo(DateTimeOffset to) => Step(_ => to);

    /// <summary>Moves the clock on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative, or reaches beyond the calendar.</exception>
    public void Step(TimeSpan by) => Step(now => now + by);

    /// <summary>A copy of the state as it is, with the clock's lead over the real one.</summary>
    public (ServiceState World, TimeSpan Ahead) Copy()
    {
        lock (_lock)
        {
            return (world.Copy(), clock.Ahead);
        }
    }

    private void Step(Func<DateTimeOffset, DateTimeOffset> target)
    {
        long version;
        lock (_lock)
        {
            DateTimeOffset now = clock.Now;
            DateTimeOffset to = target(now);
            ArgumentOutOfRangeException.ThrowIfLessThan(to, now);
            clock.Set(to);
            world.AdvanceTo(ServiceTime);
            version = world.Touch();
        }

        Journal?.WaitFor(version);
    }
}
