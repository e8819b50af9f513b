using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace CompassOps.Paging;

/// <summary>
/// Allows at most four concurrent list requests on a connection. After the service has throttled the connection, allows only one request at
/// a time for the next 32 requests. Searches for a single object are not limited.
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

    /// <param name="throttles">Returns the number of times that the service has throttled the connection.</param>
    public ListSlots(Func<long> throttles) => _throttles = throttles;

    /// <summary>Waits until the limit allows another request. Call <see cref="Leave"/> after the request.</summary>
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
    /// Takes a slot for a page that is read ahead. Does not wait. Returns false if the limit is reached, or if the service has recently
    /// throttled the connection.
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

    /// <summary>Ends a request that <see cref="EnterAsync"/> or <see cref="TryEnter"/> allowed, so that a waiting request can start.</summary>
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
