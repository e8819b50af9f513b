// Sends the requests of all contract rules to the sandbox.
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Sandbox.Tests;

public sealed class ContractTests
{
    private static readonly Dictionary<string, ContractRule> Rules =
        HeartbeatRules.All.Concat(MaintenanceRules.All).Concat(GatewayRules.All).ToDictionary(rule => rule.Sentence);

    public static TheoryData<string> Sentences => new(Rules.Keys);

    [Theory]
    [MemberData(nameof(Sentences))]
    public Task The_sandbox_follows_the_rule(string sentence) => Rules[sentence].Check();
}
