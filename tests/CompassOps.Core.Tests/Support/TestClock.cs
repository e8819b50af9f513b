using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Http;

namespace CompassOps.Core.Tests.Support;

/// <summary>A clock whose delays end immediately. It records the delays, and creates random numbers from a seed.</summary>
internal sealed class TestClock(int seed = 1) : Clock
{
    private readonly object _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<TimeSpan> _waits = new();
    private TimeSpan _elapsed = TimeSpan.FromDays(1);

    /// <summary>Runs before each delay. For example, a test can cancel the operation at this time.</summary>
    public Action<TimeSpan>? OnWait { get; set; }

    /// <summary>The value of all random numbers. If null, the clock creates random numbers from its seed.</summary>
    public double? Fixed { get; set; }

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return _waits.ToArray();
            }
        }
    }

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _elapsed += by;
        }
    }

    public override double NextRandom()
    {
        lock (_lock)
        {
            return Fixed ?? _random.NextDouble();
        }
    }

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        OnWait?.Invoke(time);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_lock)
        {
            _waits.Add(time);
            _elapsed += time;
        }

        return Task.CompletedTask;
    }
}

/// <summary>A clock that moves only if the test moves it. The clock lists the times at which its current delays end.</summary>
internal sealed class StandingClock : Clock
{
    private readonly object _lock = new();
    private readonly Random _random = new(7);
    private readonly List<(TimeSpan Due, TaskCompletionSource<bool> Source)> _waiting = new();
    private TimeSpan _elapsed = TimeSpan.FromDays(1);

    public override TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    public IReadOnlyList<TimeSpan> Due
    {
        get
        {
            lock (_lock)
            {
                return _waiting.ConvertAll(static wait => wait.Due);
            }
        }
    }

    public void AdvanceTo(TimeSpan time)
    {
        List<TaskCompletionSource<bool>> over = new();
        lock (_lock)
        {
            _elapsed = time;
            foreach ((TimeSpan due, TaskCompletionSource<bool> source) in _waiting.ToArray())
            {
                if (due <= time)
                {
                    over.Add(source);
                    _waiting.Remove((due, source));
                }
            }
        }

        over.ForEach(static source => source.TrySetResult(true));
    }

    public override double NextRandom()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }

    public override Task Delay(TimeSpan time, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        lock (_lock)
        {
            _waiting.Add((_elapsed + time, source));
        }

        return source.Task;
    }
}
