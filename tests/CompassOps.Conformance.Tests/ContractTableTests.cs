// Checks that CompassOps.Core and the sandbox have all operations of the API contract.
using System;
using System.Linq;
using CompassOps.Conformance.Tests.Support;
using CompassOps.Sandbox;
using Xunit;

namespace CompassOps.Conformance.Tests;

public sealed class ContractTableTests
{
    private static readonly string[] LookUps = ["GetTenantInfo", "ListTeams"];

    [Fact]
    public void The_contract_has_17_operations() => Assert.Equal(17, Sample.All.Count);

    [Fact]
    public void Core_has_the_operations_of_the_contract_and_two_others()
    {
        string[] expected = Sample.All.Select(static it => it.Operation).Concat(LookUps).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(expected, Operations.All.Select(static it => it.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sandbox_has_the_operations_of_the_contract_and_three_others()
    {
        string[] expected = Sample.All.Select(static it => it.Operation).Concat(LookUps).Append("IssueToken").Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(expected, SandboxServer.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Methods_and_paths_of_the_table_are_those_of_the_contract()
    {
        foreach (Sample sample in Sample.All)
        {
            Operation operation = Operations.All.Single(it => it.Name == sample.Operation);
            Assert.Equal(sample.Method, operation.Method.Method);
            Assert.Equal(sample.Url, "https://api.atlassian.com/compass/cloud/{cloudId}/ops/" + operation.Template);
        }
    }
}
