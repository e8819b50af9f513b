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

/// <summary>Answers as they come over a real connection: whatever arrives is a right object or a clear error, soon.</summary>
public sealed class BrokenResponseTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "text/html", "web page")]
    [InlineData("\n  <!DOCTYPE html>", "application/json", "web page")]
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
    public async Task What_is_no_answer_of_the_service_is_an_error_that_says_so(string body, string type, string says)
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
    public async Task A_wrong_content_type_does_not_hide_a_right_answer(string type)
    {
        using RawServer server = new(_ => RawServer.Text("\uFEFF" + Samples.Maintenance, 200, type));
        using CompassClient client = server.Client();

        Assert.Equal("Maintenance Plan", (await client.GetMaintenanceAsync(MaintenanceScope.Global, "x")).Description);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_an_error()
    {
        using RawServer server = new(_ => RawServer.Bytes([.. "{\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8]));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Ten_thousand_nested_brackets_are_an_error_and_no_crash()
    {
        string nested = "{\"values\":[],\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}";
        using RawServer server = new(_ => RawServer.Text(nested));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => Clients.AllAsync(client.ListHeartbeatsAsync("t", ListOptions.All)));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_asked_for_again()
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
    public async Task An_answer_that_is_cut_off_each_time_is_no_answer_and_no_lost_connection(string rest)
    {
        using RawServer server = new(_ => RawServer.Raw(Head + rest));
        using CompassClient client = server.Client(retries: 1);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.InvalidResponse, 200, 2), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Contains("ended early", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("NetFramework", "differs")] // It calls both the same.
    public async Task A_connection_that_is_reset_in_the_middle_of_an_answer_is_a_lost_connection()
    {
        using RawServer server = new(_ => RawServer.Abort(Head + "Content-Length: 500\r\n\r\n{\"id\":"));
        using CompassClient client = server.Client(retries: 0);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.ConnectionFailed, failure.Kind);
    }

    [Fact]
    public async Task A_connection_that_is_reset_each_time_is_an_error_after_all_repeats()
    {
        using RawServer server = new(_ => RawServer.Reset());
        using CompassClient client = server.Client(retries: 2);

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.ConnectionFailed, 3), (failure.Kind, failure.Attempts));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_an_error_after_all_repeats()
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
    public async Task Silence_is_a_time_out_of_each_attempt()
    {
        using RawServer server = new(_ => RawServer.Silence());
        using CompassClient client = server.Client(retries: 1, timeout: TimeSpan.FromMilliseconds(700));

        CompassApiException failure = await Clients.FailsAsync(() => client.PingHeartbeatAsync("t", "h", false));

        Assert.Equal((CompassErrorKind.Timeout, 2), (failure.Kind, failure.Attempts));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_drips_is_a_time_out()
    {
        using RawServer server = new(_ => RawServer.Stream(Head + "Content-Length: 100000\r\n\r\n", [(byte)' '], 100_000, TimeSpan.FromMilliseconds(5)));
        using CompassClient client = server.Client(retries: 0, timeout: TimeSpan.FromMilliseconds(200));

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.Timeout, failure.Kind);
    }

    [Fact]
    [Trait("Category", "Measured")]
    public async Task Cancellation_ends_a_call_that_waits_for_an_answer()
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
    public async Task A_redirect_is_refused_and_the_other_host_hears_nothing(int status)
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

    // Mono unpacks gzip with a library of its own, which calls the damage an error of the stream.
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
    public async Task A_packing_that_was_not_asked_for_is_an_error(string encoding)
    {
        using RawServer server = new(_ => RawServer.Bytes("{}"u8.ToArray(), 200, $"Content-Encoding: {encoding}"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task A_packed_answer_is_unpacked()
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
    public async Task A_refusal_whose_text_is_cut_off_keeps_its_status()
    {
        using RawServer server = new(_ => RawServer.Raw("HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{\"mess"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.NotFound, 404), (failure.Kind, failure.StatusCode));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refusal_with_an_endless_text_keeps_its_status()
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
    public async Task What_the_service_says_about_a_refusal_is_handed_on_in_whatever_shape(string body, string? message, string? code)
    {
        using RawServer server = new(_ => RawServer.Text(body, 401));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.GetMaintenanceAsync(MaintenanceScope.Global, "x"));

        Assert.Equal((CompassErrorKind.Unauthorized, message, code), (failure.Kind, failure.ServiceMessage, failure.ServiceCode));
    }

    [Fact]
    public async Task A_long_service_message_is_cut()
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
    public async Task A_delete_and_a_ping_need_no_body(int status, string body)
    {
        using RawServer server = new(_ => RawServer.Text(body, status));
        using CompassClient client = server.Client();

        await client.DeleteHeartbeatAsync("t", "h");
        Assert.Null((await client.PingHeartbeatAsync("t", "h", false)).Message);
    }

    [Fact]
    public async Task A_login_page_is_no_proof_that_something_was_deleted()
    {
        using RawServer server = new(_ => RawServer.Text("<html>Please sign in</html>", 200, "text/html"));
        using CompassClient client = server.Client();

        CompassApiException failure = await Clients.FailsAsync(() => client.DeleteHeartbeatAsync("t", "h"));

        Assert.Equal(CompassErrorKind.InvalidResponse, failure.Kind);
    }
}
