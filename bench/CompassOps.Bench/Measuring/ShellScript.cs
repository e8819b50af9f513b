using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CompassOps.Bench.Measuring;

/// <summary>Runs one script or command in a new PowerShell process.</summary>
internal static class ShellScript
{
    public static IEnumerable<string> Line(BenchOptions options, string script, string root, params string[] arguments) =>
    [
        .. options.Shell, "-NoProfile", "-NonInteractive", "-File", Path.Combine(options.Scripts, script), "-Root", root, "-Module", options.Module,
        .. arguments,
    ];

    /// <summary>Runs a script in <c>bench/shell</c> and returns the numbers that it prints.</summary>
    public static double[] Run(BenchOptions options, string script, string root, params string[] arguments)
    {
        Process process = ChildProcess.Start(Line(options, script, root, arguments), options.Certificate);
        try
        {
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            string figures = output.Split('\n').LastOrDefault(line => line.StartsWith("= ", StringComparison.Ordinal))
                ?? throw new MeasureException($"{script} printed no results. Its output: {output}");
            return [.. figures.Substring(2).Trim().Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        }
        finally
        {
            ChildProcess.End(process);
        }
    }

    /// <summary>Evaluates one expression in PowerShell and returns its output.</summary>
    public static string Say(BenchOptions options, string expression)
    {
        Process process = ChildProcess.Start([.. options.Shell, "-NoProfile", "-NonInteractive", "-Command", expression], options.Certificate);
        try
        {
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd().Trim();
        }
        finally
        {
            ChildProcess.End(process);
        }
    }

    /// <summary>Runs one command in a new process and returns how long the process ran, in seconds.</summary>
    public static double Time(BenchOptions options, string command) =>
        Time([.. options.Shell, "-NoProfile", "-NonInteractive", "-Command", command], options, null);

    /// <summary>
    /// Runs a script in a new process whose environment variables define the connection. Returns how long the process ran, in
    /// seconds.
    /// </summary>
    public static double TimeJob(BenchOptions options, string script, string root) => Time(Line(options, script, root), options, root);

    private static double Time(IEnumerable<string> line, BenchOptions options, string? root)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Process process = ChildProcess.Start(line, options.Certificate, root);
        try
        {
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? watch.Elapsed.TotalSeconds
                : throw new MeasureException($"PowerShell ended with exit code {process.ExitCode}. The command line: {string.Join(' ', line)}");
        }
        finally
        {
            ChildProcess.End(process);
        }
    }
}
