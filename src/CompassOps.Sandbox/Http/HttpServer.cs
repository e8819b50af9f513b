// Accepts connections. Each connection has its own thread.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Handles the requests that the server receives. Called on many threads at once.</summary>
internal interface IHttpHandler
{
    /// <summary>Returns the response to a request. May block the thread.</summary>
    HttpResponse Handle(HttpRequest request);

    /// <summary>Returns the response to a request that could not be read.</summary>
    HttpResponse Refuse(HttpProtocolException error);
}

/// <summary>
/// An HTTP server on 127.0.0.1. It uses blocking sockets, and a background thread for each connection. So a busy thread pool cannot delay
/// its responses.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    /// <summary>The maximum number of open connections.</summary>
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

    /// <summary>Binds the port. <see cref="Start"/> begins to accept connections.</summary>
    /// <param name="port">The port on 127.0.0.1. Port 0 selects a free port.</param>
    /// <param name="handler">Handles the requests.</param>
    /// <param name="startThread">Starts the thread of a connection. Null calls <see cref="Thread.Start()"/>.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public HttpServer(int port, IHttpHandler handler, Action<Thread>? startThread = null)
    {
        _handler = handler;
        _startThread = startThread ?? (static thread => thread.Start());
        _listener = Bind(port);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Signalled when the server stops. Connection threads wait for this handle together with anything else they wait for.</summary>
    public WaitHandle Stopping => _stop;

    /// <summary>Begins to accept connections.</summary>
    public void Start()
    {
        _listener.Listen(512);
        StartAccepting(_listener);
    }

    /// <summary>
    /// Closes the port. The operating system then refuses connections, and the server resets open ones. The server keeps the port number.
    /// </summary>
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
            // The socket is bound but does not listen. So the server keeps the port, and the operating system refuses connections.
            _listener = Bind(Port);
            ResetAll();
        }
    }

    /// <summary>Opens the port again after <see cref="ClosePort"/>.</summary>
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

    /// <summary>Closes the port and every connection.</summary>
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

            // Reset the connections before the waiting threads wake up, so that no thread sends a response now.
            ResetAll();
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
                    // The process may have no file handles left. Closing idle connections frees handles.
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
                // No failure may end the process or the accept loop.
                HttpConnection.Reset(socket);
            }
        }
    }

    // If there is no room for another connection, the connection that has waited longest for a request is closed.
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
                // The operating system allows no more threads.
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

    private void ResetAll()
    {
        foreach (HttpConnection connection in _connections)
        {
            connection.Reset();
        }
    }
}
