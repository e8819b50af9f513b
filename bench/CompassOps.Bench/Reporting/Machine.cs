using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using CompassOps.Bench.Measuring;

namespace CompassOps.Bench.Reporting;

/// <summary>Describes the machine and the software versions of a run.</summary>
internal static class Machine
{
    private const string ProcessorInfo = "/proc/cpuinfo";
    private const string Load = "/proc/loadavg";

    /// <summary>The load average of the last minute. Null if the operating system does not provide it.</summary>
    public static string? LoadNow => File.Exists(Load) ? File.ReadAllText(Load).Split(' ')[0] : null;

    public static Grid Of(BenchOptions options, string? loadBefore)
    {
        List<IReadOnlyList<string>> rows =
        [
            ["Date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)],
            ["Processor", $"{Processor()}, {Environment.ProcessorCount} logical cores"],
            ["Memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000.0:0} GB"],
            ["System", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}"],
            [".NET", RuntimeInformation.FrameworkDescription],
            ["PowerShell", ShellScript.Say(options, "\"$($PSVersionTable.PSVersion) on $([Environment]::Version)\"")],
            ["CompassOps", ShellScript.Say(options, $"(Test-ModuleManifest '{options.Module}').Version.ToString()") + Commit(options)],
        ];
        if (loadBefore is not null)
        {
            rows.Add(["Load average before the first round", loadBefore]);
        }

        return new Grid("Machine and software", ["", ""], rows);
    }

    private static string Commit(BenchOptions options) => options.Commit is null ? "" : $", commit {options.Commit}";

    private static string Processor() => File.Exists(ProcessorInfo)
        ? File.ReadLines(ProcessorInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
}
