using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    private SandboxServer Server => _sandbox.Server;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_status_fault_replaces_the_operation_as_often_as_specified()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "7" }, Count = 2 });
        for (int i = 0; i < 2; i++)
        {
            SandboxResponse response = await _sandbox.CreateHeartbeat("Web");
            Assert.Equal(429, response.Status);
            Assert.Equal("7", response.Headers.RetryAfter!.ToString());
            Assert.Null(JsonPattern.Difference("""{"message":"*"}""", response.Body));
        }

        Assert.Empty(Server.Faults);
        Assert.Equal(201, (await _sandbox.CreateHeartbeat("Web")).Status);
    }

    [Fact]
    public async Task A_status_fault_can_have_its_own_body_and_content_type()
    {
        Add(new SandboxFault { Status = 200, Body = "<x/>", Headers = new Dictionary<string, string> { ["content-type"] = "application/xml" } });
        SandboxResponse response = await _sandbox.Get("/v1/teams");
        Assert.Equal((200, "<x/>", "application/xml"), (response.Status, response.Body, response.ContentType));
    }

    [Fact]
    public async Task An_HTML_page_replaces_the_operation()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Html });
        SandboxResponse response = await _sandbox.CreateHeartbeat("Web");
        Assert.Equal((502, "text/html"), (response.Status, response.ContentType));
        Assert.StartsWith("<html>", response.Body, StringComparison.Ordinal);
        Server.ClearFaults();
        Assert.False(await Exists("Web"));
    }

    [Fact]
    public async Task A_redirect_leads_to_another_path_of_the_sandbox_by_default()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Redirect, Count = 1 });
        Add(new SandboxFault { Kind = SandboxFaultKind.Redirect, Status = 307, Headers = new Dictionary<string, string> { ["Location"] = "https://elsewhere.test/" } });
        SandboxResponse here = await _sandbox.Get("/v1/teams");
        Assert.Equal((302, "/redirected"), (here.Status, here.Headers.Location!.ToString()));
        SandboxResponse there = await _sandbox.Get("/v1/teams");
        Assert.Equal((307, "https://elsewhere.test/"), (there.Status, there.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_delayed_response_is_correct()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Delay, Delay = TimeSpan.FromMilliseconds(300) });
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(200, (await _sandbox.Get("/v1/teams")).Status);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(295), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_delay_does_not_block_other_requests()
    {
        Add(new SandboxFault { Operation = "ListTeams", Kind = SandboxFaultKind.Delay, Delay = TimeSpan.FromHours(1) });
        Task<SandboxResponse> held = _sandbox.Get("/v1/teams");
        Assert.Equal(200, (await _sandbox.Get(SandboxFixture.Heartbeats)).Status);
        Assert.False(held.IsCompleted);
        Server.Dispose();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => held);
    }

    [Fact]
    public async Task A_reset_before_the_operation_prevents_the_operation()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Kind = SandboxFaultKind.ResetBefore });
        await AssertReset(() => _sandbox.CreateHeartbeat("Web"));
        Assert.False(await Exists("Web"));
    }

    [Fact]
    public async Task A_reset_after_the_operation_does_not_undo_the_operation()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Kind = SandboxFaultKind.ResetAfter });
        await AssertReset(() => _sandbox.CreateHeartbeat("Web"));
        Assert.True(await Exists("Web"));
        Assert.Null(Server.Requests[0].StatusCode);
    }

    [Fact]
    public async Task The_operation_is_performed_before_a_truncated_response()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Kind = SandboxFaultKind.Truncate });
        HttpRequestException error = await Assert.ThrowsAnyAsync<HttpRequestException>(() => _sandbox.CreateHeartbeat("Web"));
        Assert.IsType<HttpIOException>(error.InnerException);
        Assert.True(await Exists("Web"));
    }

    [Fact]
    public async Task A_truncated_response_without_a_body_ends_within_its_head()
    {
        await _sandbox.CreateHeartbeat("Web");
        Add(new SandboxFault { Operation = "DeleteHeartbeat", Kind = SandboxFaultKind.Truncate });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _sandbox.Send("DELETE", $"{SandboxFixture.Heartbeats}?name=Web"));
        Assert.False(await Exists("Web"));
    }

    [Fact]
    public async Task The_operation_is_performed_before_a_response_with_invalid_JSON()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Kind = SandboxFaultKind.Malformed });
        SandboxResponse response = await _sandbox.CreateHeartbeat("Web");
        Assert.Equal((201, "application/json"), (response.Status, response.ContentType));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => response.Json);
        Assert.True(await Exists("Web"));
    }

    [Fact]
    public async Task The_operation_is_performed_before_an_empty_response()
    {
        Add(new SandboxFault { Operation = "CreateHeartbeat", Kind = SandboxFaultKind.EmptyBody });
        SandboxResponse response = await _sandbox.CreateHeartbeat("Web");
        Assert.Equal((201, ""), (response.Status, response.Body));
        Assert.True(await Exists("Web"));
    }

    [Fact]
    public async Task WrongContentType_does_not_change_the_body()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.WrongContentType });
        SandboxResponse response = await _sandbox.Get("/v1/teams");
        Assert.Equal((200, "text/plain"), (response.Status, response.ContentType));
        Assert.Equal(5, response.Json.GetProperty("platformTeams").GetArrayLength());
    }

    [Fact]
    public async Task A_stale_page_shows_the_state_when_the_fault_was_added()
    {
        await _sandbox.CreateHeartbeat("Old");
        Add(new SandboxFault { Kind = SandboxFaultKind.StalePage, Count = 2 });
        await _sandbox.CreateHeartbeat("New");
        await _sandbox.Send("DELETE", $"{SandboxFixture.Heartbeats}?name=Old");
        Assert.Equal(["Old"], await Names());
        Assert.Equal(["Old"], await Names());
        Assert.Equal(["New"], await Names());
    }

    [Fact]
    public async Task A_slow_drip_response_arrives_byte_by_byte()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.SlowDrip, Delay = TimeSpan.FromMilliseconds(1) });
        long start = Stopwatch.GetTimestamp();
        SandboxResponse response = await _sandbox.Get(SandboxFixture.Heartbeats);
        Assert.Null(JsonPattern.Difference("""{"values":[],"links":{}}""", response.Body));
        Assert.True(
            Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(150),
            "The response arrived too early: it has more than 200 bytes, and the sandbox waits for a millisecond after each byte.");
    }

    [Fact]
    public async Task A_refusal_closes_the_port_until_the_fault_is_cleared()
    {
        await _sandbox.Get("/v1/teams");
        SandboxFault fault = Add(new SandboxFault { Kind = SandboxFaultKind.Refuse });
        for (int i = 0; i < 3; i++)
        {
            await AssertRefused(() => _sandbox.Get("/v1/teams"));
        }

        Server.ClearFaults(fault.Id);
        Assert.Equal(200, (await _sandbox.Get("/v1/teams")).Status);
    }

    [Fact]
    public async Task A_refusal_with_a_delay_opens_the_port_again()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Refuse, Delay = TimeSpan.FromMilliseconds(200) });
        await AssertRefused(() => _sandbox.Get("/v1/teams"));
        await UntilOpen();
        Assert.Equal(200, (await _sandbox.Get("/v1/teams")).Status);
        Assert.Empty(Server.Faults);
    }

    [Fact]
    public async Task A_refusal_with_a_filter_starts_at_the_first_matching_request()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Refuse, Operation = "CreateHeartbeat", Count = 1, Delay = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(200, (await _sandbox.Get("/v1/teams")).Status);
        await AssertReset(() => _sandbox.CreateHeartbeat("Web"));
        await UntilOpen();
        Assert.False(await Exists("Web"));
    }

    [Fact]
    public void A_sandbox_stops_while_its_port_is_closed()
    {
        Add(new SandboxFault { Kind = SandboxFaultKind.Refuse });
        Server.Dispose();
        using SandboxServer next = SandboxServer.Start(new SandboxOptions { Port = Server.Port });
        Assert.Equal(Server.Port, next.Port);
    }

    private static async Task AssertReset(Func<Task<SandboxResponse>> call)
    {
        HttpRequestException error = await Assert.ThrowsAnyAsync<HttpRequestException>(call);
        Exception cause = error;
        while (cause.InnerException is not null)
        {
            cause = cause.InnerException;
        }

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(cause).SocketErrorCode);
    }

    private static async Task AssertRefused(Func<Task<SandboxResponse>> call)
    {
        HttpRequestException error = await Assert.ThrowsAnyAsync<HttpRequestException>(call);
        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
    }

    private SandboxFault Add(SandboxFault fault) => Server.AddFault(fault);

    private async Task UntilOpen()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync("127.0.0.1", Server.Port);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(10);
            }
        }
    }

    private async Task<string[]> Names() =>
        [.. (await _sandbox.Get(SandboxFixture.Heartbeats)).Json.GetProperty("values").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];

    private async Task<bool> Exists(string name) => (await Names()).Contains(name);
}
