using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>
/// Keeps earlier states, so that lists can show changes late. Not thread-safe: <see cref="Store"/> holds a lock during each call.
/// </summary>
internal sealed class ListLag
{
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    // The states that lists can still show, oldest first. Since is the time when the state became the current state.
    private readonly List<(DateTimeOffset Since, ServiceState State)> _states = [];
    private SandboxBehaviors _kind;

    private bool IsByMinute => _kind.HasFlag(SandboxBehaviors.LagListsByMinute);

    /// <summary>Starts or stops the delay of lists as the behavior requires.</summary>
    public void Set(SandboxBehaviors behavior, ServiceState state)
    {
        SandboxBehaviors kind = behavior & (SandboxBehaviors.LagLists | SandboxBehaviors.LagListsByMinute);
        if (kind == _kind)
        {
            return;
        }

        _kind = kind;
        _states.Clear();
        if (kind != SandboxBehaviors.None)
        {
            _states.Add((DateTimeOffset.MinValue, state.Copy()));
        }
    }

    public void Changed(ServiceState state, DateTimeOffset now)
    {
        if (IsByMinute && _states[^1].State.Version != state.Version)
        {
            _states.Add((now, state.Copy()));
        }
    }

    /// <summary>Discards the earlier states, because they can contain changes that were undone.</summary>
    public void Reset(ServiceState state)
    {
        if (_states.Count > 0)
        {
            _states.Clear();
            _states.Add((DateTimeOffset.MinValue, state));
        }
    }

    public ServiceState Show(ServiceState state, DateTimeOffset now)
    {
        if (_states.Count == 0)
        {
            return state;
        }

        if (!IsByMinute)
        {
            ServiceState last = _states[0].State;
            _states[0] = (now, state.Copy());
            return last;
        }

        while (_states.Count > 1 && _states[1].Since <= now - Lag)
        {
            _states.RemoveAt(0);
        }

        return _states[0].State;
    }
}
