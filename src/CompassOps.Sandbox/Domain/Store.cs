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
    private readonly object _lock = new();

    /// <summary>Makes changes durable; null keeps them in memory.</summary>
    public IJournal? Journal { get; set; }

    /// <summary>What the clock shows.</summary>
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

    /// <summary>The alerts until now, oldest first.</summary>
    public IReadOnlyList<SandboxAlert> Alerts => Do(null, static world => world.Alerts.ToArray());

    /// <summary>Lets pass what is due, does a work on the state, and returns when what it changed is durable.</summary>
    /// <param name="instead">A state to use instead of the true one, which no clock moves; null for the true one.</param>
    /// <param name="work">The work, done under the lock.</param>
    public T Do<T>(ServiceState? instead, Func<ServiceState, T> work)
    {
        long before;
        long after;
        T result;
        lock (_lock)
        {
            if (instead is not null)
            {
                return work(instead);
            }

            before = world.Version;
            world.AdvanceTo(clock.Now);
            result = work(world);
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
            world.AdvanceTo(clock.Now);
            version = world.Touch();
        }

        Journal?.WaitFor(version);
    }
}
