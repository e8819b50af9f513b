// Sends exact bytes to the server, and checks its HTTP/1.1 implementation.
using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class HttpProtocolTests : IDisposable
{
    private const string Tenant = "GET /_edge/tenant_info HTTP/1.1\r\nHost: localhost\r\n";
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void One_connection_serves_many_requests()
    {
        using RawConnection connection = Connect();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(200, RawConnection.Status(connection.Send(Tenant + "\r\n").Receive()));
        }
    }

    [Theory]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Origin: http://localhost:1", 403)]
    [InlineData("Origin: https://localhost", 403)]
    [InlineData("Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Sec-Fetch-Site: same-site", 403)]
    [InlineData("origin: http://localhost", 200)]
    [InlineData("Sec-Fetch-Site: none", 200)]
    [InlineData("Sec-Fetch-Site: same-origin", 200)]
    public void Every_request_from_another_origin_is_refused(string header, int status)
    {
        foreach (string target in new[]
        {
            "GET /_edge/tenant_info", $"POST /{_sandbox.Compass}{SandboxFixture.Heartbeats}/ping?name=x", $"GET /{_sandbox.Jsm}{SandboxFixture.Heartbeats}/ping?name=x",
            $"GET /{_sandbox.Compass}/v1/teams",
        })
        {
            using RawConnection connection = Connect();
            string response = connection.Send($"{target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {_sandbox.Authorization}\r\n{header}\r\n\r\n").Receive();
            Assert.Equal(status, RawConnection.Status(response));
        }

        Assert.Equal(status == 200 ? "PingHeartbeat" : "", _sandbox.Server.Requests[1].Operation);
    }

    [Fact]
    public void Pipelined_requests_get_their_responses_in_order()
    {
        using RawConnection connection = Connect();
        connection.Send(Tenant + "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + Tenant + "Connection: close\r\n\r\n");
        Assert.Equal(200, RawConnection.Status(connection.Receive()));
        Assert.Equal(404, RawConnection.Status(connection.Receive()));
        Assert.Equal(200, RawConnection.Status(connection.ReceiveAll()));
    }

    [Fact]
    public void A_request_may_come_byte_by_byte()
    {
        using RawConnection connection = Connect();
        foreach (char c in Tenant + "\r\n")
        {
            connection.Send(c.ToString());
        }

        Assert.Equal(200, RawConnection.Status(connection.Receive()));
    }

    [Fact]
    public void The_server_closes_the_connection_on_request()
    {
        using RawConnection connection = Connect();
        Assert.Contains("\r\nConnection: close\r\n", connection.Send(Tenant + "Connection: close\r\n\r\n").ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void HTTP_1_0_connections_close_unless_keep_alive_is_requested()
    {
        using (RawConnection connection = Connect())
        {
            Assert.Equal(200, RawConnection.Status(connection.Send("GET /_edge/tenant_info HTTP/1.0\r\n\r\n").ReceiveAll()));
        }

        using RawConnection kept = Connect();
        kept.Send("GET /_edge/tenant_info HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").Receive();
        Assert.Equal(200, RawConnection.Status(kept.Send("GET /_edge/tenant_info HTTP/1.0\r\n\r\n").ReceiveAll()));
    }

    [Fact]
    public void A_body_may_come_in_chunks()
    {
        string json = SandboxFixture.HeartbeatJson;
        using RawConnection connection = Connect();
        string response = connection.Send(Post() + $"Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n{json[..5]}\r\n{json.Length - 5:X}\r\n{json[5..]}\r\n0\r\nTrailer: x\r\n\r\n").Receive();
        Assert.Equal(201, RawConnection.Status(response));
        Assert.Equal(200, RawConnection.Status(connection.Send(Tenant + "\r\n").Receive()));
    }

    [Fact]
    public void Expect_100_continue_gets_100_Continue()
    {
        using RawConnection connection = Connect();
        connection.Send(Post() + $"Content-Length: {SandboxFixture.HeartbeatJson.Length}\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", connection.Receive());
        Assert.Equal(201, RawConnection.Status(connection.Send(SandboxFixture.HeartbeatJson).Receive()));
    }

    [Fact]
    public void Expect_100_continue_with_too_large_a_body_is_refused_at_once()
    {
        using RawConnection connection = Connect();
        Assert.Equal(413, RawConnection.Status(connection.Send(Post() + "Content-Length: 1048577\r\nExpect: 100-continue\r\n\r\n").Receive()));
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        SandboxResponse response = await _sandbox.Post(SandboxFixture.Heartbeats, new string(' ', 1024 * 1024));
        Assert.Equal(400, response.Status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_the_client_gets_the_response()
    {
        SandboxResponse response = await _sandbox.Post(SandboxFixture.Heartbeats, new string(' ', (1024 * 1024) + 1));
        Assert.Equal(413, response.Status);
        Assert.Null(JsonPattern.Difference("""{"code":413,"message":"*"}""", response.Body));
    }

    [Fact]
    public void HEAD_gets_a_response_without_a_body()
    {
        using RawConnection connection = Connect();
        string response = connection.Send("HEAD /_edge/tenant_info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ReceiveAll();
        Assert.Contains("Content-Length: 50\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Date_header_follows_the_sandbox_clock()
    {
        using RawConnection connection = Connect();
        Assert.Contains("\r\nDate: Mon, 11 Dec 2023 11:00:00 GMT\r\n", connection.Send(Tenant + "\r\n").Receive(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_401_has_a_WWW_Authenticate_header()
    {
        using RawConnection connection = Connect();
        string response = connection.Send($"GET /{_sandbox.Compass}/v1/teams HTTP/1.1\r\nHost: localhost\r\n\r\n").Receive();
        Assert.Contains("\r\nWWW-Authenticate: Basic ", response, StringComparison.Ordinal);
    }

    [Fact]
    public void A_405_has_an_Allow_header()
    {
        using RawConnection connection = Connect();
        string response = connection.Send($"PUT /{_sandbox.Compass}{SandboxFixture.Heartbeats} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {_sandbox.Authorization}\r\n\r\n").Receive();
        Assert.Contains("\r\nAllow: GET, POST, PATCH, DELETE\r\n", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9:1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    public void A_Host_header_of_this_machine_is_accepted(string host)
    {
        using RawConnection connection = Connect();
        Assert.Equal(200, RawConnection.Status(connection.Send($"GET /_edge/tenant_info HTTP/1.1\r\nHost: {host}\r\n\r\n").Receive()));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:80")]
    [InlineData("10.0.0.1")]
    [InlineData("[::2]:80")]
    [InlineData("")]
    public void Another_Host_header_is_refused(string host)
    {
        using RawConnection connection = Connect();
        Assert.Equal(421, RawConnection.Status(connection.Send($"GET /_edge/tenant_info HTTP/1.1\r\nHost: {host}\r\n\r\n").ReceiveAll()));
    }

    [Theory]
    [InlineData("an absolute address", "GET http://127.0.0.1:1/_edge/tenant_info?x HTTP/1.1\r\nHost: evil.example\r\n\r\n", 200)]
    [InlineData("an absolute address of another machine", "GET http://evil.example/_edge/tenant_info HTTP/1.1\r\nHost: localhost\r\n\r\n", 421)]
    [InlineData("an empty line before the request", "\r\nGET /_edge/tenant_info HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("two Host headers", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("no Host header", "GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("a newer version", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("no version", "GET /\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("another protocol", "GET / SPDY/3\r\n\r\n", 400)]
    [InlineData("two blanks after the method", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("a blank in the path", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("an invalid character in the method", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("a target that is not a path", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("an asterisk as the target", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("line feeds without carriage returns", "GET / HTTP/1.1\nHost: localhost\n\n", 400)]
    [InlineData("a blank before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400)]
    [InlineData("a folded line", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n", 400)]
    [InlineData("a header without a colon", "GET / HTTP/1.1\r\nHost: localhost\r\nNonsense\r\n\r\n", 400)]
    [InlineData("a control character", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\0c\r\n\r\n", 400)]
    [InlineData("a carriage return within a line", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\rc\r\n\r\n", 400)]
    [InlineData("a TLS hello", "\u0016\u0003\u0001\u0000\u00c8\u0001\u0000\n", 400)]
    [InlineData("two Content-Length headers", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400)]
    [InlineData("a length with a sign", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +1\r\n\r\nx", 400)]
    [InlineData("a length that is not a number", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: one\r\n\r\n", 400)]
    [InlineData("a length of more than 64 bits", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", 413)]
    [InlineData("a length and chunks", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("an unsupported transfer encoding", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501)]
    [InlineData("a chunk without a size", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n;x\r\n\r\n", 400)]
    [InlineData("a chunk of a huge size", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413)]
    [InlineData("a chunk of a size beyond 32 bits", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n100000000\r\n", 400)]
    [InlineData("a chunk longer than its size", "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n", 400)]
    [InlineData("an unknown expectation", "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: gold\r\n\r\n", 417)]
    [InlineData("malformed percent-encoding", "GET /compass/cloud/%zz/ops/v1/teams HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 401)]
    [InlineData("an end within the headers", "GET / HTTP/1.1\r\nHost: loc", 400)]
    [InlineData("an end within the body", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nx", 400)]
    public void Unusual_and_invalid_requests_get_the_status_of_the_standard(string what, string request, int status)
    {
        using RawConnection connection = Connect();
        string response = connection.Send(request).Finish().ReceiveAll();
        Assert.True(RawConnection.Status(response) == status, $"{what}: {response}");
    }

    [Fact]
    public void Malformed_percent_encoding_is_refused_after_authentication()
    {
        using RawConnection connection = Connect();
        string tail = $" HTTP/1.1\r\nHost: localhost\r\nAuthorization: {_sandbox.Authorization}\r\n\r\n";
        foreach (string bad in new[] { "%zz", "%4", "%", "%+1" })
        {
            Assert.Equal(400, RawConnection.Status(connection.Send($"GET /{_sandbox.Compass}/v1/maintenances/{bad}{tail}").Receive()));
            Assert.Equal(400, RawConnection.Status(connection.Send($"GET /{_sandbox.Compass}{SandboxFixture.Heartbeats}?name={bad}{tail}").Receive()));
        }
    }

    [Fact]
    public void An_endless_head_is_refused()
    {
        using RawConnection connection = Connect();
        Assert.Equal(431, RawConnection.Status(connection.Send(Tenant + "X: " + new string('x', 17_000)).Finish().ReceiveAll()));
    }

    [Fact]
    public void Too_many_headers_are_refused()
    {
        using RawConnection connection = Connect();
        Assert.Equal(431, RawConnection.Status(connection.Send(Tenant + string.Concat(Enumerable.Repeat("X: x\r\n", 100)) + "\r\n").ReceiveAll()));
    }

    [Fact]
    public void A_head_just_below_the_limit_is_read()
    {
        using RawConnection connection = Connect();
        Assert.Equal(200, RawConnection.Status(connection.Send(Tenant + "X: " + new string('x', 16_000) + "\r\n\r\n").Receive()));
    }

    [Fact]
    public void Unreadable_requests_are_logged()
    {
        using (RawConnection connection = Connect())
        {
            connection.Send("nonsense\r\n\r\n").Finish().ReceiveAll();
        }

        SandboxRequest line = Assert.Single(_sandbox.Server.Requests);
        Assert.Equal((400, "", ""), (line.StatusCode, line.Operation, line.Method));
    }

    [Fact]
    public void A_client_that_disconnects_does_not_disturb_others()
    {
        for (int i = 0; i < 50; i++)
        {
            using RawConnection connection = Connect();
            connection.Send(i % 2 == 0 ? "GET /_edge" : Tenant + "\r\n");
        }

        using RawConnection other = Connect();
        Assert.Equal(200, RawConnection.Status(other.Send(Tenant + "\r\n").Receive()));
    }

    private RawConnection Connect() => new(_sandbox.Server);

    private string Post() =>
        $"POST /{_sandbox.Compass}{SandboxFixture.Heartbeats} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {_sandbox.Authorization}\r\nContent-Type: application/json\r\n";
}
