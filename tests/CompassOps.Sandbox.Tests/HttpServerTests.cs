// The server apart from the service.
using System;
using System.Net.Sockets;
using CompassOps.Sandbox.Http;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class HttpServerTests
{
    [Fact]
    public void A_mistake_of_the_service_is_an_answer_and_the_connection_goes_on()
    {
        using HttpServer server = new(0, new Mistaken());
        server.Start();
        using RawConnection connection = new(server.Port);
        for (int i = 0; i < 2; i++)
        {
            string answer = connection.Say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").Hear();
            Assert.Equal(500, RawConnection.Status(answer));
            Assert.EndsWith("The sandbox made a mistake: InvalidOperationException: oops", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_closed_port_refuses_and_stays_its_own()
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
            Assert.Equal(500, RawConnection.Status(connection.Say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").Hear()));
        }
    }

    private sealed class Mistaken : IHttpHandler
    {
        public HttpAnswer Handle(HttpRequest request) => throw new InvalidOperationException("oops");

        public HttpAnswer Refuse(HttpProtocolException error) => throw new InvalidOperationException("oops");
    }
}
