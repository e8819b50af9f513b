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

            What the module costs, against what one would write instead. `./build.sh Bench` measures it and writes this page; it needs nothing but
            this repository. The server is one of the bench's own, on loopback and in a process of its own, that responses as fast as it can: what is
            seen is the client. Everything is measured in turn, {Rounds} rounds of it, after {Options.WarmCalls:#,##0} calls of each kind; the figures are
            medians of the rounds, the ratios and differences medians of the rounds' own ratios and differences. A ratio above 1 means that the module
            is the faster one.


            """);
        string core = Options.Core is { } path && File.Exists(path)
            ? $"## Inside Core{Environment.NewLine}{Environment.NewLine}{File.ReadAllText(path).Trim()}{Environment.NewLine}"
            : "";
        return (rounds + string.Join(Environment.NewLine, All().Select(grid => grid.ToMarkdown())) + (core.Length > 0 ? Environment.NewLine + core : ""))
            .Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private IEnumerable<Grid> All() => Goals.Rows.Count == 0 ? [.. Figures, Machine] : [Goals, .. Figures, Machine];
}
