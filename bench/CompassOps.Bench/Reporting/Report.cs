using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

internal sealed record Report(BenchOptions Options, int Rounds, IReadOnlyList<Grid> Grids)
{
    public static Report Of(Results results, BenchOptions options, string? loadBefore) =>
        new(options, results.Rounds, [Goals.Of(results), .. Figures.Of(results), Machine.Of(options, loadBefore)]);

    public string ToText() => string.Join(Environment.NewLine, Grids.Select(grid => grid.ToText()));

    public string ToMarkdown()
    {
        string introduction = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            # Benchmarks

            `./build.sh Bench` compares the module with other ways to send the same requests, and writes this page. The benchmark starts its own
            server in a separate process on the loopback address. PowerShell trusts the certificate of this server. If a table states a latency,
            the server waits for this time before each response.

            PowerShell is compiled ahead of time, like an installed PowerShell. Imports, scheduled pings and memory are measured in new processes.
            Ctrl+C is measured in an interactive session. All other measures run in one process,
            after {Options.WarmCalls:#,##0} warm-up calls of each kind.

            Each value is the median of {Rounds} rounds, and each round takes all measures. For a ratio or a difference, the benchmark calculates the
            result of each round, and then the median of these results.


            """);
        return (introduction + string.Join(Environment.NewLine, Grids.Select(grid => grid.ToMarkdown()))).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
