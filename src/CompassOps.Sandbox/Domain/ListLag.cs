// Makes lists show an earlier state.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Domain;

/// <summary>Keeps earlier states, so that lists can show them. Not thread-safe: the <see cref="Store"/> locks it.</summary>
internal sealed class ListLag
{
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    // The states that lists can show, oldest first. Since is the time when the state became the current state.
    private readonly List<(DateTimeOffset Since, ServiceState State)> _states = [];
    private SandboxBehaviors _kind;

    private bool IsByMinute => _kind.HasFlag(SandboxBehaviors.LagListsByMinute);

    /// <summary>Starts or stops the lag as the behavior requires. If the kind of lag does not change, the lag continues.</summary>
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

    /// <summary>Records a change of the state.</summary>
    public void Changed(ServiceState state, DateTimeOffset now)
    {
        if (IsByMinute && _states[^1].State.Version != state.Version)
        {
            _states.Add((now, state.Copy()));
        }
    }

    /// <summary>Discards the earlier states, because changes were undone.</summary>
    public void Reset(ServiceState state)
    {
        if (_states.Count > 0)
        {
            _states.Clear();
            _states.Add((DateTimeOffset.MinValue, state));
        }
    }

    /// <summary>Returns the state that a list shows.</summary>
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
