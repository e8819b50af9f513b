using System;
using System.Collections.Generic;
using System.Globalization;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// Warms up and runs the rounds. A round takes each measure once. Each round begins at another measure, so that no measure
/// always follows the same one.
/// </summary>
internal static class Session
{
    /// <summary>Takes all measures that this machine supports.</summary>
    public static Results Run(BenchOptions options)
    {
        Results results = new();
        using ServerProcess server = new();
        using BareClient bare = new(server.Root);
        using WarmShell? shell = options.HasShell ? new WarmShell(options, server.Root) : null;
        using InterruptMeasure? interrupt = options.HasShell ? OpenTerminal(options, server) : null;
        List<Measure> measures = [.. WarmMeasures.Of(options, bare, shell, results)];
        if (options.HasShell)
        {
            measures.AddRange(ColdMeasures.Of(options, server.Root, results));
        }

        if (interrupt is not null)
        {
            measures.Add(new Measure(Keys.Interrupt, interrupt.Take));
        }

        Say($"Warming up: {options.WarmCalls} calls of each kind.");
        WarmMeasures.WarmUp(bare, shell, options.WarmCalls);
        for (int round = 0; round < options.Rounds; round++)
        {
            Say($"Round {round + 1} of {options.Rounds}.");
            for (int i = 0; i < measures.Count; i++)
            {
                Measure measure = measures[(i + (round * 7)) % measures.Count];
                if (measure.Take() is { } figure)
                {
                    results.Add(measure.Key, figure);
                }
            }
        }

        return results;
    }

    private static InterruptMeasure? OpenTerminal(BenchOptions options, ServerProcess server)
    {
        try
        {
            return new InterruptMeasure(options, server, Say);
        }
        catch (MeasureException none)
        {
            Say($"Ctrl+C is not measured. {none.Message}");
            return null;
        }
    }

    private static void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {text}"));
}
