// Runs random operations in the sandbox and in a simple model, and compares the results.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class ModelTests
{
    private static readonly string[] Teams = [SandboxFixture.Team, SandboxFixture.OtherTeam];
    private static readonly string[] Types = ["all", "non-expired", "past"];

    /// <summary>The kinds of steps. Each step has three numbers from 0 to 99, whose meaning depends on the kind.</summary>
    private enum Do
    {
        Create,
        Update,
        Delete,
        Ping,
        List,
        CreateWindow,
        GetWindow,
        MoveWindow,
        CancelWindow,
        DeleteWindow,
        ListWindows,
        Step,
    }

    private static Gen<(Do What, int A, int B, int C)[]> Sequences =>
        (from what in Gen.Frequency(
            (3, Gen.Constant(Do.Create)), (2, Gen.Constant(Do.Update)), (1, Gen.Constant(Do.Delete)), (4, Gen.Constant(Do.Ping)), (2, Gen.Constant(Do.List)),
            (2, Gen.Constant(Do.CreateWindow)), (1, Gen.Constant(Do.GetWindow)), (1, Gen.Constant(Do.MoveWindow)), (1, Gen.Constant(Do.CancelWindow)),
            (1, Gen.Constant(Do.DeleteWindow)), (1, Gen.Constant(Do.ListWindows)), (4, Gen.Constant(Do.Step)))
         from a in Gen.Choose(0, 99)
         from b in Gen.Choose(0, 99)
         from c in Gen.Choose(0, 99)
         select (what, a, b, c)).ArrayOf(100);

    [Fact]
    public void The_sandbox_agrees_with_a_simple_model()
    {
        Prop.ForAll(Sequences.ToArbitrary(), sequence => Task.Run(() => Agree(sequence)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(250));
    }

    private static async Task<bool> Agree((Do What, int A, int B, int C)[] sequence)
    {
        using SandboxFixture sandbox = new();
        Wire wire = new(sandbox);
        Model model = new();
        List<string> history = new();
        foreach ((Do what, int a, int b, int c) in sequence)
        {
            (int Status, string Shown) expected;
            (int Status, string Shown) actual;
            int team = a % 2;
            int scope = (a % 3) - 1;
            string name = $"h{b % 4}";
            int number = (b % 6) + 1;
            switch (what)
            {
                case Do.Create:
                    expected = model.Create(team, name, (c % 9) + 1, c % 4 != 0);
                    actual = await wire.Create(team, name, (c % 9) + 1, c % 4 != 0);
                    break;
                case Do.Update:
                    int? minutes = c % 3 == 0 ? (c % 7) + 1 : null;
                    bool? enabled = c % 4 == 0 ? null : c % 2 == 0;
                    string? description = c % 5 == 0 ? null : c % 5 == 1 ? "" : "d";
                    expected = model.Update(team, name, minutes, enabled, description);
                    actual = await wire.Update(team, name, minutes, enabled, description);
                    break;
                case Do.Delete:
                    expected = model.Delete(team, name);
                    actual = await wire.Delete(team, name);
                    break;
                case Do.Ping:
                    expected = model.Ping(team, name);
                    actual = await wire.Ping(team, name);
                    break;
                case Do.List:
                    expected = model.List(team);
                    actual = await wire.List(team, (c % 3) + 1);
                    break;
                case Do.CreateWindow:
                    expected = model.CreateWindow(scope, (b % 20) - 10, (c % 20) - 1, c % 2 == 0);
                    actual = await wire.CreateWindow(scope, model.Now.AddMinutes((b % 20) - 10), (c % 20) - 1, c % 2 == 0);
                    break;
                case Do.GetWindow:
                    expected = model.GetWindow(scope, number);
                    actual = await wire.Window("GET", scope, number);
                    break;
                case Do.MoveWindow:
                    expected = model.MoveWindow(scope, number, c % 20);
                    actual = await wire.Window("PATCH", scope, number, "", $$"""{"endDate":"{{Wire.Instant(model.Now.AddMinutes(c % 20))}}"}""");
                    break;
                case Do.CancelWindow:
                    expected = model.CancelWindow(scope, number);
                    actual = await wire.Window("POST", scope, number, "/cancel");
                    break;
                case Do.DeleteWindow:
                    expected = model.DeleteWindow(scope, number);
                    actual = await wire.Window("DELETE", scope, number);
                    break;
                case Do.ListWindows:
                    expected = model.ListWindows(scope, Types[b % 3]);
                    actual = await wire.ListWindows(scope, Types[b % 3], (c % 3) + 1);
                    break;
                default:
                    model.Step(c % 12);
                    sandbox.Server.Step(TimeSpan.FromMinutes(c % 12));
                    expected = actual = (0, "");
                    break;
            }

            history.Add($"{what} {a} {b} {c}: {expected}");
            Assert.True(expected == actual, $"{string.Join('\n', history)}\nbut the sandbox returned: {actual}");
            Assert.Equal(model.Alerts.Order(), wire.Alerts().Order());
        }

        return true;
    }

    /// <summary>Sends requests to the sandbox. Returns the responses in the format of the model.</summary>
    private sealed class Wire(SandboxFixture sandbox)
    {
        private readonly List<string> _ids = [];

        public static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        public IEnumerable<string> Alerts() => sandbox.Server.Alerts.Select(alert =>
            $"{alert.RaisedAt:HH:mm} {Array.IndexOf(Teams, alert.TeamId)} {alert.HeartbeatName} {(alert.SilencedBy is null ? "" : NumberOf(alert.SilencedBy))}");

        public async Task<(int Status, string Shown)> Create(int team, string name, int minutes, bool enabled) =>
            Show(await sandbox.Post(Heartbeats(team), JsonSerializer.Serialize(new { name, interval = minutes, intervalUnit = "minutes", enabled })), Heartbeat);

        public async Task<(int Status, string Shown)> Update(int team, string name, int? minutes, bool? enabled, string? description)
        {
            Dictionary<string, object> body = new();
            Add("interval", minutes);
            Add("enabled", enabled);
            Add("description", description);
            return Show(await sandbox.Send("PATCH", $"{Heartbeats(team)}?name={name}", JsonSerializer.Serialize(body)), Heartbeat);

            void Add(string field, object? value)
            {
                if (value is not null)
                {
                    body[field] = value;
                }
            }
        }

        public async Task<(int Status, string Shown)> Delete(int team, string name) => Show(await sandbox.Send("DELETE", $"{Heartbeats(team)}?name={name}"), Heartbeat);

        public async Task<(int Status, string Shown)> Ping(int team, string name) =>
            Show(await sandbox.Post($"{Heartbeats(team)}/ping?name={name}"), json => json.GetProperty("message").GetString()![..4]);

        public Task<(int Status, string Shown)> List(int team, int size) => Pages($"{Heartbeats(team)}?size={size}", Heartbeat);

        public async Task<(int Status, string Shown)> CreateWindow(int scope, DateTimeOffset from, int minutes, bool silences)
        {
            string rule = $$$"""{"state":"{{{(silences ? "disabled" : "noMaintenance")}}}","entity":{"type":"integration","id":"i"}}""";
            SandboxResponse response = await sandbox.Post(Windows(scope), $$"""{"startDate":"{{Instant(from)}}","endDate":"{{Instant(from.AddMinutes(minutes))}}","rules":[{{rule}}]}""");
            if (response.Status == 201)
            {
                _ids.Add(response.Json.GetProperty("id").GetString()!);
            }

            return Show(response, ShowWindow);
        }

        public async Task<(int Status, string Shown)> Window(string method, int scope, int number, string below = "", string? body = null) =>
            Show(await sandbox.Send(method, $"{Windows(scope)}/{(number <= _ids.Count ? _ids[number - 1] : "none")}{below}", body), ShowWindow);

        public Task<(int Status, string Shown)> ListWindows(int scope, string type, int size) => Pages($"{Windows(scope)}?type={type}&size={size}", ShowWindow);

        private static string Heartbeats(int team) => $"/v1/teams/{Teams[team]}/heartbeats";

        private static string Windows(int scope) => scope < 0 ? "/v1/maintenances" : $"/v1/teams/{Teams[scope]}/maintenances";

        private static (int Status, string Shown) Show(SandboxResponse response, Func<JsonElement, string> show) =>
            (response.Status, response.Status is 200 or 201 ? show(response.Json) : "");

        private static string Heartbeat(JsonElement json) =>
            $"{json.GetProperty("name")} {json.GetProperty("interval")} {json.GetProperty("intervalUnit")} {json.GetProperty("enabled")} {json.GetProperty("status")} "
            + (json.TryGetProperty("description", out JsonElement description) ? description.GetString() : "-");

        private string ShowWindow(JsonElement json) =>
            $"{NumberOf(json.GetProperty("id").GetString()!)} {json.GetProperty("status")} {json.GetProperty("startDate").GetDateTimeOffset():dHH:mm} {json.GetProperty("endDate").GetDateTimeOffset():dHH:mm}";

        private int NumberOf(string id) => _ids.IndexOf(id) + 1;

        private async Task<(int Status, string Shown)> Pages(string path, Func<JsonElement, string> show)
        {
            List<string> lines = new();
            for (string? next = path; next is not null;)
            {
                JsonElement page = (await sandbox.Get(next)).Json;
                lines.AddRange(page.GetProperty("values").EnumerateArray().Select(show));
                next = page.GetProperty("links").TryGetProperty("next", out JsonElement link) ? link.GetString() : null;
            }

            return (200, string.Join('\n', lines));
        }
    }
}
