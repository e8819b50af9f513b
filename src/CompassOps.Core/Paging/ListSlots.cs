using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Limits how many list requests of a connection are in flight: to four, and to one for some time after the service has throttled the
/// connection. Look-ups do not use slots, because they must not wait.
/// </summary>
internal sealed class ListSlots
{
    private const int Most = 4;
    private const int CalmRequests = 32;

    private readonly Func<long> _throttles;
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private long _knownThrottles;
    private int _untilCalm;
    private int _inFlight;

    /// <summary>Creates the slots of a connection.</summary>
    /// <param name="throttles">Returns how often the service has throttled the connection.</param>
    public ListSlots(Func<long> throttles) => _throttles = throttles;

    /// <summary>Waits for a free slot and takes it.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<bool>> turn;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _inFlight < Limit())
            {
                _inFlight++;
                return;
            }

            turn = _waiting.AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using CancellationTokenRegistration cancelled = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                if (turn.List is not null)
                {
                    _waiting.Remove(turn);
                    turn.Value.TrySetCanceled(cancellationToken);
                }
            }
        });
        await turn.Value.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a slot for a page that is read ahead. Returns false if no slot is free, or if the service has throttled the connection
    /// recently.
    /// </summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            int limit = Limit();
            if (limit == 1 || _waiting.Count > 0 || _inFlight >= limit)
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>Frees a slot. Call this when the request has ended.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            int limit = Limit();
            _untilCalm -= _untilCalm > 0 ? 1 : 0;
            while (_waiting.First is { } first && _inFlight < limit)
            {
                _waiting.RemoveFirst();
                _inFlight++;
                first.Value.TrySetResult(true);
            }
        }
    }

    private int Limit()
    {
        long throttles = _throttles();
        if (throttles != _knownThrottles)
        {
            _knownThrottles = throttles;
            _untilCalm = CalmRequests;
        }

        return _untilCalm > 0 ? 1 : Most;
    }
}
