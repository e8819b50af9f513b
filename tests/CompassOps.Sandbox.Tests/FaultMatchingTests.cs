// Checks which requests a fault matches, and how often it fires.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class FaultMatchingTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    private SandboxServer Server => _sandbox.Server;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Skip_and_Every_select_the_requests_that_a_fault_affects()
    {
        Add(new SandboxFault { Status = 500, Every = 3, Skip = 2 });
        Assert.Equal("200 200 200 200 500 200 200 500 200", await Pattern(9));
    }

    [Fact]
    public async Task A_probability_is_reproducible_by_its_seed()
    {
        Add(new SandboxFault { Status = 500, Probability = 0.5, Seed = 42 });
        string first = await Pattern(40);
        Server.ClearFaults();
        Add(new SandboxFault { Status = 500, Probability = 0.5, Seed = 42 });
        Assert.Equal(first, await Pattern(40));
        Server.ClearFaults();
        Add(new SandboxFault { Status = 500, Probability = 0.5, Seed = 43 });
        Assert.NotEqual(first, await Pattern(40));
        Assert.InRange(first.Split(' ').Count(status => status == "500"), 8, 32);
    }

    [Fact]
    public async Task The_first_matching_fault_is_applied()
    {
        Add(new SandboxFault { Status = 500, Every = 2 });
        Add(new SandboxFault { Status = 503 });
        Assert.Equal("503 500 503 500", await Pattern(4));
    }

    [Theory]
    [InlineData("ListTeams", null, null, true)]
    [InlineData("listteams", null, null, true)]
    [InlineData("ListHeartbeats", null, null, false)]
    [InlineData(null, "get", null, true)]
    [InlineData(null, "POST", null, false)]
    [InlineData(null, null, "*/v1/teams", true)]
    [InlineData(null, null, "*/V1/team?", true)]
    [InlineData(null, null, "/v1/teams", false)]
    [InlineData("ListTeams", "POST", null, false)]
    public async Task A_fault_affects_only_matching_requests(string? operation, string? method, string? path, bool met)
    {
        Add(new SandboxFault { Operation = operation, Method = method, PathPattern = path });
        Assert.Equal(met ? 503 : 200, (await _sandbox.Get("/v1/teams")).Status);
    }

    [Fact]
    public async Task A_fault_also_matches_unauthenticated_and_tenant_requests()
    {
        Add(new SandboxFault { Operation = "GetTenantInfo", Status = 504 });
        Assert.Equal(504, (await _sandbox.Get("_edge/tenant_info")).Status);
    }

    [Fact]
    public async Task A_fault_is_removed_by_its_id_and_other_faults_stay()
    {
        SandboxFault first = Add(new SandboxFault { Status = 500 });
        SandboxFault second = Add(new SandboxFault { Id = "mine", Status = 503 });
        Assert.Equal("mine", second.Id);
        Assert.Equal("500", await Pattern(1));
        Server.ClearFaults(first.Id);
        Assert.Equal(["mine"], Server.Faults.Select(fault => fault.Id));
        Assert.Equal("503", await Pattern(1));
        Server.ClearFaults();
        Assert.Equal("200", await Pattern(1));
    }

    [Fact]
    public async Task The_log_names_the_fault()
    {
        SandboxFault fault = Add(new SandboxFault { Status = 500, Count = 1 });
        await Pattern(2);
        Assert.Equal([fault.Id, null], Server.Requests.Select(request => request.Fault));
    }

    public static TheoryData<SandboxFault> Senseless => new(
        new SandboxFault { Operation = "Dance" },
        new SandboxFault { Kind = (SandboxFaultKind)99 },
        new SandboxFault { Status = 100 },
        new SandboxFault { Status = 600 },
        new SandboxFault { Count = 0 },
        new SandboxFault { Every = 0 },
        new SandboxFault { Skip = -1 },
        new SandboxFault { Probability = 0 },
        new SandboxFault { Probability = 1.1 },
        new SandboxFault { Probability = double.NaN },
        new SandboxFault { Delay = TimeSpan.FromSeconds(-1) },
        new SandboxFault { Headers = new Dictionary<string, string> { ["A b"] = "c" } },
        new SandboxFault { Headers = new Dictionary<string, string> { ["A"] = "b\r\nC: d" } },
        new SandboxFault { Headers = new Dictionary<string, string> { ["content-length"] = "1" } });

    [Theory]
    [MemberData(nameof(Senseless))]
    public void An_invalid_fault_is_refused(SandboxFault fault)
    {
        Assert.ThrowsAny<ArgumentException>(() => Add(fault));
        Assert.Empty(Server.Faults);
    }

    [Fact]
    public void Two_faults_with_the_same_id_are_refused()
    {
        Add(new SandboxFault { Id = "a" });
        Assert.ThrowsAny<ArgumentException>(() => Add(new SandboxFault { Id = "a" }));
    }

    private SandboxFault Add(SandboxFault fault) => Server.AddFault(fault);

    private async Task<string> Pattern(int count)
    {
        List<int> seen = new();
        for (int i = 0; i < count; i++)
        {
            seen.Add((await _sandbox.Get("/v1/teams")).Status);
        }

        return string.Join(' ', seen);
    }
}
