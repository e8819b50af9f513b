using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using CompassOps.Sandbox.Http;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class HttpServerTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Fact]
    public void An_exception_in_the_service_is_a_500_and_keeps_the_connection()
    {
        using HttpServer server = new(0, new Mistaken());
        server.Start();
        using RawConnection connection = new(server.Port);
        for (int i = 0; i < 2; i++)
        {
            string response = connection.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").Receive();
            Assert.Equal(500, RawConnection.Status(response));
            Assert.EndsWith("The sandbox has an internal error: InvalidOperationException: oops", response, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_closed_port_refuses_connections_and_stays_reserved()
    {
        using HttpServer server = new(0, new Mistaken());
        server.Start();
        for (int i = 0; i < 20; i++)
        {
            server.ClosePort();
            server.ClosePort();
            Assert.Equal(SocketError.ConnectionRefused, Assert.ThrowsAny<SocketException>(() => new RawConnection(server.Port)).SocketErrorCode);
            server.OpenPort();
            server.OpenPort();
            using RawConnection connection = new(server.Port);
            Assert.Equal(500, RawConnection.Status(connection.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").Receive()));
        }
    }

    [Fact]
    public void Idle_connections_are_closed_for_new_ones()
    {
        using HttpServer server = new(0, new Mistaken());
        server.Start();
        List<RawConnection> idle = [];
        try
        {
            for (int i = 0; i < HttpServer.MaximumConnections + 50; i++)
            {
                idle.Add(new RawConnection(server.Port));
            }

            long start = Stopwatch.GetTimestamp();
            using RawConnection connection = new(server.Port);
            Assert.Equal(500, RawConnection.Status(connection.Send(Get).Receive()));
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));

            // The server did not close the newest idle connection.
            Assert.Equal(500, RawConnection.Status(idle[^1].Send(Get).Receive()));
        }
        finally
        {
            idle.ForEach(static connection => connection.Dispose());
        }
    }

    [Fact]
    public void A_thread_limit_ends_neither_the_process_nor_the_server()
    {
        const int Limit = 20;
        int threads = 0;
        using HttpServer server = new(0, new Mistaken(), thread =>
        {
            if (Interlocked.Increment(ref threads) > Limit)
            {
                // If the operating system cannot start a thread, the runtime throws an out-of-memory exception. Simulate this
                // exception, and lower the counter so that the next thread can start.
                Interlocked.Exchange(ref threads, Limit - 1);
                throw new InsufficientMemoryException();
            }

            thread.Start();
        });
        server.Start();
        List<RawConnection> idle = [];
        try
        {
            for (int i = 0; i < 300; i++)
            {
                idle.Add(new RawConnection(server.Port));
            }

            using RawConnection connection = new(server.Port);
            Assert.Equal(500, RawConnection.Status(connection.Send(Get).Receive()));
        }
        finally
        {
            idle.ForEach(static connection => connection.Dispose());
        }
    }

    [Fact]
    public void A_server_that_cannot_start_threads_closes_connections_and_recovers()
    {
        bool none = true;
        using HttpServer server = new(0, new Mistaken(), thread =>
        {
            if (Volatile.Read(ref none))
            {
                throw new InsufficientMemoryException();
            }

            thread.Start();
        });
        server.Start();
        for (int i = 0; i < 20; i++)
        {
            using RawConnection refused = new(server.Port);
            Assert.ThrowsAny<IOException>(() => refused.Send(Get).Receive());
        }

        Volatile.Write(ref none, false);
        using RawConnection connection = new(server.Port);
        Assert.Equal(500, RawConnection.Status(connection.Send(Get).Receive()));
    }

    private sealed class Mistaken : IHttpHandler
    {
        public HttpResponse Handle(HttpRequest request) => throw new InvalidOperationException("oops");

        public HttpResponse Refuse(HttpProtocolException error) => throw new InvalidOperationException("oops");
    }
}
