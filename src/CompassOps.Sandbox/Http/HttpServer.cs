// The listening socket and the connections, each on a thread of its own.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace CompassOps.Sandbox.Http;

/// <summary>Answers the requests of a server. Called on many threads at once.</summary>
internal interface IHttpHandler
{
    /// <summary>Answers a request. May take its time.</summary>
    HttpResponse Handle(HttpRequest request);

    /// <summary>Returns the response to a request that could not be read.</summary>
    HttpResponse Refuse(HttpProtocolException error);
}

/// <summary>
/// An HTTP server on 127.0.0.1 with blocking sockets and a background thread a connection: nothing that happens on the thread
/// pool of the process can hold it up.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    /// <summary>More connections than this are not served at once.</summary>
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

    /// <summary>Listens; the first request may come before this returns.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for any free one.</param>
    /// <param name="handler">Answers the requests.</param>
    /// <param name="startThread">Starts the thread of a connection; null for the usual way.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public HttpServer(int port, IHttpHandler handler, Action<Thread>? startThread = null)
    {
        _handler = handler;
        _startThread = startThread ?? (static thread => thread.Start());
        _listener = Bind(port);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Signalled when the server stops. Every wait on the thread of a connection waits for it as well.</summary>
    public WaitHandle Stopping => _stop;

    /// <summary>Begins to accept connections.</summary>
    public void Start()
    {
        _listener.Listen(512);
        StartAccepting(_listener);
    }

    /// <summary>Closes the port: connections are refused by the operating system, open ones are reset. The server keeps the port number.</summary>
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
            // The socket is bound but does not listen: the server keeps the port, and the system refuses connections.
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

            // First the connections, then the threads that wait, so that none sends a response now.
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
                    // There are no more file handles, for instance: idle connections make room for the next one, and for files.
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
                // No failure may end the process, or the accepting.
                HttpConnection.Reset(socket);
            }
        }
    }

    // Where there is no room for one more, a connection that waits for a request makes room: the one that has waited longest.
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
                // The system allows no more threads.
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
