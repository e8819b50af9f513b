using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Handles the requests that the server receives. Implementations must be thread-safe.</summary>
internal interface IHttpHandler
{
    /// <summary>Returns the response to a request. Can block the thread, for example to simulate a delay.</summary>
    HttpResponse Handle(HttpRequest request);

    /// <summary>Returns the response to a request that is not valid HTTP/1.1.</summary>
    HttpResponse Refuse(HttpProtocolException error);
}

/// <summary>
/// An HTTP server on 127.0.0.1. Each connection has its own thread, so a busy thread pool cannot delay a response.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    public const int MaximumConnections = 1000;

    private const int MaximumEvictions = 5;
    private static readonly TimeSpan EvictionTimeout = TimeSpan.FromSeconds(1);

    private const int StackSize = 512 * 1024;
    private readonly IHttpHandler _handler;
    private readonly Action<Thread> _startThread;
    private readonly object _lock = new();
    private readonly HashSet<HttpConnection> _connections = [];
    private readonly ManualResetEvent _stop = new(false);
    private Socket _listener;
    private bool _closed;
    private bool _disposed;

    /// <summary>Binds the port. Call <see cref="Start"/> to accept connections.</summary>
    /// <param name="port">The port on 127.0.0.1. Port 0 selects a free port.</param>
    /// <param name="handler">Handles the requests.</param>
    /// <param name="startThread">Starts the thread of a connection. If null, the server calls <see cref="Thread.Start()"/>.</param>
    /// <exception cref="SocketException">The port is in use.</exception>
    public HttpServer(int port, IHttpHandler handler, Action<Thread>? startThread = null)
    {
        _handler = handler;
        _startThread = startThread ?? (static thread => thread.Start());
        _listener = Bind(port);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>
    /// A handle that is signaled when the server stops. Threads that pause wait for this handle, so that each pause ends
    /// when the server stops.
    /// </summary>
    public WaitHandle Stopping => _stop;

    public void Start()
    {
        _listener.Listen(512);
        StartAccepting(_listener);
    }

    /// <summary>Resets all connections and rejects new connections. The port stays reserved for this server.</summary>
    public void ClosePort()
    {
        lock (_lock)
        {
            if (_closed || _disposed)
            {
                return;
            }

            _closed = true;
            _listener.Dispose();
            // A socket that is bound but does not listen reserves the port. The operating system rejects connections to this port.
            _listener = Bind(Port);
            foreach (HttpConnection connection in _connections)
            {
                if (connection.Thread == Thread.CurrentThread)
                {
                    // The request on this connection closes the port. If the request adds a fault, its client must receive the response
                    // before the connection closes.
                    connection.ClosesAfterResponse = true;
                }
                else
                {
                    connection.Reset();
                }
            }
        }
    }

    public void OpenPort()
    {
        lock (_lock)
        {
            if (_closed && !_disposed)
            {
                _closed = false;
                Start();
            }
        }
    }

    public void Dispose()
    {
        Thread[] threads;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _listener.Dispose();
            threads = new Thread[_connections.Count];
            int i = 0;
            foreach (HttpConnection connection in _connections)
            {
                threads[i++] = connection.Thread;
            }

            // Reset the connections before _stop wakes the waiting threads. After the reset, these threads cannot send a response.
            foreach (HttpConnection connection in _connections)
            {
                connection.Reset();
            }

            _stop.Set();
        }

        long end = Environment.TickCount64 + 2000;
        foreach (Thread thread in threads)
        {
            if (thread != Thread.CurrentThread)
            {
                thread.Join((int)Math.Max(0, end - Environment.TickCount64));
            }
        }
    }

    private static Socket Bind(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void StartAccepting(Socket listener) =>
        new Thread(() => Accept(listener), StackSize) { IsBackground = true, Name = "Sandbox accept" }.Start();

    private void Accept(Socket listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = listener.Accept();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (error is SocketException { SocketErrorCode: SocketError.ConnectionAborted or SocketError.ConnectionReset })
                {
                    continue;
                }

                if (IsListening(listener))
                {
                    // Accept fails if the process has no free file handle. So close idle connections to get file handles.
                    int evicted = 0;
                    while (evicted < MaximumEvictions && Evict())
                    {
                        evicted++;
                    }

                    if (evicted == 0)
                    {
                        _stop.WaitOne(10);
                    }

                    continue;
                }

                return;
            }

            try
            {
                Serve(listener, socket);
            }
            catch (Exception)
            {
                // An error with one connection must not stop the server.
                HttpConnection.Reset(socket);
            }
        }
    }

    // If the maximum number of connections is reached, or no thread can start, the server closes the connection that has waited
    // longest for a request.
    private void Serve(Socket listener, Socket socket)
    {
        for (int attempt = 0; !TryServe(listener, socket); attempt++)
        {
            if (attempt == MaximumEvictions || !Evict())
            {
                HttpConnection.Reset(socket);
                return;
            }
        }
    }

    private bool TryServe(Socket listener, Socket socket)
    {
        lock (_lock)
        {
            if (_disposed || !ReferenceEquals(listener, _listener))
            {
                HttpConnection.Reset(socket);
                return true;
            }

            if (_connections.Count >= MaximumConnections)
            {
                return false;
            }

            HttpConnection connection = new(socket, _handler, _stop);
            connection.Thread = new Thread(
                () =>
                {
                    connection.Run();
                    lock (_lock)
                    {
                        _connections.Remove(connection);
                    }
                },
                StackSize)
            { IsBackground = true, Name = "Sandbox connection" };
            _connections.Add(connection);
            try
            {
                _startThread(connection.Thread);
                return true;
            }
            catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
            {
                // The operating system cannot start another thread, so the caller has to close another connection first.
                _connections.Remove(connection);
                return false;
            }
        }
    }

    private bool Evict()
    {
        HttpConnection? idle;
        lock (_lock)
        {
            idle = _connections.Where(static connection => connection.ReadingSince is not null).MinBy(static connection => connection.ReadingSince);
            idle?.Reset();
        }

        return idle is not null && idle.Thread.Join(EvictionTimeout);
    }

    private bool IsListening(Socket listener)
    {
        lock (_lock)
        {
            return !_disposed && !_closed && ReferenceEquals(listener, _listener);
        }
    }
}
