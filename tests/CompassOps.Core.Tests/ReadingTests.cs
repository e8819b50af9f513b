using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompassOps.Core.Tests.Support;
using CompassOps.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace CompassOps.Core.Tests;

/// <summary>Checks the conversion of JSON to objects. The objects must keep unknown fields.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void All_fields_of_the_contracts_heartbeat_are_read()
    {
        Heartbeat heartbeat = Heartbeat(Samples.Heartbeat);

        Assert.Equal("Service Heartbeat", heartbeat.Name);
        Assert.Equal("Heartbeat for checking service health", heartbeat.Description);
        Assert.Equal((5, "Days", TimeSpan.FromDays(5)), (heartbeat.Interval, heartbeat.IntervalUnit, heartbeat.Period));
        Assert.Equal((true, "Responsive", "team-1"), (heartbeat.Enabled, heartbeat.Status, heartbeat.TeamId));
        Assert.Equal("4b26961a-a837-49d2-a1fe-0973013e3c3b", heartbeat.OwnerTeamId);
        Assert.Equal("Service does not respond", heartbeat.AlertMessage);
        Assert.Equal(new[] { "HighPriority", "Database" }, Assert.IsType<string[]>(heartbeat.AlertTags));
        Assert.Equal("P2", heartbeat.AlertPriority);
        Assert.Empty(heartbeat.AdditionalProperties);
    }

    [Fact]
    public void All_fields_of_the_contracts_maintenance_are_read()
    {
        Maintenance window = Maintenance(Samples.Maintenance, "team-1");

        Assert.Equal(("0762db96-f795-4246-90be-edd295af8fca", "cancelled", "Maintenance Plan"), (window.Id, window.Status, window.Description));
        Assert.Equal(new DateTimeOffset(2023, 12, 11, 11, 37, 40, 501, TimeSpan.Zero), window.StartDate);
        Assert.Equal(TimeSpan.FromMinutes(5), window.Duration);
        Assert.Equal(("team-1", "Team"), (window.TeamId, window.Scope));
        MaintenanceRule rule = Assert.Single(Assert.IsType<MaintenanceRule[]>(window.Rules));
        Assert.Equal("disabled integration 51e9e162-767b-47a6-a00a-4cd8b6f94829", rule.ToString());
    }

    [Fact]
    public void A_window_without_a_team_is_global()
    {
        Assert.Equal((null, "Global"), (Maintenance(Samples.Maintenance, null).TeamId, Maintenance(Samples.Maintenance, null).Scope));
        Assert.Equal("x", Maintenance("""{"id":"m","teamId":"x"}""", null).TeamId);
    }

    [Fact]
    public void Numbers_as_text_and_text_as_numbers_are_converted()
    {
        Heartbeat heartbeat = Heartbeat("""
            {"name":42,"interval":"5","intervalUnit":"Minutes","enabled":"TRUE","alertTags":"one","alertPriority":3,"description":true}
            """);

        Assert.Equal(("42", 5, true, "3", "true"), (heartbeat.Name, heartbeat.Interval, heartbeat.Enabled, heartbeat.AlertPriority, heartbeat.Description));
        Assert.Equal(new[] { "one" }, heartbeat.AlertTags);
        Assert.Equal(7, Heartbeat("""{"name":"h","interval":7.0}""").Interval);
    }

    [Fact]
    public void Any_field_but_the_identity_may_be_null()
    {
        Heartbeat heartbeat = Heartbeat("""
            {"name":"h","description":null,"interval":null,"intervalUnit":null,"enabled":null,"status":null,"ownerTeamId":null,
             "alertMessage":null,"alertTags":null,"alertPriority":null}
            """);
        Maintenance window = Maintenance("""{"id":"m","status":null,"description":null,"startDate":null,"endDate":null,"teamId":null,"rules":null}""", null);

        Assert.Equal((null, null, null), (heartbeat.Interval, heartbeat.Enabled, heartbeat.Period));
        Assert.Empty(heartbeat.AlertTags);
        Assert.Empty(heartbeat.AdditionalProperties);
        Assert.Equal((null, null), (window.StartDate, window.Duration));
        Assert.Empty(window.Rules);
        Assert.Empty(window.AdditionalProperties);
    }

    [Fact]
    public void A_malformed_value_is_kept_as_an_additional_property()
    {
        Heartbeat heartbeat = Heartbeat("""{"name":"h","interval":2.5,"enabled":"perhaps","alertTags":{"a":1},"status":["x"],"description":{"b":null}}""");

        Assert.Equal((null, null, null), (heartbeat.Interval, heartbeat.Enabled, heartbeat.Status));
        Assert.Equal(2.5m, heartbeat.AdditionalProperties["interval"]);
        Assert.Equal("perhaps", heartbeat.AdditionalProperties["enabled"]);
        Assert.Equal(1L, Assert.IsType<Dictionary<string, object?>>(heartbeat.AdditionalProperties["alertTags"])["a"]);
        Assert.Equal(new object[] { "x" }, heartbeat.AdditionalProperties["status"]);
        Assert.Equal("soon", Maintenance("""{"id":"m","startDate":"soon"}""", null).AdditionalProperties["startDate"]);
    }

    [Theory]
    [InlineData("2023-12-11T11:37:40.501Z")]
    [InlineData("2023-12-11T11:37:40.501000Z")]
    [InlineData("2023-12-11T13:37:40.501+02:00")]
    [InlineData("2023-12-11T13:37:40.501+0200")]
    [InlineData("2023-12-11T11:37:40.501")]
    public void An_instant_is_the_same_in_every_spelling(string text) => Assert.Equal(
        new DateTimeOffset(2023, 12, 11, 11, 37, 40, 501, TimeSpan.Zero),
        Maintenance($$"""{"id":"m","startDate":"{{text}}"}""", null).StartDate);

    [Theory]
    [InlineData("""{"id":"m","rules":[{}]}""", "  ")]
    [InlineData("""{"id":"m","rules":[null,{"state":null,"entity":null}]}""", "  ")]
    [InlineData("""{"id":"m","rules":[{"entity":{"id":7,"type":"future"},"state":"paused"}]}""", "paused future 7")]
    public void Incomplete_and_unknown_rules_are_preserved(string json, string text) =>
        Assert.Equal(text, Assert.Single(Maintenance(json, null).Rules).ToString());

    [Fact]
    public void Unknown_fields_of_rules_and_entities_are_kept()
    {
        MaintenanceRule rule = Maintenance("""{"id":"m","rules":[{"state":"s","note":1,"entity":{"id":"i","type":"t","name":"n"}}]}""", null).Rules[0];

        Assert.Equal(1L, rule.AdditionalProperties["note"]);
        Assert.Equal("n", Assert.IsType<Dictionary<string, object?>>(rule.AdditionalProperties["entity"])["name"]);
    }

    [Fact]
    public void Numbers_are_preserved_as_exactly_as_plain_types_allow()
    {
        IReadOnlyDictionary<string, object?> kept = Heartbeat(
            """{"name":"h","a":9007199254740993,"b":0.1,"c":1e300,"d":1e999,"e":-0.0,"f":12345678901234567890}""").AdditionalProperties;

        Assert.Equal(9007199254740993L, kept["a"]);
        Assert.Equal(0.1m, kept["b"]);
        Assert.Equal(1e300, kept["c"]);
        Assert.Equal("1e999", kept["d"]);
        Assert.Equal(-0.0, kept["e"]);
        Assert.Equal(12345678901234567890m, kept["f"]);
    }

    [Fact]
    public void Any_unknown_fields_survive_reading() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        Random random = new(seed);
        JsonObject extra = new();
        for (int i = 0; i < random.Next(0, 6); i++)
        {
            extra[$"x-{i} {(char)random.Next(0x20, 0xD7FF)}"] = RandomJson.Node(random, 4);
        }

        KeyValuePair<string, JsonNode?>[] fields = [.. JsonNode.Parse(Samples.Heartbeat)!.AsObject(), .. extra];
        random.Shuffle(fields);
        JsonObject json = new(fields.Select(static field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        Heartbeat heartbeat = Heartbeat(json.ToJsonString());
        string kept = JsonSerializer.Serialize(heartbeat.AdditionalProperties.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary());
        string sent = JsonSerializer.Serialize(extra.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary());
        return JsonNode.DeepEquals(JsonNode.Parse(kept), JsonNode.Parse(sent)) && heartbeat.AlertPriority == "P2" && heartbeat.Interval == 5;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_unknown_fields_of_a_window_its_rules_and_their_entities_survive_reading_and_are_never_sent() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            Random random = new(seed);
            JsonObject window = JsonNode.Parse(Samples.Maintenance)!.AsObject();
            JsonObject rule = window["rules"]![0]!.AsObject();
            JsonObject entity = rule["entity"]!.AsObject();
            string[] added = [Extend(window, random), Extend(rule, random), Extend(entity, random)];

            Maintenance read = Maintenance(window.ToJsonString(), null);

            IReadOnlyDictionary<string, object?> ofRule = read.Rules[0].AdditionalProperties;
            Dictionary<string, object?> ofEntity = ofRule.TryGetValue("entity", out object? value) ? (Dictionary<string, object?>)value! : new();
            string[] kept =
            [
                Sorted(read.AdditionalProperties),
                Sorted(ofRule.Where(static pair => pair.Key != "entity")),
                Sorted(ofEntity),
            ];
            string sent = System.Text.Encoding.UTF8.GetString(CompassOps.Serialization.RequestBodies.Of(new MaintenancePatch { Rules = read.Rules }));
            return kept.SequenceEqual(added)
                && sent == """{"rules":[{"state":"disabled","entity":{"id":"51e9e162-767b-47a6-a00a-4cd8b6f94829","type":"integration"}}]}""";
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, "minutes", 300)]
    [InlineData(2, "Hours", 7200)]
    [InlineData(1, "DAY", 86400)]
    [InlineData(1, "fortnights", null)]
    [InlineData(0, "minutes", null)]
    [InlineData(-1, "minutes", null)]
    [InlineData(int.MaxValue, "days", null)]
    [InlineData(null, "days", null)]
    public void A_period_is_interval_times_unit_if_the_unit_is_known(int? interval, string unit, int? seconds) =>
        Assert.Equal(seconds, (int?)HeartbeatPeriod.From(interval, unit)?.TotalSeconds);

    [Fact]
    public void A_period_is_split_into_the_largest_unit_and_restored() => Prop.ForAll(Gen.Choose(1, 5_000_000).ToArbitrary(), minutes =>
    {
        TimeSpan period = TimeSpan.FromMinutes(minutes);
        (int interval, string unit) = HeartbeatPeriod.Split(period);
        return HeartbeatPeriod.From(interval, unit) == period
            && unit == (minutes % 1440 == 0 ? "days" : minutes % 60 == 0 ? "hours" : "minutes");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("00:00:30")]
    [InlineData("00:01:30")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    public void A_period_that_is_not_a_whole_number_of_minutes_is_refused(string period) =>
        Assert.Throws<CompassArgumentException>(() => HeartbeatPeriod.Split(TimeSpan.Parse(period, null)));

    private static Heartbeat Heartbeat(string json) => ResponseReaders.Heartbeat(Encoding.UTF8.GetBytes(json), "team-1");

    private static Maintenance Maintenance(string json, string? teamId) => ResponseReaders.Maintenance(Encoding.UTF8.GetBytes(json), teamId);

    /// <summary>Adds fields with random names and values to an object. Returns the added fields as JSON.</summary>
    private static string Extend(JsonObject fields, Random random)
    {
        Dictionary<string, object?> added = new(StringComparer.Ordinal);
        for (int i = random.Next(0, 4); i > 0; i--)
        {
            string name = $"x{i} {RandomJson.Text(random, 4)}";
            fields[name] = RandomJson.Node(random, 3);
            added[name] = fields[name];
        }

        return Sorted(added);
    }

    private static string Sorted(IEnumerable<KeyValuePair<string, object?>> fields) =>
        JsonSerializer.Serialize(fields.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary(static pair => pair.Key, static pair => pair.Value));
}
