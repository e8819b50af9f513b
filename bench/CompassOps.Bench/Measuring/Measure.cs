using System;

namespace CompassOps.Bench.Measuring;

/// <summary>One thing that every round measures.</summary>
/// <param name="Key">Under which its figures are kept.</param>
/// <param name="Take">Measures it once: seconds for one call, or bytes. Null means that it could not be measured.</param>
internal sealed record Measure(string Key, Func<double?> Take)
{
    /// <summary>Several that take turns within a round, so that whatever the machine does is done to all of them.</summary>
    /// <param name="turns">How often each comes; its figure is the mean.</param>
    /// <param name="results">Where the figures of all but the first are left.</param>
    /// <param name="ways">What is measured, each under its key.</param>
    public static Measure Together(int turns, Results results, params (string Key, Func<double> Take)[] ways) => new(ways[0].Key, () =>
    {
        double[] sums = new double[ways.Length];
        for (int turn = 0; turn < turns; turn++)
        {
            // Another one begins each time: nothing always follows the same thing.
            for (int i = 0; i < ways.Length; i++)
            {
                int way = (i + turn) % ways.Length;
                sums[way] += ways[way].Take();
            }
        }

        for (int way = 1; way < ways.Length; way++)
        {
            results.Add(ways[way].Key, sums[way] / turns);
        }

        return sums[0] / turns;
    });
}
