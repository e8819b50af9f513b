using System;

namespace CompassOps.Bench.Measuring;

/// <summary>A measure of the benchmark. Each round runs the measure once.</summary>
/// <param name="Key">The key of the measure in the results.</param>
/// <param name="Take">Returns the seconds for one call, or a number of bytes. Returns null if the measure failed.</param>
internal sealed record Measure(string Key, Func<double?> Take)
{
    /// <summary>
    /// Combines several measures into one, so that their results can be compared. The combined measure runs them alternately, so that
    /// the state of the machine affects all of them equally.
    /// </summary>
    /// <param name="turns">How often each measure runs. The result of a measure is the mean of its runs.</param>
    /// <param name="results">Receives the results of the second and all later measures. The combined measure itself returns the result
    /// of the first measure.</param>
    /// <param name="ways">The measures and their keys.</param>
    public static Measure Together(int turns, Results results, params (string Key, Func<double> Take)[] ways) => new(ways[0].Key, () =>
    {
        double[] sums = new double[ways.Length];
        for (int turn = 0; turn < turns; turn++)
        {
            // Each turn starts with a different measure, so that no measure always runs first.
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
