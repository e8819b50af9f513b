using System;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Closes and opens the port of a server. Thread-safe.</summary>
internal sealed class PortControl(HttpServer http)
{
    private readonly object _lock = new();
    private int _closings;

    /// <summary>Closes the port for a time span.</summary>
    /// <param name="duration">The time span. If it is infinite, the port stays closed until <see cref="Open"/> is called.</param>
    /// <param name="beforeOpening">Called when the time span has passed, before the port opens.</param>
    public void Close(TimeSpan duration, Action? beforeOpening = null)
    {
        lock (_lock)
        {
            int closing = ++_closings;
            http.ClosePort();
            if (duration != Timeout.InfiniteTimeSpan)
            {
                // A timer needs a thread of the thread pool. Code that waits until the port opens can block all threads of the
                // pool. So a separate thread opens the port.
                new Thread(() => OpenAfter(duration, closing, beforeOpening)) { IsBackground = true, Name = "Sandbox port" }.Start();
            }
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _closings++;
            http.OpenPort();
        }
    }

    private void OpenAfter(TimeSpan duration, int closing, Action? beforeOpening)
    {
        if (http.Stopping.WaitOne(duration))
        {
            return;
        }

        beforeOpening?.Invoke();
        lock (_lock)
        {
            if (closing == _closings)
            {
                http.OpenPort();
            }
        }
    }
}
