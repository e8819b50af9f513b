using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>Creates the tables that compare the module with its alternatives.</summary>
internal static class Figures
{
    private const string Cmdlet = "Invoke-CompassHeartbeatPing";

    public static IEnumerable<Grid> Of(Results results)
    {
        if (results.Has(Keys.CmdletPing))
        {
            yield return Bulk(results);
            yield return Pings(results);
        }

        yield return Lists(results);
        yield return new Grid("Memory of a whole shell that lists and discards", ["", "median peak, MB"],
        [
            Row(results, "10,000 heartbeats", Keys.LittleMemory, 1e-6),
            Row(results, "1,000,000 heartbeats", Keys.MuchMemory, 1e-6),
        ]);
        yield return new Grid("Import, whole process", ["", "median, ms"],
        [
            Row(results, "a shell that imports nothing", Keys.ProcessEmpty, 1000),
            Row(results, "Import-Module Microsoft.PowerShell.ThreadJob", Keys.ProcessThreadJob, 1000),
            Row(results, "Import-Module of a module with one cmdlet and one view", Keys.ProcessOneView, 1000),
            Row(results, "Import-Module CompassOps", Keys.ProcessModule, 1000),
        ]);
        yield return new Grid("A scheduled ping, whole process of pwsh -File", ["", "median, ms", "more than an empty shell, ms"],
        [
            Job(results, "an empty shell", Keys.ProcessEmpty),
            Job(results, $"Import-Module CompassOps; {Cmdlet}", Keys.ScheduledPing),
            Job(results, "Invoke-RestMethod", Keys.ScheduledRest),
        ]);
    }

    private static Grid Bulk(Results results) => new(
        "Pings in one pipeline over HTTPS", ["", $"{Cmdlet}, 1/s", "HttpClient in C#, 1/s", "the module's speed, HttpClient being 1"],
        [
            .. BulkCase.All.Select(bulk => (IReadOnlyList<string>)
            [
                bulk.Name, Number(1 / results.Median(bulk.Cmdlet), "#,##0"), Number(1 / results.Median(bulk.Client), "#,##0"),
                Number(results.Ratio(bulk.Cmdlet, bulk.Client), "0.00"),
            ]),
        ]);

    private static Grid Pings(Results results) => new(
        $"Other ways to ping, over HTTPS with a latency of {WarmMeasures.Latency} ms", ["", "median for one ping, ms"],
        [
            Row(results, $"{Cmdlet}, one call after another", Keys.CmdletPing, 1000),
            Row(results, "HttpClient in C#, one call after another", Keys.ClientPing, 1000),
            Row(results, "Invoke-RestMethod, one call after another", Keys.RestPing, 1000),
            Row(results, $"ForEach-Object -Parallel {{ Invoke-RestMethod }} -ThrottleLimit {WarmMeasures.RestAtOnce}", Keys.RestBulk, 1000),
        ]);

    private static Grid Lists(Results results)
    {
        string latency = $"2,000 heartbeats, HTTP/2, latency {WarmMeasures.Latency} ms";
        List<IReadOnlyList<string>> rows = [];
        Add($"{latency}: Get-CompassHeartbeat", Keys.CmdletList);
        Add($"{latency}: HttpClient in C# that follows links, pages of 20", Keys.ClientList);
        Add($"{latency}: Invoke-RestMethod that follows links, pages of 20", Keys.RestList);
        Add("100,000 heartbeats, no latency: Get-CompassHeartbeat", Keys.CmdletLongList);
        Add("100,000 heartbeats, no latency: Invoke-RestMethod, pages of 100", Keys.RestLongList);
        return new Grid("Lists", ["", "median, ms"], rows);

        void Add(string what, string key)
        {
            if (results.Has(key))
            {
                rows.Add(Row(results, what, key, 1000));
            }
        }
    }

    private static IReadOnlyList<string> Job(Results results, string what, string key) =>
        [.. Row(results, what, key, 1000), key == Keys.ProcessEmpty ? "" : Number(results.Excess(key, Keys.ProcessEmpty) * 1000, "0.0")];

    private static IReadOnlyList<string> Row(Results results, string what, string key, double scale) =>
        [what, Number(results.Median(key) * scale, "#,##0.0")];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
