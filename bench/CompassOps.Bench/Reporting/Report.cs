using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>The whole report.</summary>
/// <param name="Options">The options of the run.</param>
/// <param name="Rounds">The number of rounds of which the figures are medians.</param>
/// <param name="Goals">The goals.</param>
/// <param name="Figures">Everything that was measured.</param>
/// <param name="Machine">The machine.</param>
internal sealed record Report(BenchOptions Options, int Rounds, Grid Goals, IReadOnlyList<Grid> Figures, Grid Machine)
{
    /// <summary>Creates the report of the results.</summary>
    public static Report Of(Results results, BenchOptions options, string? loadBefore) => new(
        options, results.Rounds, Reporting.Goals.Of(results), [.. Reporting.Figures.Of(results)], Reporting.Machine.Of(options, loadBefore));

    /// <summary>The tables as text.</summary>
    public string ToText() => string.Join(Environment.NewLine, All().Select(grid => grid.ToText()));

    /// <summary>The page.</summary>
    public string ToMarkdown()
    {
        string rounds = string.Create(CultureInfo.InvariantCulture, $"""
            # Benchmarks

            This page compares the speed and memory of the module with those of hand-written code. `./build.sh Bench` measures both and writes the
            page. It needs only this repository. The server is a separate process on loopback that responds as fast as possible, so that the clients
            determine the figures. {Rounds} rounds take all measures alternately, after {Options.WarmCalls:#,##0} warm-up calls of each kind. The figures are
            medians of the rounds; ratios and differences are medians of those of each round. A ratio above 1 means that the module is faster.


            """);
        string core = Options.Core is { } path && File.Exists(path)
            ? $"## Inside Core{Environment.NewLine}{Environment.NewLine}{File.ReadAllText(path).Trim()}{Environment.NewLine}"
            : "";
        return (rounds + string.Join(Environment.NewLine, All().Select(grid => grid.ToMarkdown())) + (core.Length > 0 ? Environment.NewLine + core : ""))
            .Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private IEnumerable<Grid> All() => Goals.Rows.Count == 0 ? [.. Figures, Machine] : [Goals, .. Figures, Machine];
}
