using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using CompassOps.Serialization;

namespace CompassOps.Core.Tests;

/// <summary>
/// Checks how the client reads fields with unexpected types. The client converts the field, keeps it as an additional property, or
/// reports an error.
/// </summary>
public sealed class MalformedFieldsTests
{
    [Theory]
    [InlineData("description")]
    [InlineData("interval")]
    [InlineData("intervalUnit")]
    [InlineData("enabled")]
    [InlineData("status")]
    [InlineData("ownerTeamId")]
    [InlineData("alertMessage")]
    [InlineData("alertTags")]
    [InlineData("alertPriority")]
    public void A_malformed_field_of_a_heartbeat_is_kept_as_an_additional_property(string field) =>
        AssertKept(Heartbeat($$$"""{"name":"h","{{{field}}}":{"odd":1}}""").AdditionalProperties, field);

    [Theory]
    [InlineData("status")]
    [InlineData("description")]
    [InlineData("startDate")]
    [InlineData("endDate")]
    [InlineData("teamId")]
    [InlineData("rules")]
    public void A_malformed_field_of_a_maintenance_is_kept_as_an_additional_property(string field)
    {
        Maintenance window = Maintenance($$$"""{"id":"m","{{{field}}}":{"odd":1}}""");

        AssertKept(window.AdditionalProperties, field);
        Assert.Empty(window.Rules);
    }

    [Fact]
    public void A_malformed_field_of_a_rule_is_kept_with_the_rule()
    {
        IReadOnlyList<MaintenanceRule> rules = Maintenance("""
            {"id":"m","rules":[{"state":{"odd":1},"entity":"integration"},{"entity":{"id":{"odd":1},"type":["integration"]}}]}
            """).Rules;

        AssertKept(rules[0].AdditionalProperties, "state");
        Assert.Equal("integration", rules[0].AdditionalProperties["entity"]);
        Dictionary<string, object?> entity = Assert.IsType<Dictionary<string, object?>>(rules[1].AdditionalProperties["entity"]);
        AssertKept(entity, "id");
        Assert.Equal(new object[] { "integration" }, entity["type"]);
    }

    [Fact]
    public void A_malformed_or_unknown_field_of_a_team_is_kept_as_an_additional_property()
    {
        Team team = Assert.Single(Teams("""[{"teamId":7,"teamName":{"odd":1},"members":[{"teamId":"another"}]}]"""));

        Assert.Equal(("7", null), (team.TeamId, team.TeamName));
        AssertKept(team.AdditionalProperties, "teamName");
        Assert.IsType<object[]>(team.AdditionalProperties["members"]);
    }

    [Theory]
    [InlineData("a heartbeat", "[]")]
    [InlineData("a maintenance", "\"m\"")]
    [InlineData("a maintenance's rule", """{"id":"m","rules":["disabled"]}""")]
    [InlineData("a team", """{"values":["team"]}""")]
    [InlineData("the links of a list", """{"values":[],"links":"next"}""")]
    [InlineData("the response to a ping", "\"PONG\"")]
    [InlineData("the tenant's description", "\"cloud-1\"")]
    public void A_value_that_should_be_an_object_is_named_in_the_error(string what, string json)
    {
        JsonException refused = Assert.Throws<JsonException>(() => Read(what, json));
        Assert.Contains(what + " is not a JSON object", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a heartbeat", "{}")]
    [InlineData("a heartbeat", """{"name":null}""")]
    [InlineData("a heartbeat", """{"name":""}""")]
    [InlineData("a heartbeat", """{"name":["h"]}""")]
    [InlineData("a maintenance", """{"id":{}}""")]
    [InlineData("a team", """[{"teamName":"Nobody"}]""")]
    [InlineData("a team", """[{"teamId":""}]""")]
    [InlineData("the tenant's description", "{}")]
    [InlineData("the tenant's description", """{"cloudId":"  "}""")]
    public void An_object_without_an_identity_is_an_error(string what, string json) =>
        Assert.Throws<JsonException>(() => Read(what, json));

    [Fact]
    public void Content_after_the_end_of_the_JSON_is_an_error()
    {
        Assert.ThrowsAny<JsonException>(() => Teams("[] []"));
        Assert.ThrowsAny<JsonException>(() => Teams("""{"values":[]} x"""));
    }

    [Fact]
    public void Other_fields_of_a_page_and_its_links_are_ignored()
    {
        Page<Team> page = PageReader.Teams(
            """
            {"total":{"values":[{"teamId":"nobody"}]},"links":{"self":{"next":"/nowhere"},"next":"/v1/teams?offset=1","prev":null},
             "values":[{"teamId":"t"}],"expands":["links",7]}
            """u8,
            null);

        Assert.Equal("t", Assert.Single(page.Values).TeamId);
        Assert.Equal("/v1/teams?offset=1", page.Next);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    public void A_next_link_that_is_not_text_is_an_error(string next)
    {
        JsonException refused = Assert.Throws<JsonException>(() => Teams($$$"""{"values":[],"links":{"next":{{{next}}}}}"""));
        Assert.Contains("next page", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ping_response_may_have_other_fields_or_none()
    {
        Assert.Equal("PONG", ResponseReaders.Pong("""{"took":{"message":"5 ms"},"message":"PONG","id":1}"""u8, null));
        Assert.Equal("", ResponseReaders.Pong("{}"u8, null));
        Assert.Equal("", ResponseReaders.Pong(default, null));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("\"False\"", false)]
    public void A_boolean_field_accepts_a_boolean_or_text(string json, bool enabled)
    {
        Heartbeat heartbeat = Heartbeat($$"""{"name":"h","enabled":{{json}},"description":{{json}}}""");

        Assert.Equal(enabled, heartbeat.Enabled);
        Assert.Equal(json.Trim('"'), heartbeat.Description);
    }

    [Theory]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("\"2147483647\"", int.MaxValue)]
    [InlineData("2147483647.0", int.MaxValue)]
    [InlineData("-2147483648.0", int.MinValue)]
    [InlineData("\"5e1\"", 50)]
    [InlineData("2147483648", null)]
    [InlineData("\"-2147483649\"", null)]
    [InlineData("1e40", null)]
    [InlineData("\"five\"", null)]
    [InlineData("true", null)]
    public void A_value_that_does_not_fit_an_integer_is_kept_as_an_additional_property(string json, int? interval)
    {
        Heartbeat heartbeat = Heartbeat($$"""{"name":"h","interval":{{json}}}""");

        Assert.Equal(interval, heartbeat.Interval);
        Assert.Equal(interval is null, heartbeat.AdditionalProperties.ContainsKey("interval"));
    }

    [Theory]
    [InlineData("0.000001", typeof(decimal))]
    [InlineData("-0.000001", typeof(decimal))]
    [InlineData("0.0000009", typeof(double))]
    [InlineData("1e-20", typeof(double))]
    [InlineData("0.0", typeof(double))]
    public void A_fraction_is_read_as_a_decimal_unless_digits_would_be_lost(string json, Type type) =>
        Assert.IsType(type, Heartbeat($$"""{"name":"h","x":{{json}}}""").AdditionalProperties["x"]);

    [Fact]
    public void Null_tags_are_skipped_and_other_values_become_text() =>
        Assert.Equal(new[] { "a", "7", "false" }, Heartbeat("""{"name":"h","alertTags":["a",null,7,false]}""").AlertTags);

    private static void AssertKept(IReadOnlyDictionary<string, object?> additional, string field)
    {
        KeyValuePair<string, object?> kept = Assert.Single(additional, pair => pair.Key == field);
        Assert.Equal(1L, Assert.IsType<Dictionary<string, object?>>(kept.Value)["odd"]);
    }

    private static object? Read(string what, string json) => what switch
    {
        "a heartbeat" => Heartbeat(json),
        "a maintenance" or "a maintenance's rule" => Maintenance(json),
        "a team" or "the links of a list" => Teams(json),
        "the response to a ping" => ResponseReaders.Pong(Encoding.UTF8.GetBytes(json), null),
        _ => ResponseReaders.CloudId(Encoding.UTF8.GetBytes(json), null),
    };

    private static Heartbeat Heartbeat(string json) => ResponseReaders.Heartbeat(Encoding.UTF8.GetBytes(json), "team-1");

    private static Maintenance Maintenance(string json) => ResponseReaders.Maintenance(Encoding.UTF8.GetBytes(json), null);

    private static IReadOnlyList<Team> Teams(string json) => PageReader.Teams(Encoding.UTF8.GetBytes(json), null).Values;
}
