// Checks faults that change the response of an operation.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class FaultResponseTests : IDisposable
{
    private const int Large = 200 << 20;
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task TooLong_appends_blanks_to_a_valid_body()
    {
        Add(SandboxFaultKind.TooLong);
        using HttpResponseMessage response = await OpenAsync();
        Assert.Equal(200, (int)response.StatusCode);
        Assert.InRange(response.Content.Headers.ContentLength ?? 0, Large, Large + 10_000);
        using Stream body = await response.Content.ReadAsStreamAsync();
        (string json, long blanks) = await ReadAsync(body);
        Assert.Null(JsonPattern.Difference("""{"values":[],"links":{}}""", json));
        Assert.Equal(response.Content.Headers.ContentLength, json.Length + blanks);
    }

    [Fact]
    public async Task GzipBomb_is_small_on_the_wire_and_large_when_decompressed()
    {
        Add(SandboxFaultKind.GzipBomb);
        using HttpResponseMessage response = await OpenAsync();
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.InRange(response.Content.Headers.ContentLength ?? long.MaxValue, 1, 1_000_000);
        using GZipStream unpacked = new(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (string json, long blanks) = await ReadAsync(unpacked);
        Assert.Null(JsonPattern.Difference("""{"values":[],"links":{}}""", json));
        Assert.Equal(Large, blanks);
    }

    [Fact]
    public async Task DeepNesting_adds_one_deeply_nested_field()
    {
        Add(SandboxFaultKind.DeepNesting);
        SandboxResponse response = await _sandbox.CreateHeartbeat("Web");
        Assert.Equal(201, response.Status);
        Assert.Equal(10_001, response.Body.Count(static letter => letter == '['));
        using JsonDocument whole = JsonDocument.Parse(response.Body, new JsonDocumentOptions { MaxDepth = 20_000 });
        Assert.Equal("Web", whole.RootElement.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(SandboxFaultKind.Strings, "name='Web' interval='5' enabled='true' alertPriority='P3' alertTags=[]")]
    [InlineData(SandboxFaultKind.Nulls, "name='Web' interval=null enabled=null alertPriority=null alertTags=null")]
    [InlineData(SandboxFaultKind.WrongLink, "name='Web' interval=5 enabled=true alertPriority='P3' alertTags=[]")]
    public async Task Strings_Nulls_and_WrongLink_rewrite_the_response(SandboxFaultKind kind, string fields)
    {
        await _sandbox.CreateHeartbeat("Web");
        Add(kind);

        JsonElement page = (await _sandbox.Get(SandboxFixture.Heartbeats + "?size=7")).Json;

        JsonElement row = page.GetProperty("values")[0];
        string[] names = ["name", "interval", "enabled", "alertPriority", "alertTags"];
        Assert.Equal(fields, string.Join(' ', names.Select(name => $"{name}={row.GetProperty(name).GetRawText().Replace('"', '\'')}")));
        string? next = page.GetProperty("links").TryGetProperty("next", out JsonElement link) ? link.GetString() : null;
        Assert.Equal(kind == SandboxFaultKind.WrongLink ? SandboxFixture.Heartbeats + "?size=7" : null, next);
    }

    [Fact]
    public async Task NewWords_adds_unknown_values_and_fields()
    {
        Add(SandboxFaultKind.NewWords);
        JsonElement heartbeat = (await _sandbox.CreateHeartbeat("Web")).Json;
        Assert.Equal(("Web", "Rehearsed"), (heartbeat.GetProperty("name").GetString(), heartbeat.GetProperty("status").GetString()));
        Assert.Equal(2031, heartbeat.GetProperty("addedLater").GetProperty("since").GetInt32());
    }

    [Fact]
    public async Task WrongLink_replaces_the_next_link_of_lists_only()
    {
        _sandbox.Server.AddFault(new SandboxFault { Kind = SandboxFaultKind.WrongLink, Body = "https://elsewhere.test/" });
        Assert.Equal(201, (await _sandbox.CreateHeartbeat("Web")).Status);
        JsonElement page = (await _sandbox.Get("/v1/maintenances")).Json;
        Assert.Equal("https://elsewhere.test/", page.GetProperty("links").GetProperty("next").GetString());
    }

    [Theory]
    [InlineData(SandboxFaultKind.TooLong)]
    [InlineData(SandboxFaultKind.GzipBomb)]
    [InlineData(SandboxFaultKind.DeepNesting)]
    [InlineData(SandboxFaultKind.Nulls)]
    public async Task Body_faults_leave_a_response_without_a_body_unchanged(SandboxFaultKind kind)
    {
        await _sandbox.CreateHeartbeat("Web");
        Add(kind);
        SandboxResponse gone = await _sandbox.Send("DELETE", SandboxFixture.Heartbeats + "?name=Web");
        Assert.Equal((204, ""), (gone.Status, gone.Body));
        Assert.Equal(404, (await _sandbox.Send("DELETE", SandboxFixture.Heartbeats + "?name=Web")).Status);
    }

    private static async Task<(string Json, long Blanks)> ReadAsync(Stream body)
    {
        byte[] buffer = new byte[1 << 20];
        List<byte> json = [];
        long blanks = 0;
        for (int read = await body.ReadAsync(buffer); read > 0; read = await body.ReadAsync(buffer))
        {
            int text = buffer.AsSpan(0, read).TrimEnd((byte)' ').Length;
            json.AddRange(buffer.AsSpan(0, text));
            blanks += read - text;
        }

        return (Encoding.UTF8.GetString([.. json]), blanks);
    }

    private void Add(SandboxFaultKind kind) => _sandbox.Server.AddFault(new SandboxFault { Kind = kind, Count = 1 });

    private async Task<HttpResponseMessage> OpenAsync()
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        using HttpRequestMessage request = new(HttpMethod.Get, _sandbox.Server.BaseUri + _sandbox.Compass + SandboxFixture.Heartbeats);
        request.Headers.TryAddWithoutValidation("Authorization", _sandbox.Authorization);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
