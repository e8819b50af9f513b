using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

/// <summary>Checks how the client handles damaged responses that a server sends over a real connection.</summary>
public sealed class BrokenResponseTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "text/html", "web page")]
    [InlineData("\n  <!DOCTYPE html>", "application/json", "web page")]
    [InlineData("\uFEFF<!DOCTYPE html>", "text/html", "web page")]
    [InlineData("\uFEFF\r\n<html>", "text/html", "web page")]
    [InlineData("\uFEFF", "text/html", "web page")]
    [InlineData("", "application/json", "empty")]
    [InlineData("", "text/html", "web page")]
    [InlineData("{\"id\":\"x\"", "application/json", "cannot be read")]
    [InlineData("{\"id\":\"x\"}}", "application/json", "cannot be read")]
    [InlineData("{\"id\":\"x\"} trailing", "application/json", "cannot be read")]
    [InlineData("not json", "text/plain", "cannot be read")]
    [InlineData("null", "application/json", "not a JSON object")]
    [InlineData("[]", "application/json", "not a JSON object")]
    [InlineData("{}", "application/json", "no id")]
    [InlineData("{\"id\":null}", "application/json", "no id")]
    [InlineData("{\"id\":\"\\ud800\"}", "application/json", "cannot be read")]
    public async Task A_body_that_is_not_the_services_JSON_is_an_error(string body, string type, string says)
    {
        using RawServer server = new(_ => RawServer.Text(body, 200, type));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("application/octet-stream; charset=nonsense")]
    public async Task A_valid_body_with_a_wrong_content_type_is_read(string type)
    {
        using RawServer server = new(_ => RawServer.Text("\uFEFF" + Samples.Maintenance, 200, type));
        using CompassClient client = server.Client();

        Assert.Equal("Maintenance Plan", (await client.GetMaintenanceAsync(MaintenanceScope.Global, "x")).Description);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_an_error()
    {
        using RawServer server = new(_ => RawServer.Bytes([.. "{\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8]));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Deeply_nested_JSON_is_an_error_and_does_not_crash()
    {
        string nested = "{\"values\":[],\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}";
        using RawServer server = new(_ => RawServer.Text(nested));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All)));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task A_truncated_response_is_retried()
    {
        int sent = 0;
        using RawServer server = new(_ => Interlocked.Increment(ref sent) == 1
            ? RawServer.Raw(Head + "Content-Length: 500\r\n\r\n{\"id\":")
            : RawServer.Text(Samples.Maintenance));
        using CompassClient client = server.Client();

        Assert.Equal("Maintenance Plan", (await client.GetMaintenanceAsync(MaintenanceScope.Global, "x")).Description);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"id\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n6\r\n{\"i")]
    public async Task A_response_that_is_truncated_each_time_is_an_invalid_response(string rest)
    {
        using RawServer server = new(_ => RawServer.Raw(Head + rest));
        using CompassClient client = server.Client(retries: 1);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.InvalidResponse, 200, 2), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Contains("ended before it was complete", failure.Message, StringComparison.Ordinal);
    }

    // This test does not run on .NET Framework, which reports a reset connection and a truncated response as the same error.
    [Fact]
    [Trait("NetFramework", "differs")]
    public async Task A_connection_that_is_reset_during_the_response_is_a_connection_failure()
    {
        using RawServer server = new(_ => RawServer.Abort(Head + "Content-Length: 500\r\n\r\n{\"id\":"));
        using CompassClient client = server.Client(retries: 0);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.ConnectionFailed, failure.Kind);
    }

    [Fact]
    public async Task A_connection_that_is_reset_each_time_fails_after_all_retries()
    {
        using RawServer server = new(_ => RawServer.Reset());
        using CompassClient client = server.Client(retries: 2);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.ConnectionFailed, 3), (failure.Kind, failure.Attempts));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_refused_connection_fails_after_all_retries()
    {
        TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        Uri free = new($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}/");
        taken.Stop();
        using CompassClient client = new(Clients.Options(free, 2, interval: TimeSpan.FromMilliseconds(5)));

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal((CompassErrorKind.ConnectionFailed, 3), (failure.Kind, failure.Attempts));
        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Each_attempt_without_a_response_times_out()
    {
        using RawServer server = new(_ => RawServer.Silence());
        using CompassClient client = server.Client(retries: 1, timeout: TimeSpan.FromMilliseconds(700));

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal((CompassErrorKind.Timeout, 2), (failure.Kind, failure.Attempts));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_response_that_is_too_slow_times_out()
    {
        using RawServer server = new(_ => RawServer.Stream(Head + "Content-Length: 100000\r\n\r\n", [(byte)' '], 100_000, TimeSpan.FromMilliseconds(5)));
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromMilliseconds(200));

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.Timeout, failure.Kind);
    }

    [Fact]
    [Trait("Category", "Measured")]
    public async Task Cancellation_ends_a_request_that_waits_for_its_response()
    {
        using RawServer server = new(_ => RawServer.Silence());
        using CompassClient client = server.Client();
        using CancellationTokenSource stop = new();
        Task<HeartbeatPing> ping = client.PingHeartbeatAsync("t", "h", false, null, stop.Token);
        Assert.True(SpinWait.SpinUntil(() => !server.Requests.IsEmpty, 10_000));

        Stopwatch watch = Stopwatch.StartNew();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ping);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused_and_sends_nothing_to_the_other_host(int status)
    {
        using RawServer other = new(_ => RawServer.Text(Samples.Maintenance));
        using RawServer server = new(_ => RawServer.Text("", status, "text/plain", $"Location: {other.Root}login?secret=1"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.RedirectRefused, status), (failure.Kind, failure.StatusCode));
        Assert.Contains(other.Root + "login", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    // Mono has its own gzip library and reports another error. The trait excludes this test on both Mono and .NET Framework.
    [Trait("NetFramework", "differs")]
    [Fact]
    public async Task A_damaged_gzip_is_an_error()
    {
        using RawServer server = new(_ => RawServer.Bytes("this is no gzip at all"u8.ToArray(), 200, "Content-Encoding: gzip"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("compress")]
    public async Task An_unknown_content_encoding_is_an_error(string encoding)
    {
        using RawServer server = new(_ => RawServer.Bytes("{}"u8.ToArray(), 200, $"Content-Encoding: {encoding}"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task A_compressed_response_is_decompressed()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Samples.Maintenance));
        }

        using RawServer server = new(_ => RawServer.Bytes(packed.ToArray(), 200, "Content-Encoding: gzip"));
        using CompassClient client = server.Client();

        Assert.Equal("Maintenance Plan", (await client.GetMaintenanceAsync(MaintenanceScope.Global, "x")).Description);
        Assert.Equal("gzip", Assert.Single(server.Requests).Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task An_error_response_with_a_truncated_body_keeps_its_status()
    {
        using RawServer server = new(_ => RawServer.Raw("HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{\"mess"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.NotFound, 404), (failure.Kind, failure.StatusCode));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_error_response_with_an_endless_body_keeps_its_status()
    {
        using RawServer server = new(_ => RawServer.Stream("HTTP/1.1 403 Forbidden\r\n\r\n", new byte[1 << 20], 200));
        using CompassClient client = server.Client(bytes: 1 << 20);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.Forbidden, failure.Kind);
    }

    [Theory]
    [InlineData("""{"code":401,"message":"Unauthorized; token expired"}""", "Unauthorized; token expired", "401")]
    [InlineData("""{"errors":[{"title":"Name is taken","code":"DUP"}]}""", "Name is taken", "DUP")]
    [InlineData("""{"errors":[{"title":"One","detail":"more"},{"title":"Two"},null,"Three"]}""", "One: more; Two; Three", null)]
    [InlineData("""{"message":"plain"}""", "plain", null)]
    [InlineData("""{"error":{"message":"inner","code":7}}""", "inner", "7")]
    [InlineData("""{"message":"two\r\nlines\u0000"}""", "two  lines ", null)]
    [InlineData("""{"message":null,"errors":null}""", null, null)]
    [InlineData("<html>Bad gateway</html>", null, null)]
    [InlineData("[1,2", null, null)]
    [InlineData("", null, null)]
    public async Task The_service_message_of_an_error_is_reported_whatever_its_format(string body, string? message, string? code)
    {
        using RawServer server = new(_ => RawServer.Text(body, 401));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.Unauthorized, message, code), (failure.Kind, failure.ServiceMessage, failure.ServiceCode));
    }

    [Fact]
    public async Task A_long_service_message_is_truncated()
    {
        using RawServer server = new(_ => RawServer.Text("{\"message\":\"" + new string('x', 5000) + "\"}", 400));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(501, failure.ServiceMessage!.Length);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(202, "{}")]
    [InlineData(204, "")]
    [InlineData(200, "\r\n")]
    [InlineData(200, "null")]
    [InlineData(200, "\uFEFF")]
    public async Task A_delete_and_a_ping_accept_an_empty_response(int status, string body)
    {
        using RawServer server = new(_ => RawServer.Text(body, status));
        using CompassClient client = server.Client();

        await client.DeleteHeartbeatAsync("t", "h");
        Assert.Null((await client.PingHeartbeatAsync("t", "h", false)).Message);
    }

    [Theory]
    [InlineData("<html>Please sign in</html>")]
    [InlineData("\uFEFF<html>Please sign in</html>")]
    public async Task A_login_page_does_not_count_as_a_successful_delete(string page)
    {
        using RawServer server = new(_ => RawServer.Text(page, 200, "text/html"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.DeleteHeartbeatAsync("t", "h"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }
}
