using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace CompassOps.Bench.Server;

/// <summary>
/// A minimal HTTP server, so that the client dominates the measure: a blocking thread for each connection, no
/// parsing beyond the facts that determine the response. Runs in its own process.
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
