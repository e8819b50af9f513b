using System;

namespace CompassOps.Bench.Measuring;

/// <summary>A measure that is taken once in each round.</summary>
/// <param name="Key">The key of the figures.</param>
/// <param name="Take">Takes the measure: returns the seconds for one call, or a number of bytes. Returns null if the value could not be
/// measured.</param>
internal sealed record Measure(string Key, Func<double?> Take)
{
    /// <summary>Runs several measures in turn within a round, so that the state of the machine affects all of them equally.</summary>
    /// <param name="turns">How often each measure runs. Its figure is the mean.</param>
    /// <param name="results">Receives the figures of all measures except the first one.</param>
    /// <param name="ways">The measures with their keys.</param>
    public static Measure Together(int turns, Results results, params (string Key, Func<double> Take)[] ways) => new(ways[0].Key, () =>
    {
        double[] sums = new double[ways.Length];
        for (int turn = 0; turn < turns; turn++)
        {
            // Each turn begins with a different measure, so that no measure always follows the same one.
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
