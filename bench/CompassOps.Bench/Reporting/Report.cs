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

            `./build.sh Bench` measures the module against what you would write instead, and writes this page. The server is part of the benchmark: it runs
            on loopback in a process of its own, with a certificate that the shells trust. It delays responses by a timer where a latency is stated.
            The shell is compiled ahead of time, like an installed one. Except for imports and memory, everything is measured in a warm shell after {Options.WarmCalls:#,##0} calls of
            each kind. A figure is the median of {Rounds} interleaved rounds; a ratio or difference is the median of those within a round.


            """);
        return (introduction + string.Join(Environment.NewLine, Grids.Select(grid => grid.ToMarkdown()))).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
