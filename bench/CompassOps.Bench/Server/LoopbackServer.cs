using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace CompassOps.Bench.Server;

/// <summary>
/// An HTTP server that costs as little as can be, so that what is measured is its client: a blocking thread for each connection, no
/// parsing beyond what an answer depends on. Runs in a process of its own.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Responses _responses = new();

    /// <summary>Listens on a free port of loopback.</summary>
    public LoopbackServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        new Thread(Accept) { IsBackground = true, Name = "accept" }.Start();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Serves until standard input ends, which happens when the parent process ends.</summary>
    public static int Run()
    {
        using LoopbackServer server = new();
        Console.WriteLine(server.Port);
        while (Console.In.ReadLine() is not null)
        {
            // The content of the input does not matter, only its end.
        }

        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.Accept();
                socket.NoDelay = true;
                Connection connection = new(socket, _responses);
                new Thread(connection.Serve, maxStackSize: 256 * 1024) { IsBackground = true, Name = "connection" }.Start();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The server is stopping.
        }
    }
}
