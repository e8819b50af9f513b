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
        yield return new Grid("Peak memory of a process that lists heartbeats without storing them", ["", "Median, MB"],
        [
            Row(results, "10,000 heartbeats", Keys.LittleMemory, 1e-6),
            Row(results, "1,000,000 heartbeats", Keys.MuchMemory, 1e-6),
        ]);
        yield return new Grid("Import: duration of the whole process", ["", "Median, ms"],
        [
            Row(results, "PowerShell without an import", Keys.ProcessEmpty, 1000),
            Row(results, "Import-Module Microsoft.PowerShell.ThreadJob", Keys.ProcessThreadJob, 1000),
            Row(results, "Import-Module of a module with one cmdlet and one view", Keys.ProcessOneView, 1000),
            Row(results, "Import-Module CompassOps", Keys.ProcessModule, 1000),
        ]);
        yield return new Grid("Scheduled ping: duration of the whole process", ["", "Median, ms", "Median without the start of PowerShell, ms"],
        [
            Job(results, "PowerShell without a script", Keys.ProcessEmpty),
            Job(results, $"Import-Module CompassOps; {Cmdlet}", Keys.ScheduledPing),
            Job(results, "Invoke-RestMethod", Keys.ScheduledRest),
        ]);
    }

    private static Grid Bulk(Results results) => new(
        "Pings in one pipeline over HTTPS", ["", $"{Cmdlet}, pings/s", "HttpClient in C#, pings/s", "Speed relative to HttpClient"],
        [
            .. BulkCase.All.Select(bulk => (IReadOnlyList<string>)
            [
                bulk.Name, Number(1 / results.Median(bulk.Cmdlet), "#,##0"), Number(1 / results.Median(bulk.Client), "#,##0"),
                Number(results.Ratio(bulk.Cmdlet, bulk.Client), "0.00"),
            ]),
        ]);

    private static Grid Pings(Results results) => new(
        $"Other ways to send pings over HTTPS, latency {WarmMeasures.Latency} ms", ["", "Median duration per ping, ms"],
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
        Add($"{latency}: HttpClient in C#, one page after another, pages of 20", Keys.ClientList);
        Add($"{latency}: Invoke-RestMethod, one page after another, pages of 20", Keys.RestList);
        Add("100,000 heartbeats, no latency: Get-CompassHeartbeat", Keys.CmdletLongList);
        Add("100,000 heartbeats, no latency: Invoke-RestMethod, one page after another, pages of 100", Keys.RestLongList);
        return new Grid("Lists of heartbeats", ["", "Median, ms"], rows);

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
