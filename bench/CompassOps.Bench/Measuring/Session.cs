using System;
using System.Collections.Generic;
using System.Globalization;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// Warms up all measures, and then runs the rounds. Each round begins with another measure, so that no measure is always the first.
/// </summary>
internal static class Session
{
    /// <summary>Runs each measure that this machine supports, and returns the results.</summary>
    public static Results Run(BenchOptions options)
    {
        Results results = new();
        using ServerProcess server = new();
        options = options with { Certificate = server.Certificate };
        using WarmShell shell = new(options, server.Root);
        using InterruptMeasure? interrupt = OpenTerminal(options, server);
        WarmMeasures warm = new(options, server, shell, results);
        List<Measure> measures = [.. warm.All(), .. ColdMeasures.Of(options, server.Root, results)];
        if (interrupt is not null)
        {
            measures.Add(new Measure(Keys.Interrupt, interrupt.Take));
        }

        Say($"Warming up: {options.WarmCalls} calls of each kind.");
        warm.WarmUp();
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
            Say($"The benchmark skips the Ctrl+C measure: {none.Message}");
            return null;
        }
    }

    private static void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {text}"));
}
