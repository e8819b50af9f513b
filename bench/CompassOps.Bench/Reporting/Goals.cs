using System.Collections.Generic;
using System.Globalization;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>The goals, and whether they are reached.</summary>
internal static class Goals
{
    private const double Mega = 1_000_000;
    private const string Interrupt = "Ctrl+C to the prompt with 32 requests in flight";

    /// <summary>Returns the table; empty without a shell.</summary>
    public static Grid Of(Results results)
    {
        List<IReadOnlyList<string>> rows = [];
        if (results.Has(Keys.CmdletPing))
        {
            Ratio("Pings one by one, against HttpClient called from the same loop", 0.75, 0.9, results.Ratio(Keys.CmdletPing, Keys.ClientPing), "");
            Ratio($"The same, with a server that responds after {Figures.ServerPace}", 0.75, 0.9, results.Ratio(Keys.CmdletPaced, Keys.ClientPaced), "");
            Ratio("Pings in one pipeline, 16 at once, against bare HttpClient with 16", 0.75, 0.9, results.Ratio(Keys.CmdletBulk(16), Keys.BareBulk(16)), "");
            foreach (int pageSize in WarmMeasures.PageSizes)
            {
                Ratio($"100,000 heartbeats listed by {pageSize}, against paging with Invoke-RestMethod", 4, 8,
                    results.Ratio(Keys.CmdletList(pageSize), Keys.RestList(pageSize)), " ×");
            }

            Most("Peak memory, 1,000,000 listed, more than 10,000", "MB", 20, null, results.Excess(Keys.MuchMemory, Keys.LittleMemory) / Mega);
            Most("Import-Module, whole process, more than Microsoft.PowerShell.ThreadJob", "ms", 20, 10,
                results.Excess(Keys.ProcessModule, Keys.ProcessThreadJob) * 1000);
        }

        if (results.Has(Keys.Interrupt))
        {
            Most(Interrupt, "ms", 250, 50, results.Median(Keys.Interrupt) * 1000);
        }
        else if (rows.Count > 0)
        {
            rows.Add([Interrupt, "250 ms", "50 ms", "", "not measured"]);
        }

        return new Grid("Goals", ["Figure", "at least", "aim", "measured", ""], rows);

        void Ratio(string figure, double atLeast, double aim, double measured, string unit) =>
            rows.Add([figure, Text(atLeast, unit), Text(aim, unit), Text(measured, unit), Verdict(measured >= atLeast, measured >= aim)]);

        void Most(string figure, string unit, double most, double? aim, double measured) =>
            rows.Add([figure, $"{most} {unit}", aim is { } wanted ? $"{wanted} {unit}" : "", $"{measured.ToString("0.0", CultureInfo.InvariantCulture)} {unit}",
                Verdict(measured <= most, measured <= (aim ?? most))]);
    }

    private static string Text(double ratio, string unit) => ratio.ToString(unit.Length == 0 ? "0.00" : "0.#", CultureInfo.InvariantCulture) + unit;

    private static string Verdict(bool enough, bool well) => !enough ? "missed" : well ? "aim reached" : "reached";
}
