using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>What was measured, by key, a figure for each round.</summary>
internal sealed class Results
{
    private readonly Dictionary<string, List<double>> _figures = new(StringComparer.Ordinal);

    /// <summary>How many rounds there were.</summary>
    public int Rounds => _figures.Count == 0 ? 0 : _figures.Values.Max(figures => figures.Count);

    /// <summary>Whether anything was measured under a key.</summary>
    public bool Has(string key) => _figures.ContainsKey(key);

    /// <summary>Keeps a figure.</summary>
    public void Add(string key, double figure)
    {
        if (!_figures.TryGetValue(key, out List<double>? figures))
        {
            _figures.Add(key, figures = []);
        }

        figures.Add(figure);
    }

    /// <summary>The median of the rounds.</summary>
    public double Median(string key) => Median(_figures[key]);

    /// <summary>The least of the rounds.</summary>
    public double Least(string key) => _figures[key].Min();

    /// <summary>How many times as fast one was as another: the median of the rounds' own ratios, because a machine's pace changes from round to round.</summary>
    /// <param name="key">What is judged.</param>
    /// <param name="against">What it is judged by.</param>
    public double Ratio(string key, string against) => Median(_figures[against].Zip(_figures[key], (by, of) => by / of));

    /// <summary>The median of the rounds' own differences.</summary>
    public double Excess(string key, string over) => Median(_figures[key].Zip(_figures[over], (of, by) => of - by));

    /// <summary>The middle one in order of size; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        double[] ordered = [.. figures.Order()];
        int middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
