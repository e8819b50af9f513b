using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace CompassOps.Bench.Measuring;

/// <summary>Measures imports of the module, scheduled pings and memory. Each measure runs in a new process.</summary>
internal static class ColdMeasures
{
    private static string OneView => Path.Combine(AppContext.BaseDirectory, "one-view", "CompassOps.Bench.OneView.psd1");

    /// <summary>Returns the measures. Measures that are compared with each other run alternately (see <see cref="Measure.Together"/>).</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="root">The root address of the server.</param>
    /// <param name="results">
    /// Receives the results of the second and all later measures of a combined measure. The combined measure itself returns the result
    /// of the first measure.
    /// </param>
    public static IEnumerable<Measure> Of(BenchOptions options, string root, Results results)
    {
        string small = ShellScript.Say(
            options, "(Get-Module -ListAvailable Microsoft.PowerShell.ThreadJob, ThreadJob | Select-Object -First 1).Name");
        if (small.Length == 0)
        {
            throw new MeasureException("PowerShell has no ThreadJob module to compare with. Install Microsoft.PowerShell.ThreadJob.");
        }

        yield return Measure.Together(3, results,
            (Keys.ProcessEmpty, () => ShellScript.Time(options, "exit 0")),
            (Keys.ProcessThreadJob, () => ShellScript.Time(options, $"Import-Module {small}; exit 0")),
            (Keys.ProcessOneView, () => ShellScript.Time(options, $"Import-Module '{OneView}'; exit 0")),
            (Keys.ProcessModule, () => ShellScript.Time(options, $"Import-Module '{options.Module}'; exit 0")),
            (Keys.ScheduledPing, () => ShellScript.TimeJob(options, "ScheduledPing.ps1", root)),
            (Keys.ScheduledRest, () => ShellScript.TimeJob(options, "ScheduledRest.ps1", root)));
        yield return new Measure(Keys.LittleMemory, () => Memory(options.Of(10_000)));
        yield return new Measure(Keys.MuchMemory, () => Memory(options.Of(1_000_000)));

        double Memory(int count) =>
            ShellScript.Run(options, "Memory.ps1", root, "-Count", count.ToString(CultureInfo.InvariantCulture))[0];
    }
}
