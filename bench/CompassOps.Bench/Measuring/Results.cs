using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>Stores the figures of all measures by key. Each round adds one figure to each key.</summary>
internal sealed class Results
{
    private readonly Dictionary<string, List<double>> _figures = new(StringComparer.Ordinal);

    /// <summary>The number of rounds.</summary>
    public int Rounds => _figures.Count == 0 ? 0 : _figures.Values.Max(figures => figures.Count);

    /// <summary>Returns whether a key has figures.</summary>
    public bool Has(string key) => _figures.ContainsKey(key);

    /// <summary>Removes all figures.</summary>
    public void Clear() => _figures.Clear();

    /// <summary>Adds a figure.</summary>
    public void Add(string key, double figure)
    {
        if (!_figures.TryGetValue(key, out List<double>? figures))
        {
            _figures.Add(key, figures = []);
        }

        figures.Add(figure);
    }

    /// <summary>Returns the median of all rounds.</summary>
    public double Median(string key) => Median(_figures[key]);

    /// <summary>Returns the minimum of all rounds.</summary>
    public double Least(string key) => _figures[key].Min();

    /// <summary>
    /// Returns the median of the ratios of each round. The speed of the machine changes from round to round, so ratios of medians would
    /// be less exact.
    /// </summary>
    /// <param name="key">The measure.</param>
    /// <param name="against">The measure to compare with.</param>
    public double Ratio(string key, string against) => Median(_figures[against].Zip(_figures[key], (by, of) => by / of));

    /// <summary>Returns the median of the differences of each round.</summary>
    public double Excess(string key, string over) => Median(_figures[key].Zip(_figures[over], (of, by) => of - by));

    /// <summary>Subtracts a third measure from two measures in each round, and returns the median of the ratios of the differences.</summary>
    public double RatioOfExcess(string key, string against, string over) =>
        Median(_figures[key].Zip(_figures[against], _figures[over]).Select(round => (round.First - round.Third) / (round.Second - round.Third)));

    /// <summary>Returns the median of some figures.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        double[] ordered = [.. figures.Order()];
        int middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
