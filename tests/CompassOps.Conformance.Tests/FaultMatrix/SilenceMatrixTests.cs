// Runs the cases of the matrix that wait for timeouts. They run in parallel, because each takes seconds.
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace CompassOps.Conformance.Tests.FaultMatrix;

public sealed class SilenceMatrixTests : FaultMatrix
{
    [Fact]
    public async Task An_operation_that_times_out_ends_as_the_table_says()
    {
        Case[] cases =
        [
            .. Scenario.All.SelectMany(scenario => OfOperation(scenario, hangs: true)),
            .. Scenario.All.Where(static scenario => scenario.IsCreate).SelectMany(scenario => OfLookup(scenario, hangs: true)),
        ];

        // On a busy machine, the sandbox could not respond to more requests before they time out.
        await Case.RunAllAsync(cases, 40);
    }
}
