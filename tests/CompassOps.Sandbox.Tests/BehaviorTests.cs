using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class BehaviorTests
{
    private const string Windows = "/v1/maintenances";
    private const string TeamWindows = $"/v1/teams/{SandboxFixture.Team}/maintenances";

    [Theory]
    [InlineData(SandboxBehaviors.None, "2023-12-11T10:50:10.500Z", "2023-12-11T12:30:10.500Z", "2023-12-11T10:50:10.500Z", "2023-12-11T12:30:10.500Z")]
    [InlineData(SandboxBehaviors.MoveStartToNow, "2023-12-11T10:50:10.500Z", "2023-12-11T12:30:10.500Z", "2023-12-11T11:00:00.000Z", "2023-12-11T12:30:10.500Z")]
    [InlineData(SandboxBehaviors.MoveStartToNow, "2023-12-11T10:50:00.000Z", "2023-12-11T10:55:00.000Z", "2023-12-11T10:50:00.000Z", "2023-12-11T10:55:00.000Z")]
    [InlineData(SandboxBehaviors.MoveStartToNow, "2023-12-11T11:30:00.000Z", "2023-12-11T11:55:00.000Z", "2023-12-11T11:30:00.000Z", "2023-12-11T11:55:00.000Z")]
    [InlineData(SandboxBehaviors.TruncateToMinutes, "2023-12-11T11:50:59.999Z", "2023-12-11T12:30:10.500Z", "2023-12-11T11:50:00.000Z", "2023-12-11T12:30:00.000Z")]
    [InlineData(SandboxBehaviors.RoundUpToSeconds, "2023-12-11T11:50:10.001Z", "2023-12-11T12:30:10.000Z", "2023-12-11T11:50:11.000Z", "2023-12-11T12:30:10.000Z")]
    public async Task Create_NormalizesInstantsAsTheBehaviorSays(SandboxBehaviors behavior, string start, string end, string keptStart, string keptEnd)
    {
        using SandboxFixture sandbox = Start(behavior);
        SandboxResponse created = await sandbox.Post(Windows, $$$"""{"startDate":"{{{start}}}","endDate":"{{{end}}}","rules":[{"state":"disabled","entity":{"type":"sync","id":"s"}}]}""");
        Assert.Equal((201, keptStart, keptEnd), (created.Status, Text(created.Json, "startDate"), Text(created.Json, "endDate")));
        JsonElement shown = (await sandbox.Get($"{Windows}/{Text(created.Json, "id")}")).Json;
        Assert.Equal((keptStart, keptEnd), (Text(shown, "startDate"), Text(shown, "endDate")));
    }

    [Fact]
    public async Task Create_WhenTruncationLeavesNoTime_IsRefused()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.TruncateToMinutes);
        SandboxResponse refused = await sandbox.Post(Windows, """{"startDate":"2023-12-11T12:00:10Z","endDate":"2023-12-11T12:00:50Z","rules":[{"state":"disabled","entity":{"type":"sync","id":"s"}}]}""");
        Assert.Equal(400, refused.Status);
    }

    [Theory]
    [InlineData(SandboxBehaviors.MoveStartToNow | SandboxBehaviors.TruncateToMinutes)]
    [InlineData(SandboxBehaviors.UpperCaseIds | SandboxBehaviors.TrimText | SandboxBehaviors.RoundUpToSeconds)]
    public async Task Update_OfAnActiveWindow_AcceptsTheValuesSentAtItsCreation(SandboxBehaviors behavior)
    {
        using SandboxFixture sandbox = Start(behavior);
        string sent = """{"description":" Deploy ","startDate":"2023-12-11T10:50:10.500Z","endDate":"2023-12-11T12:30:00Z","rules":[{"state":"disabled","entity":{"type":"sync","id":"s"}}]}""";
        string id = await sandbox.CreateWindow(sent);
        sandbox.Server.Step(TimeSpan.FromMinutes(5));
        SandboxResponse longer = await sandbox.Send("PATCH", $"{Windows}/{id}", sent.Replace("12:30", "13:30", StringComparison.Ordinal));
        Assert.Equal((200, "2023-12-11T13:30:00.000Z"), (longer.Status, Text(longer.Json, "endDate")));
    }

    [Fact]
    public async Task UpperCaseIds_AreShownAndAcceptedInEitherCase()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.UpperCaseIds);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90, """{"state":"disabled","entity":{"type":"integration","id":"abc-1"}}"""), TeamWindows);
        Assert.Equal(id.ToUpperInvariant(), id);
        JsonElement shown = (await sandbox.Get($"{TeamWindows}/{id.ToLowerInvariant()}")).Json;
        Assert.Equal("ABC-1", Text(shown.GetProperty("rules")[0].GetProperty("entity"), "id"));
        Assert.Equal(SandboxFixture.Team.ToUpperInvariant(), Text(shown, "teamId"));
        JsonElement heartbeat = (await sandbox.CreateHeartbeat("nightly backup")).Json;
        Assert.Equal(SandboxFixture.Team.ToUpperInvariant(), Text(heartbeat, "ownerTeamId"));
        Assert.Equal(204, (await sandbox.Send("DELETE", $"{TeamWindows}/{id}")).Status);
    }

    [Fact]
    public async Task Texts_AreStoredAsTheBehaviorSays()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.TrimText | SandboxBehaviors.NormalizeNewlines | SandboxBehaviors.LowerCaseTags);
        SandboxResponse created = await sandbox.Post(SandboxFixture.Heartbeats, """{"name":" Order import ","description":" a\r\nb ","alertMessage":" m ","alertTags":["Prod"," DB "],"interval":5,"intervalUnit":"minutes","enabled":true}""");
        Assert.Equal("Order import", Text(created.Json, "name"));
        Assert.Equal("a\nb", Text(created.Json, "description"));
        Assert.Equal("m", Text(created.Json, "alertMessage"));
        Assert.Equal(["prod", "db"], created.Json.GetProperty("alertTags").EnumerateArray().Select(static tag => tag.GetString()));
        Assert.Equal(409, (await sandbox.CreateHeartbeat("Order import ")).Status);
        Assert.Equal(1, (await sandbox.Get($"{SandboxFixture.Heartbeats}?name=Order%20import%20")).Json.GetProperty("values").GetArrayLength());
        await sandbox.Ping(" Order import");
        Assert.Equal("Responsive", await sandbox.StatusOf("Order import"));
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90).Insert(1, "\"description\":\" Deploy \","));
        Assert.Equal("Deploy", Text((await sandbox.Get($"{Windows}/{id}")).Json, "description"));
        SandboxResponse patched = await sandbox.Send("PATCH", $"{Windows}/{id}", """{"description":"x\r\n"}""");
        Assert.Equal("x", Text(patched.Json, "description"));
    }

    [Fact]
    public async Task LagLists_ShowsTheStateAtThePreviousListRequest()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.LagLists);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        Assert.Equal(0, await Count(sandbox));
        Assert.Equal(1, await Count(sandbox));
        Assert.Equal(200, (await sandbox.Get($"{Windows}/{id}")).Status);
        await sandbox.Send("DELETE", $"{Windows}/{id}");
        Assert.Equal(1, await Count(sandbox));
        Assert.Equal(0, await Count(sandbox));
        await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        sandbox.Server.Behavior = SandboxBehaviors.None;
        Assert.Equal(1, await Count(sandbox));
    }

    [Fact]
    public async Task LagListsByMinute_ShowsTheStateOneMinuteEarlier()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.LagListsByMinute);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        Assert.Equal(200, (await sandbox.Get($"{Windows}/{id}")).Status);
        sandbox.Server.Step(TimeSpan.FromSeconds(40));
        await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        sandbox.Server.Step(TimeSpan.FromSeconds(19));
        Assert.Equal(0, await Count(sandbox));
        Assert.Equal(0, await Count(sandbox));
        sandbox.Server.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Count(sandbox));
        sandbox.Server.Step(TimeSpan.FromSeconds(40));
        Assert.Equal(2, await Count(sandbox));
        await sandbox.Send("DELETE", $"{Windows}/{id}");
        Assert.Equal(2, await Count(sandbox));
        sandbox.Server.Behavior = SandboxBehaviors.None;
        Assert.Equal(1, await Count(sandbox));
    }

    [Fact]
    public async Task LagLists_AndLagListsByMinute_ReplaceEachOther()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.LagLists);
        await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        sandbox.Server.Behavior = SandboxBehaviors.LagLists | SandboxBehaviors.TrimText;
        Assert.Equal(0, await Count(sandbox));
        sandbox.Server.Behavior = SandboxBehaviors.LagListsByMinute;
        Assert.Equal(1, await Count(sandbox));
        await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        Assert.Equal(1, await Count(sandbox));
        sandbox.Server.Behavior = SandboxBehaviors.LagLists;
        Assert.Equal(2, await Count(sandbox));
    }

    [Fact]
    public async Task NoContent_RespondsToChangesAndCancelsWithoutABody()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.NoContent);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        Assert.Equal(201, (await sandbox.CreateHeartbeat("nightly backup")).Status);
        Assert.Equal((204, ""), Shown(await sandbox.Send("PATCH", $"{SandboxFixture.Heartbeats}?name=nightly%20backup", """{"interval":9}""")));
        Assert.Equal((204, ""), Shown(await sandbox.Send("PATCH", $"{Windows}/{id}", """{"description":"Deploy"}""")));
        Assert.Equal((204, ""), Shown(await sandbox.Post($"{Windows}/{id}/cancel")));
        JsonElement window = (await sandbox.Get($"{Windows}/{id}")).Json;
        Assert.Equal(("cancelled", "Deploy"), (Text(window, "status"), Text(window, "description")));
    }

    [Theory]
    [InlineData(SandboxBehaviors.ClockAhead, "active", 90)]
    [InlineData(SandboxBehaviors.ClockBehind, "planned", -90)]
    public async Task ClockSkew_AffectsOnlyTheServiceClock(SandboxBehaviors behavior, string status, int seconds)
    {
        using SandboxFixture sandbox = Start(behavior);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(0, 90).Replace(":00:00Z", ":00:30Z", StringComparison.Ordinal));
        SandboxResponse shown = await sandbox.Get($"{Windows}/{id}");
        Assert.Equal(status, Text(shown.Json, "status"));
        Assert.Equal(SandboxFixture.Start.AddSeconds(seconds), DateTimeOffset.Parse(shown.Headers.GetValues("Date").Single(), CultureInfo.InvariantCulture));
        Assert.Equal(SandboxFixture.Start, sandbox.Server.Now);
        sandbox.Server.Behavior = SandboxBehaviors.None;
        Assert.Equal("planned", Text((await sandbox.Get($"{Windows}/{id}")).Json, "status"));
    }

    [Fact]
    public async Task DisabledHeartbeat_IsOff()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.None);
        Assert.Equal("Off", Text((await sandbox.CreateHeartbeat("nightly backup", enabled: false)).Json, "status"));
        await sandbox.Ping("nightly backup");
        Assert.Equal("Off", await sandbox.StatusOf("nightly backup"));
        SandboxResponse enabled = await sandbox.Send("PATCH", $"{SandboxFixture.Heartbeats}?name=nightly%20backup", """{"enabled":true}""");
        Assert.Equal("Responsive", Text(enabled.Json, "status"));
    }

    [Fact]
    public async Task NoHeartbeats_Responds402ExceptToPings()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.NoHeartbeats);
        foreach ((string method, string path, string? body) in new (string, string, string?)[]
        {
            ("GET", SandboxFixture.Heartbeats, null), ("POST", SandboxFixture.Heartbeats, SandboxFixture.HeartbeatJson),
            ("PATCH", $"{SandboxFixture.Heartbeats}?name=Web", "{}"), ("DELETE", $"{SandboxFixture.Heartbeats}?name=Web", null),
        })
        {
            Assert.Equal(402, (await sandbox.Send(method, path, body)).Status);
        }

        Assert.Equal("PONG - Heartbeat received", Text((await sandbox.Ping("Web")).Json, "message"));
        Assert.Equal(200, (await sandbox.Get(Windows)).Status);
    }

    [Fact]
    public async Task NoDeleteScope_RejectsOnlyDeleteRequests()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.NoDeleteScope);
        string id = await sandbox.CreateWindow(SandboxFixture.Window(60, 90));
        await sandbox.CreateHeartbeat("Web");
        foreach (string path in new[] { $"{Windows}/{id}", $"{SandboxFixture.Heartbeats}?name=Web" })
        {
            SandboxResponse refused = await sandbox.Send("DELETE", path);
            Assert.Equal((401, "Unauthorized; scope does not match"), (refused.Status, Text(refused.Json, "message")));
        }

        Assert.Equal("Pending", await sandbox.StatusOf("Web"));
        Assert.Equal(200, (await sandbox.Post($"{Windows}/{id}/cancel")).Status);
    }

    [Fact]
    public async Task NoTeamAccess_ShowsEmptyLists()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.None);
        await sandbox.CreateHeartbeat("Web");
        await sandbox.CreateWindow(SandboxFixture.Window(60, 90), TeamWindows);
        sandbox.Server.Behavior = SandboxBehaviors.NoTeamAccess;
        Assert.Equal((200, """{"values":[],"links":{}}"""), Shown(await sandbox.Get(SandboxFixture.Heartbeats)));
        Assert.Equal((200, """{"values":[],"links":{}}"""), Shown(await sandbox.Get(TeamWindows)));
        Assert.Equal(403, (await sandbox.CreateHeartbeat("Other")).Status);
        Assert.Equal(201, (await sandbox.Post(Windows, SandboxFixture.Window(60, 90))).Status);
    }

    [Fact]
    public async Task ControlResource_ShowsAndSetsTheBehavior()
    {
        using SandboxFixture sandbox = new(new SandboxOptions { ControlResource = true, Behavior = SandboxBehaviors.TrimText });
        Assert.Equal("""{"behavior":["TrimText"]}""", (await sandbox.Get("_sandbox/behavior")).Body);
        SandboxResponse set = await sandbox.Post("_sandbox/behavior", """{"behavior":["laglists","NoContent"]}""");
        Assert.Equal((200, """{"behavior":["LagLists","NoContent"]}"""), Shown(set));
        Assert.Equal(SandboxBehaviors.LagLists | SandboxBehaviors.NoContent, sandbox.Server.Behavior);
        SandboxResponse refused = await sandbox.Post("_sandbox/behavior", """{"behavior":["Sleep"]}""");
        Assert.Equal(400, refused.Status);
        Assert.Contains("'Sleep' is unknown", refused.Body, StringComparison.Ordinal);
        await sandbox.Post("_sandbox/behavior", """{"behavior":[]}""");
        Assert.Equal(SandboxBehaviors.None, sandbox.Server.Behavior);
    }

    [Theory]
    [InlineData("TrimText,LagLists", SandboxBehaviors.TrimText | SandboxBehaviors.LagLists)]
    [InlineData("none", SandboxBehaviors.None)]
    [InlineData("trimtext", SandboxBehaviors.TrimText)]
    public void Parse_ReadsNames(string text, SandboxBehaviors behavior) => Assert.Equal(behavior, SandboxBehaviorNames.Parse([text]));

    [Theory]
    [InlineData("16")]
    [InlineData("")]
    [InlineData("Trim Text")]
    public void Parse_OfAnUnknownName_IsRefused(string text) =>
        Assert.Contains("The known behaviors are MoveStartToNow, ", Assert.Throws<ArgumentException>(() => SandboxBehaviorNames.Parse([text])).Message, StringComparison.Ordinal);

    [Fact]
    public void Behavior_WithAnUndefinedFlag_IsRejected()
    {
        using SandboxFixture sandbox = Start(SandboxBehaviors.None);
        Assert.Throws<ArgumentException>(() => sandbox.Server.Behavior = (SandboxBehaviors)(1 << 30));
        Assert.Throws<ArgumentException>(() => SandboxServer.Start(new SandboxOptions { Behavior = (SandboxBehaviors)(1 << 30) }));
    }

    private static SandboxFixture Start(SandboxBehaviors behavior) =>
        new(new SandboxOptions { StartTime = SandboxFixture.Start, ClockStopped = true, Behavior = behavior });

    private static async Task<int> Count(SandboxFixture sandbox) => (await sandbox.Get(Windows)).Json.GetProperty("values").GetArrayLength();

    private static (int Status, string Body) Shown(SandboxResponse response) => (response.Status, response.Body);

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();
}
