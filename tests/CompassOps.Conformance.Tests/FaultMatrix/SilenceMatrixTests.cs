// The part of the matrix that waits for time-outs; all of it waits together, beside the rest.
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
            .. Scenario.All.Where(static scenario => scenario.IsCreate).SelectMany(scenario => OfLook(scenario, hangs: true)),
        ];

        await Case.RunAllAsync(cases, cases.Length);
    }
}
