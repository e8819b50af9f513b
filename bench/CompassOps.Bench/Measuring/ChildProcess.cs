using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// Starts the processes that the benchmark needs. The processes do not inherit the <c>COMPASS_*</c> variables and the proxy
/// variables of the caller, because these variables could change the results.
/// </summary>
internal static class ChildProcess
{
    // The processes to end when the benchmark ends.
    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (Process process in Running.Keys)
        {
            End(process);
        }
    };

    /// <summary>Starts a process and redirects its standard input and output.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="certificate">The path of the only certificate that the process trusts. Null means the certificates of the
    /// operating system.</param>
    /// <param name="root">The root address of the server for <c>COMPASS_BASE_URI</c>. If it is null, the process gets no <c>COMPASS_*</c>
    /// variables.</param>
    public static Process Start(IEnumerable<string> words, string? certificate, string? root = null)
    {
        string[] line = [.. words];
        ProcessStartInfo start = new(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string name in start.Environment.Keys.Where(IsSetting).ToArray())
        {
            start.Environment.Remove(name);
        }

        if (certificate is not null)
        {
            start.Environment["SSL_CERT_FILE"] = certificate;
            start.Environment.Remove("SSL_CERT_DIR");
        }

        if (root is not null)
        {
            start.Environment["COMPASS_BASE_URI"] = root;
            start.Environment["COMPASS_CLOUD_ID"] = "bench";
            start.Environment["COMPASS_EMAIL"] = "bench@example.com";
            start.Environment["COMPASS_API_TOKEN"] = "a-token-of-the-usual-length-which-is-not-secret";
            start.Environment["COMPASS_TEAM_ID"] = "00000000-0000-4000-8000-000000002000";
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
        Process process = Process.Start(start) ?? throw new MeasureException($"Cannot start {line[0]}.");
        Running.TryAdd(process, true);
        return process;
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith("COMPASS_", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends a process and all its child processes.</summary>
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
