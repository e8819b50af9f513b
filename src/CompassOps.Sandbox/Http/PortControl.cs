// Closes and opens the port of a server.
using System;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Closes the port of a server for some time, or until it is opened again. Thread-safe.</summary>
internal sealed class PortControl(HttpServer http)
{
    private readonly object _lock = new();
    private int _closings;

    /// <summary>Closes the port.</summary>
    /// <param name="duration">How long the port stays closed. An infinite time span keeps it closed until <see cref="Open"/> is
    /// called.</param>
    /// <param name="beforeOpening">Called before the port opens because the duration has passed.</param>
    public void Close(TimeSpan duration, Action? beforeOpening = null)
    {
        lock (_lock)
        {
            int closing = ++_closings;
            http.ClosePort();
            if (duration != Timeout.InfiniteTimeSpan)
            {
                // A timer would need the thread pool. The pool may be blocked by code that waits for the port, so a separate thread opens it.
                new Thread(() => OpenAfter(duration, closing, beforeOpening)) { IsBackground = true, Name = "Sandbox port" }.Start();
            }
        }
    }

    /// <summary>Opens the port.</summary>
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
