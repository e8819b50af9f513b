// Runs the cases in which a request times out. Each case takes seconds, so many cases run in parallel.
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class SilenceMatrixTests : FaultMatrix
{
    [Fact]
    public async Task An_operation_that_times_out_has_the_result_in_the_table()
    {
        Case[] cases =
        [
            .. Scenario.All.SelectMany(scenario => OfOperation(scenario, hangs: true)),
            .. Scenario.All.Where(static scenario => scenario.IsCreate).SelectMany(scenario => OfLookup(scenario, hangs: true)),
        ];

        // With more parallel cases, a busy machine can be too slow to respond before the timeout.
        await Case.RunAllAsync(cases, 40);
    }
}
