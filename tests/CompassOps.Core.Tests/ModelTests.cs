using System;
using System.Linq;
using CompassOps.Core.Tests.Support;

namespace CompassOps.Core.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Unset_properties_are_empty_and_not_null()
    {
        Assert.Equal(("", "", ""), (new Heartbeat().Name, new Maintenance().Id, new Team().TeamId));
        Assert.Equal(("", ""), (new HeartbeatPing().Name, new HeartbeatPing().TeamId));
        Assert.Equal(("", "", ""), (new HeartbeatCreate().Name, new CompassClientOptions().CloudId, new CompassClientOptions().UserName));
        Assert.Equal("", new ConnectionTest().Message);
        Assert.Empty(new Heartbeat().AlertTags);
        Assert.Empty(new Maintenance().Rules);
        Assert.Empty(new MaintenanceCreate().Rules);
        Assert.All(
            new[]
            {
                new Heartbeat().AdditionalProperties, new Maintenance().AdditionalProperties, new Team().AdditionalProperties,
                new MaintenanceRule("s", "t", "i").AdditionalProperties,
            },
            Assert.Empty);
        MaintenanceRule rule = new(null!, null!, null!);
        Assert.Equal(("", "", ""), (rule.State, rule.EntityType, rule.EntityId));
    }

    [Fact]
    public void The_default_options_are_the_documented_ones()
    {
        CompassClientOptions options = new();

        Assert.Equal("https://api.atlassian.com/", CompassClientOptions.DefaultBaseUri.AbsoluteUri);
        Assert.Equal((TimeSpan.FromSeconds(30), 4), (options.Timeout, options.MaximumRetryCount));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), (options.RetryInterval, options.MaximumRetryDelay));
        Assert.Equal((16_777_216, "CompassOps"), (options.MaximumResponseBytes, options.UserAgent));
        HeartbeatCreate request = new();
        Assert.Equal((true, "minutes"), (request.Enabled, request.IntervalUnit));
    }

    [Fact]
    public void Objects_format_as_their_identity()
    {
        Assert.Equal("h", new Heartbeat { Name = "h", Description = "d" }.ToString());
        Assert.Equal("m", new Maintenance { Id = "m", Description = "d" }.ToString());
        Assert.Equal("Shop", new Team { TeamId = "1", TeamName = "Shop" }.ToString());
        Assert.Equal("1", new Team { TeamId = "1" }.ToString());
        Assert.Equal("h", new HeartbeatPing { Name = "h" }.ToString());
        Assert.Equal("h: PONG", new HeartbeatPing { Name = "h", Message = "PONG" }.ToString());
    }

    [Fact]
    public void A_window_lasts_from_its_start_to_its_end()
    {
        DateTimeOffset start = new(2026, 11, 25, 1, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(2), new PlannedMaintenance { StartDate = start, EndDate = start.AddHours(2) }.Duration);
        Assert.Equal(TimeSpan.FromHours(2), new Maintenance { StartDate = start, EndDate = start.AddHours(2) }.Duration);
        Assert.Null(new Maintenance { StartDate = start }.Duration);
        Assert.Null(new Maintenance { EndDate = start }.Duration);
    }

    [Theory]
    [InlineData("minute", "minutes")]
    [InlineData("HOUR", "hours")]
    [InlineData("Days", "days")]
    [InlineData("week", "week")]
    [InlineData("weeks", "weeks")]
    [InlineData("s", "s")]
    public void Units_are_recognized_in_singular_plural_and_any_case(string word, string unit) => Assert.Equal(unit, KnownValues.Unit(word));

    [Fact]
    public void Known_values_get_the_contracts_spelling_and_others_are_kept()
    {
        Assert.Equal(
            new[] { "P1", "P2", "P3", "P4", "P5", "p6" }, new[] { "p1", "p2", "p3", "p4", "p5", "p6" }.Select(KnownValues.Priority));
        Assert.Equal(
            new[] { "disabled", "enabled", "noMaintenance", "Paused" },
            new[] { "DISABLED", "Enabled", "nomaintenance", "Paused" }.Select(KnownValues.RuleState));
        Assert.Equal(
            new[] { "integration", "policy", "sync", "Robot" }, new[] { "Integration", "POLICY", "Sync", "Robot" }.Select(KnownValues.EntityType));
        Assert.Equal(
            new[] { "all", "non-expired", "non-expired", "past", "Future" },
            new[] { "All", "NonExpired", "NON-EXPIRED", "Past", "Future" }.Select(KnownValues.MaintenanceType));
    }

    [Theory]
    [InlineData(1, 1, "minutes")]
    [InlineData(59, 59, "minutes")]
    [InlineData(60, 1, "hours")]
    [InlineData(90, 90, "minutes")]
    [InlineData(1440, 1, "days")]
    [InlineData(1500, 25, "hours")]
    public void A_period_is_written_in_the_largest_unit_that_divides_it(int minutes, int interval, string unit) =>
        Assert.Equal((interval, unit), HeartbeatPeriod.Split(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_period_beyond_the_range_is_refused()
    {
        Assert.Equal((int.MaxValue, "minutes"), HeartbeatPeriod.Split(TimeSpan.FromMinutes(int.MaxValue)));
        CompassArgumentException refused = Assert.Throws<CompassArgumentException>(
            () => HeartbeatPeriod.Split(TimeSpan.FromMinutes(int.MaxValue + 2L)));

        Assert.Equal("period", refused.ParamName);
        Assert.Contains("cannot store such a long period", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(10_675_199), HeartbeatPeriod.From(10_675_199, "days"));
        Assert.Null(HeartbeatPeriod.From(10_675_200, "days"));
        Assert.Equal(TimeSpan.FromMinutes(1), HeartbeatPeriod.From(1, "minutes"));
        Assert.Null(HeartbeatPeriod.From(1, null));
    }

    [Fact]
    public void A_window_matches_the_request_that_created_it()
    {
        MaintenanceCreate request = Samples.NewMaintenance();
        Maintenance window = new()
        {
            Id = "m",
            Status = "planned",
            Description = request.Description,
            StartDate = request.StartDate,
            EndDate = request.EndDate,
            Rules = request.Rules,
        };

        Assert.True(request.Matches(window, default));
        Assert.False((request with { Description = "Another" }).Matches(window, default));
    }
}
