using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace CompassOps.Sandbox.Tests;

internal sealed record SandboxResponse(int Status, string Body, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>A sandbox with a stopped clock, and a client with the credentials of the sandbox.</summary>
internal sealed class SandboxFixture : IDisposable
{
    public const string Team = "77b933c9-92bb-46e7-a73c-764b8d7c3c25";
    public const string OtherTeam = "4b26961a-a837-49d2-a1fe-0973013e3c3b";
    public const string HeartbeatJson = """{"name":"Web","interval":5,"intervalUnit":"minutes","enabled":true}""";
    public static readonly DateTimeOffset Start = new(2023, 12, 11, 11, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _client;

    public SandboxFixture(SandboxOptions? options = null)
    {
        Server = SandboxServer.Start(options ?? new SandboxOptions { StartTime = Start, ClockStopped = true });
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
        Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Server.Email}:{Server.Token}"));
    }

    public SandboxServer Server { get; }

    public string Authorization { get; }

    public string Compass => $"compass/cloud/{Server.CloudId}/ops";

    public string Jsm => $"jsm/ops/api/{Server.CloudId}";

    public static string Heartbeats => $"/v1/teams/{Team}/heartbeats";

    /// <summary>
    /// Returns the JSON of a window. The times are given in minutes after <see cref="Start"/>. The default rule mutes alerts.
    /// </summary>
    public static string Window(int from, int to, string rule = """{"state":"disabled","entity":{"type":"integration","id":"i"}}""") =>
        $$"""{"startDate":"{{Start.AddMinutes(from):yyyy-MM-ddTHH:mm:ssZ}}","endDate":"{{Start.AddMinutes(to):yyyy-MM-ddTHH:mm:ssZ}}","rules":[{{rule}}]}""";

    /// <summary>Sends a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path. If it starts with /v1, the base path of Compass is added.</param>
    /// <param name="body">The JSON body, or null.</param>
    /// <param name="headers">Headers to add or replace. An empty value removes a default header.</param>
    public async Task<SandboxResponse> Send(string method, string path, string? body = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        string below = path.StartsWith("/v1", StringComparison.Ordinal) ? Compass + path : path.TrimStart('/');
        using HttpRequestMessage request = new(new HttpMethod(method), Server.BaseUri + below);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            string type = headers?.GetValueOrDefault("Content-Type") ?? "application/json";
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type.Length == 0 ? null : type);
        }

        string authorization = headers?.GetValueOrDefault("Authorization") ?? Authorization;
        if (authorization.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach ((string name, string value) in headers ?? new Dictionary<string, string>())
        {
            if (name is not ("Content-Type" or "Authorization"))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await _client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new SandboxResponse((int)response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.ToString());
    }

    public Task<SandboxResponse> Get(string path) => Send("GET", path);

    public Task<SandboxResponse> Post(string path, string? body = null) => Send("POST", path, body);

    /// <summary>Creates a heartbeat in the first team.</summary>
    public Task<SandboxResponse> CreateHeartbeat(string name, string interval = "5", string unit = "minutes", bool enabled = true) =>
        Post(Heartbeats, JsonSerializer.Serialize(new { name, interval = int.Parse(interval, null), intervalUnit = unit, enabled }));

    public Task<SandboxResponse> Ping(string name) => Post($"{Heartbeats}/ping?name={Uri.EscapeDataString(name)}");

    /// <summary>Returns the status of a heartbeat in the first team.</summary>
    public async Task<string?> StatusOf(string name) =>
        (await Get($"{Heartbeats}?name={Uri.EscapeDataString(name)}")).Json.GetProperty("values")[0].GetProperty("status").GetString();

    /// <summary>Creates a window and returns its id.</summary>
    public async Task<string> CreateWindow(string json, string path = "/v1/maintenances") =>
        (await Post(path, json)).Json.GetProperty("id").GetString()!;

    public void Dispose()
    {
        _client.Dispose();
        Server.Dispose();
    }
}
