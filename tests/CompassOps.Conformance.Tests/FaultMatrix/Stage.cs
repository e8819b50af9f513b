using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CompassOps.Sandbox;

namespace CompassOps.Conformance.Tests.FaultMatrix;

/// <summary>
/// A sandbox with two heartbeats, two global windows and two team windows. The operations must change only one object of each kind.
/// The other object shows whether an operation changed the wrong object.
/// </summary>
internal sealed class Stage : IDisposable
{
    public const string Beat = "Order import";
    public const string Window = "New core switch";
    public const string NewBeat = "Invoice run";
    public const string NewWindow = "Storage upgrade";
    public static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly AuthenticationHeaderValue _authorization;

    private Stage(string? statePath)
    {
        Sandbox = SandboxServer.Start(new SandboxOptions { StartTime = Start, ClockStopped = true, StatePath = statePath });
        TeamId = Sandbox.Teams[0].TeamId;
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sandbox.Email}:{Sandbox.Token}"));
        _authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    public SandboxServer Sandbox { get; }

    public string TeamId { get; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>The id of the global window that operations change.</summary>
    public string GlobalId { get; private set; } = "";

    /// <summary>The id of the team window that operations change.</summary>
    public string TeamWindowId { get; private set; } = "";

    public static async Task<Stage> SetAsync(TimeSpan? timeout = null, string? statePath = null)
    {
        Stage stage = new(statePath) { Timeout = timeout ?? TimeSpan.FromSeconds(20) };
        foreach (string name in new[] { Beat, "Bystander" })
        {
            string json = $$"""{"name":"{{name}}","interval":10,"intervalUnit":"minutes","enabled":true}""";
            await stage.PostAsync($"v1/teams/{stage.TeamId}/heartbeats", json);
        }

        foreach (string description in new[] { Window, "Bystander" })
        {
            string json = $$$"""
                {"description":"{{{description}}}","startDate":"2031-03-02T08:00:00.000Z","endDate":"2031-03-02T09:00:00.000Z",
                "rules":[{"state":"disabled","entity":{"type":"integration","id":"i-1"}}]}
                """;
            JsonNode global = await stage.PostAsync("v1/maintenances", json);
            JsonNode team = await stage.PostAsync($"v1/teams/{stage.TeamId}/maintenances", json);
            if (description == Window)
            {
                stage.GlobalId = (string)global["id"]!;
                stage.TeamWindowId = (string)team["id"]!;
            }
        }

        return stage;
    }

    /// <summary>
    /// Reads all objects without CompassOps.Core. The keys of the result are the kind and name of an object, and the values are its JSON.
    /// If several objects have the same key, the value contains the JSON of all of them.
    /// </summary>
    public async Task<Dictionary<string, string>> StateAsync()
    {
        Dictionary<string, string> state = new();
        foreach ((string kind, string path, string key) in new[]
        {
            ("heartbeat", $"v1/teams/{TeamId}/heartbeats", "name"),
            ("global window", "v1/maintenances", "description"),
            ("team's window", $"v1/teams/{TeamId}/maintenances", "description"),
        })
        {
            JsonNode page = await SendAsync(HttpMethod.Get, path, null);
            foreach (IGrouping<string, JsonNode?> group in page["values"]!.AsArray().GroupBy(row => $"{kind} {row![key]}"))
            {
                state[group.Key] = string.Join(" and ", group.Select(static row => row!.ToJsonString()));
            }
        }

        return state;
    }

    public void Dispose() => Sandbox.Dispose();

    private Task<JsonNode> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? json)
    {
        using HttpRequestMessage request = new(method, new Uri(Sandbox.BaseUri, $"compass/cloud/{Sandbox.CloudId}/ops/{path}"));
        request.Headers.Authorization = _authorization;
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
