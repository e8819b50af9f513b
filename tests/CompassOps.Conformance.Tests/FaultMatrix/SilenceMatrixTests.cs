// The cases of the matrix that wait for time-outs. They run in parallel, because each takes seconds.
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class SilenceMatrixTests : FaultMatrix
{
    [Fact]
    public async Task An_operation_that_is_not_answered_in_time_ends_as_it_must_with_nothing_lost_and_nothing_doubled()
    {
        Case[] cases =
        [
            .. Scenario.All.SelectMany(scenario => OfOperation(scenario, hangs: true)),
            .. Scenario.All.Where(static scenario => scenario.IsCreate).SelectMany(scenario => OfLookup(scenario, hangs: true)),
        ];

        await Case.RunAllAsync(cases, cases.Length);
    }
}
