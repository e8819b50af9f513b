using System;
using System.Collections.Generic;
using System.Globalization;

namespace CompassOps.Bench;

/// <summary>The options of a benchmark run. A run consists of rounds, and each round takes all measures.</summary>
internal sealed record BenchOptions
{
    public int Rounds { get; init; } = 20;

    /// <summary>The number of warm-up calls of each kind, before the first round.</summary>
    public int WarmCalls { get; init; } = 5000;

    /// <summary>The factor for the number of calls in each measure, above 0. A factor below 1 gives a quick and less exact run.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The command line that starts PowerShell.</summary>
    public IReadOnlyList<string> Shell { get; init; } = [];

    public string Module { get; init; } = "";

    /// <summary>The folder with the scripts of the benchmark, <c>bench/shell</c>.</summary>
    public string Scripts { get; init; } = "";

    /// <summary>The path of the Markdown file for the report. If it is null, the benchmark writes no file.</summary>
    public string? Report { get; init; }

    /// <summary>The id of the measured commit, for the report. Null if it is unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>The path of the server's certificate, which the shells trust. Null until the server has started.</summary>
    public string? Certificate { get; init; }

    /// <summary>Multiplies a number of calls by <see cref="Share"/>. The result is at least 1.</summary>
    public int Of(int calls) => Math.Max(1, (int)(calls * Share));

    /// <summary>
    /// Parses pairs of option names and values. <c>--share</c> is a percentage. <c>--shell</c> is one word of the command line that
    /// starts PowerShell. If the command line has several words, specify <c>--shell</c> once for each word.
    /// </summary>
    /// <exception cref="ArgumentException">An option is unknown, or a value is missing or not valid.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> words)
    {
        BenchOptions options = new();
        List<string> shell = [];
        for (int i = 0; i < words.Count; i += 2)
        {
            string value = i + 1 < words.Count ? words[i + 1] : throw new ArgumentException($"The option {words[i]} needs a value.");
            switch (words[i])
            {
                case "--rounds":
                    options = options with { Rounds = Number(value) };
                    break;
                case "--warm":
                    options = options with { WarmCalls = Number(value) };
                    break;
                case "--share":
                    options = options with { Share = Number(value) / 100.0 };
                    break;
                case "--shell":
                    shell.Add(value);
                    break;
                case "--module":
                    options = options with { Module = value };
                    break;
                case "--scripts":
                    options = options with { Scripts = value };
                    break;
                case "--report":
                    options = options with { Report = value };
                    break;
                case "--commit":
                    options = options with { Commit = value };
                    break;
                default:
                    throw new ArgumentException($"The option {words[i]} does not exist. See BenchOptions.cs for the options.");
            }
        }

        return shell.Count > 0 && options.Module.Length > 0 && options.Scripts.Length > 0
            ? options with { Shell = shell }
            : throw new ArgumentException("The options --shell, --module and --scripts are required.");
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is not valid. Specify a whole number above 0.");
}
