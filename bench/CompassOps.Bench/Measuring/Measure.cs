using System;

namespace CompassOps.Bench.Measuring;

/// <summary>One measure of a round.</summary>
/// <param name="Key">The key of its figures.</param>
/// <param name="Take">Measures it once: seconds for one call, or bytes. Null means that it could not be measured.</param>
internal sealed record Measure(string Key, Func<double?> Take)
{
    /// <summary>Alternates several measures within a round, so that the machine's state affects all of them equally.</summary>
    /// <param name="turns">The number of turns of each; its figure is the mean.</param>
    /// <param name="results">Receives the figures of all but the first.</param>
    /// <param name="ways">The measures by key.</param>
    public static Measure Together(int turns, Results results, params (string Key, Func<double> Take)[] ways) => new(ways[0].Key, () =>
    {
        double[] sums = new double[ways.Length];
        for (int turn = 0; turn < turns; turn++)
        {
            // A different one begins each time, so that no measure always follows the same one.
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
