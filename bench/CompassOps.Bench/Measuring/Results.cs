using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>The results of all measures by key. Each key has one result for each round.</summary>
internal sealed class Results
{
    private readonly Dictionary<string, List<double>> _figures = new(StringComparer.Ordinal);

    public int Rounds => _figures.Count == 0 ? 0 : _figures.Values.Max(figures => figures.Count);

    public bool Has(string key) => _figures.ContainsKey(key);

    public void Clear() => _figures.Clear();

    public void Add(string key, double figure)
    {
        if (!_figures.TryGetValue(key, out List<double>? figures))
        {
            _figures.Add(key, figures = []);
        }

        figures.Add(figure);
    }

    public double Median(string key) => Median(_figures[key]);

    public double Least(string key) => _figures[key].Min();

    /// <summary>
    /// Returns how many times faster the first measure is than the second. Calculates the ratio of each round, and returns the
    /// median of the ratios. This is more exact than the ratio of two medians, because the speed of the machine changes between
    /// rounds.
    /// </summary>
    /// <param name="key">The key of the first measure.</param>
    /// <param name="against">The key of the second measure.</param>
    public double Ratio(string key, string against) => Median(_figures[against].Zip(_figures[key], (by, of) => by / of));

    /// <summary>
    /// Subtracts the result of <paramref name="over"/> from the result of <paramref name="key"/> in each round. Returns the median
    /// of the differences.
    /// </summary>
    public double Excess(string key, string over) => Median(_figures[key].Zip(_figures[over], (of, by) => of - by));

    /// <summary>
    /// In each round, subtracts the result of <paramref name="over"/> from the results of <paramref name="key"/> and
    /// <paramref name="against"/>, and divides the first difference by the second. Returns the median of these ratios.
    /// </summary>
    public double RatioOfExcess(string key, string against, string over) =>
        Median(_figures[key].Zip(_figures[against], _figures[over]).Select(round => (round.First - round.Third) / (round.Second - round.Third)));

    public static double Median(IEnumerable<double> figures)
    {
        double[] ordered = [.. figures.Order()];
        int middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
