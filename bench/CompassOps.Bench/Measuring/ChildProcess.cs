using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>Starts the processes that are measured, without the user's settings and without telemetry.</summary>
internal static class ChildProcess
{
    // Ending the benchmark also ends its shells.
    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (Process process in Running.Keys)
        {
            End(process);
        }
    };

    /// <summary>Starts a command line with its input and output connected to this process.</summary>
    public static Process Start(IEnumerable<string> words)
    {
        string[] line = [.. words];
        ProcessStartInfo start = new(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("COMPASS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
        Process process = Process.Start(start) ?? throw new MeasureException($"{line[0]} cannot be started.");
        Running.TryAdd(process, true);
        return process;
    }

    /// <summary>Ends a process and its children.</summary>
    public static void End(Process process)
    {
        if (!Running.TryRemove(process, out _))
        {
            return;
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }
}
