using System.Collections.Generic;
using System.Globalization;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>Creates the table of the goals. For each goal, the table contains the result and whether the goal is reached.</summary>
internal sealed class Goals
{
    private readonly Results _results;
    private readonly List<IReadOnlyList<string>> _rows = [];

    private Goals(Results results) => _results = results;

    public static Grid Of(Results results)
    {
        Goals goals = new(results);
        goals.AddAll();
        return new Grid("Goals", ["Operation", "Quantity", "Goal", "Measured", "Result"], goals._rows);
    }

    private void AddAll()
    {
        foreach (BulkCase bulk in BulkCase.All)
        {
            if (bulk.Latency == 20)
            {
                AtLeast($"Send many pings in one pipeline over {bulk.Protocol}, {bulk.AtOnce} at the same time", "speed relative to HttpClient in C#",
                    0.95, "0.00", "", bulk.Cmdlet, bulk.Client);
            }
        }

        AtLeast("List 2,000 heartbeats with network latency", "speed relative to HttpClient, one page after another",
            8, "0.0", " ×", Keys.CmdletList, Keys.ClientList);
        AtLeast("List 2,000 heartbeats with network latency", "speed relative to Invoke-RestMethod, one page after another",
            8, "0.0", " ×", Keys.CmdletList, Keys.RestList);
        AtLeast("List 100,000 heartbeats without network latency", "speed relative to Invoke-RestMethod, pages of 100",
            8, "0.0", " ×", Keys.CmdletLongList, Keys.RestLongList);
        AtMost("List 1,000,000 heartbeats in a pipeline", "additional peak memory compared with 10,000 heartbeats",
            20, "MB", 1e-6, Keys.MuchMemory, Keys.LittleMemory);
        if (_results.Has(Keys.ScheduledPing))
        {
            const double Goal = 0.75;
            double ratio = _results.RatioOfExcess(Keys.ScheduledPing, Keys.ScheduledRest, Keys.ProcessEmpty);
            Add("Send one ping in a scheduled job", "duration without the start of PowerShell, relative to Invoke-RestMethod",
                $"at most {Text(Goal, "0.00")}", Text(ratio, "0.00"), ratio <= Goal);
        }

        AtMost("Import the module", "additional duration compared with ThreadJob", 15, "ms", 1000, Keys.ProcessModule, Keys.ProcessThreadJob);
        AtMost("Press Ctrl+C while 32 requests wait for responses", "time until the next prompt", 50, "ms", 1000, Keys.Interrupt, null);
    }

    // Adds a goal with a minimum value. The measured value is the speed of 'key' divided by the speed of 'against'.
    private void AtLeast(string action, string figure, double goal, string format, string unit, string key, string against)
    {
        double? ratio = _results.Has(key) ? _results.Ratio(key, against) : null;
        Add(action, figure, $"at least {Text(goal, format)}{unit}",
            ratio is null ? "" : Text(ratio.Value, format) + unit, ratio is null ? null : ratio >= goal);
    }

    private void AtMost(string action, string figure, double goal, string unit, double scale, string key, string? over)
    {
        double? excess = !_results.Has(key) ? null : scale * (over is null ? _results.Median(key) : _results.Excess(key, over));
        Add(action, figure, $"at most {goal} {unit}",
            excess is null ? "" : $"{Text(excess.Value, "0.0")} {unit}", excess is null ? null : excess <= goal);
    }

    private void Add(string action, string figure, string goal, string measured, bool? isReached) =>
        _rows.Add([action, figure, goal, measured, isReached switch { null => "not measured", true => "reached", false => "missed" }]);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
