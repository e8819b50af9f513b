using System.Collections.Generic;
using System.Globalization;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>The tables of all figures: medians, bests, and the ratios of the module to the compared clients.</summary>
internal static class Figures
{
    private const string Cmdlet = "Invoke-CompassHeartbeatPing";
    private const string List = "Get-CompassHeartbeat";

    /// <summary>The response time of the paced server.</summary>
    public static string ServerPace => Number(Server.Responses.Pace.TotalMilliseconds, "0.0") + " ms";

    /// <summary>The tables.</summary>
    public static IEnumerable<Grid> Of(Results results)
    {
        bool shell = results.Has(Keys.CmdletPing);
        if (shell)
        {
            yield return Import(results);
            yield return FirstCall(results);
        }

        yield return Sequential(results);
        yield return Bulk(results);
        yield return Lists(results);
        if (shell)
        {
            yield return Memory(results);
        }

        if (results.Has(Keys.Interrupt))
        {
            yield return new Grid("Ctrl+C with 32 requests in flight", ["", "median, ms", "least, ms"], [Times(results, "until the prompt", Keys.Interrupt)]);
        }
    }

    private static Grid Import(Results results)
    {
        return new Grid("Importing, whole process", ["", "median, ms", "least, ms", "more than ThreadJob, ms"],
        [
            Process("a shell that imports nothing", Keys.ProcessEmpty),
            Process("Import-Module Microsoft.PowerShell.ThreadJob", Keys.ProcessThreadJob),
            Process("Import-Module CompassOps", Keys.ProcessModule),
        ]);

        IReadOnlyList<string> Process(string what, string key) =>
            [.. Times(results, what, key), key == Keys.ProcessThreadJob ? "" : Number(results.Excess(key, Keys.ProcessThreadJob) * 1000, "0.0")];
    }

    private static Grid FirstCall(Results results) => new("The first call in a fresh shell", ["", "median, ms", "least, ms"],
    [
        Times(results, "Import-Module CompassOps", Keys.CmdletImport),
        Times(results, "Connect-Compass", Keys.CmdletConnect),
        Times(results, $"first {Cmdlet}", Keys.CmdletFirst),
        Times(results, "creating an HttpClient, and its first call", Keys.ClientFirst),
        Times(results, "first Invoke-RestMethod", Keys.RestFirst),
    ]);

    private static Grid Sequential(Results results)
    {
        List<IReadOnlyList<string>> rows = [];
        Add(Cmdlet, Keys.CmdletPing, null);
        Add("HttpClient called from the same loop", Keys.ClientPing, Keys.CmdletPing);
        Add("the same, beside one call of Write-Output", Keys.BesidePing, Keys.CmdletPing);
        Add("bare HttpClient, in C#", Keys.BarePing, Keys.CmdletPing);
        Add("Invoke-RestMethod", Keys.RestPing, Keys.CmdletPing);
        Add($"response after {ServerPace}: {Cmdlet}", Keys.CmdletPaced, null);
        Add($"response after {ServerPace}: HttpClient called from the same loop", Keys.ClientPaced, Keys.CmdletPaced);
        Add($"cold: {Cmdlet}, calls 2 to 301", Keys.CmdletCold, null);
        Add("cold: HttpClient called from the same loop", Keys.ClientCold, Keys.CmdletCold);
        Add("cold: Invoke-RestMethod", Keys.RestCold, Keys.CmdletCold);
        return new Grid("Pings one by one", ["", "median, 1/s", "best, 1/s", "ratio"], rows);

        void Add(string what, string key, string? judged)
        {
            if (results.Has(key))
            {
                rows.Add(Pace(results, what, key, judged));
            }
        }
    }

    private static Grid Bulk(Results results)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (int atOnce in WarmMeasures.AtOnce)
        {
            string cmdlet = Keys.CmdletBulk(atOnce);
            if (results.Has(cmdlet))
            {
                rows.Add(Pace(results, $"{Cmdlet} -ThrottleLimit {atOnce}", cmdlet, null));
            }

            rows.Add(Pace(results, $"bare HttpClient, {atOnce} at once", Keys.BareBulk(atOnce), cmdlet));
        }

        if (results.Has(Keys.ParallelBulk))
        {
            rows.Add(Pace(results, "ForEach-Object -Parallel { Invoke-RestMethod } -ThrottleLimit 16", Keys.ParallelBulk, Keys.CmdletBulk(16)));
        }

        return new Grid("Pings in one pipeline", ["", "median, 1/s", "best, 1/s", "ratio"], rows);
    }

    private static Grid Lists(Results results)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (int pageSize in WarmMeasures.PageSizes)
        {
            string cmdlet = Keys.CmdletList(pageSize);
            if (results.Has(cmdlet))
            {
                rows.Add(Pace(results, $"{List} -PageSize {pageSize}", cmdlet, null));
                rows.Add(Pace(results, $"Invoke-RestMethod, pages of {pageSize}", Keys.RestList(pageSize), cmdlet));
            }

            rows.Add(Pace(results, $"HttpClient and JsonSerializer, in C#, pages of {pageSize}", Keys.BareList(pageSize), cmdlet));
        }

        return new Grid("Listing 100,000 heartbeats", ["", "median, 1/s", "best, 1/s", "ratio"], rows);
    }

    private static Grid Memory(Results results) => new("Peak memory of a shell that lists heartbeats", ["", "median, MB", "least, MB"],
    [
        Sizes(results, "10,000 heartbeats", Keys.LittleMemory),
        Sizes(results, "1,000,000 heartbeats", Keys.MuchMemory),
    ]);

    private static IReadOnlyList<string> Times(Results results, string what, string key) =>
        [what, Number(results.Median(key) * 1000, "0.0"), Number(results.Least(key) * 1000, "0.0")];

    private static IReadOnlyList<string> Sizes(Results results, string what, string key) =>
        [what, Number(results.Median(key) / 1_000_000, "0.0"), Number(results.Least(key) / 1_000_000, "0.0")];

    private static IReadOnlyList<string> Pace(Results results, string what, string key, string? judged) =>
    [
        what, Number(1 / results.Median(key), "#,##0"), Number(1 / results.Least(key), "#,##0"),
        judged is null || !results.Has(judged) ? "" : Number(results.Ratio(judged, key), "0.00"),
    ];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
