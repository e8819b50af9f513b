using System;
using System.Collections.Generic;

namespace CompassOps.Bench.Measuring;

/// <summary>Measures after thousands of warm-up calls, in one shell and one C# program that run through all rounds.</summary>
internal static class WarmMeasures
{
    /// <summary>The concurrency of bulk measures.</summary>
    public static readonly IReadOnlyList<int> AtOnce = [1, 8, 16, 32];

    /// <summary>The page sizes of lists: the service's default, and a size that saves round trips.</summary>
    public static readonly IReadOnlyList<int> PageSizes = [20, 100];

    /// <summary>Returns the measures; compared ones are adjacent.</summary>
    /// <param name="options">The options, with the number of calls.</param>
    /// <param name="bare">The bare client.</param>
    /// <param name="shell">The shell, or null.</param>
    /// <param name="results">Receives the figures of measures that are taken together.</param>
    public static IEnumerable<Measure> Of(BenchOptions options, BareClient bare, WarmShell? shell, Results results)
    {
        int pings = options.Of(4000), restPings = options.Of(2000), bulkPings = options.Of(8000), parallelPings = options.Of(200), listed = options.Of(100_000);
        yield return new Measure(Keys.BarePing, () => bare.Ping(pings, 1) / pings);
        if (shell is not null)
        {
            // With sequential calls over loopback, a thread that wakes from a deeper sleep doubles the time of a call, for
            // seconds. Small alternating parts spread this over all measures.
            const int Turns = 8;
            int part = Math.Max(1, pings / Turns);
            yield return Measure.Together(Turns, results,
                (Keys.CmdletPing, () => shell.Run($"Measure-CmdletPing {part}") / part),
                (Keys.ClientPing, () => shell.Run($"Measure-ClientPing {part}") / part),
                (Keys.BesidePing, () => shell.Run($"Measure-ClientPingBesideCmdlet {part}") / part));
            yield return Measure.Together(Turns / 2, results,
                (Keys.CmdletPaced, () => shell.Run($"Measure-CmdletPing {part} paced") / part),
                (Keys.ClientPaced, () => shell.Run($"Measure-ClientPing {part} paced") / part));
            yield return new Measure(Keys.RestPing, () => shell.Run($"Measure-RestPing {restPings}") / restPings);
        }

        foreach (int atOnce in AtOnce)
        {
            (string Key, Func<double> Take) alone = (Keys.BareBulk(atOnce), () => bare.Ping(bulkPings, atOnce) / bulkPings);
            yield return shell is null ? Measure.Together(3, results, alone) : Measure.Together(3, results, alone,
                (Keys.CmdletBulk(atOnce), () => shell.Run($"Measure-CmdletBulk {bulkPings} {atOnce}") / bulkPings));
        }

        if (shell is not null)
        {
            yield return new Measure(Keys.ParallelBulk, () => shell.Run($"Measure-ParallelBulk {parallelPings} 16") / parallelPings);
        }

        foreach (int pageSize in PageSizes)
        {
            yield return new Measure(Keys.BareList(pageSize), () => bare.List(listed, pageSize) / listed);
            if (shell is not null)
            {
                yield return new Measure(Keys.CmdletList(pageSize), () => shell.Run($"Measure-CmdletList {listed} {pageSize}") / listed);
                yield return new Measure(Keys.RestList(pageSize), () => shell.Run($"Measure-RestList {listed} {pageSize}") / listed);
            }
        }
    }

    /// <summary>Warms up all measures in alternation, so that code compiled for one is not discarded for the next.</summary>
    public static void WarmUp(BareClient bare, WarmShell? shell, int calls)
    {
        const int Turns = 5;
        int part = (calls + Turns - 1) / Turns;
        for (int turn = 0; turn < Turns; turn++)
        {
            bare.Ping(part, 1);
            shell?.Run($"Measure-CmdletPing {part}");
            shell?.Run($"Measure-ClientPing {part}");
            shell?.Run($"Measure-ClientPingBesideCmdlet {part}");
            shell?.Run($"Measure-RestPing {part}");
            foreach (int atOnce in AtOnce)
            {
                shell?.Run($"Measure-CmdletBulk {part} {atOnce}");
                bare.Ping(part, atOnce);
            }

            foreach (int pageSize in PageSizes)
            {
                bare.List(part * pageSize, pageSize);
                shell?.Run($"Measure-CmdletList {part * pageSize} {pageSize}");
            }

            shell?.Run($"Measure-RestList {part * PageSizes[0]} {PageSizes[0]}");
        }
    }
}
