using System;
using System.Diagnostics;
using System.Globalization;

namespace CompassOps.Bench.Measuring;

/// <summary>
/// A PowerShell process that runs during all rounds. It runs <c>bench/shell/Worker.ps1</c>, which runs one measure after another.
/// </summary>
internal sealed class WarmShell : IDisposable
{
    private readonly Process _process;

    public WarmShell(BenchOptions options, string root)
    {
        _process = ChildProcess.Start(
            ShellScript.Line(options, "Worker.ps1", root, "-ClientAssembly", typeof(BareClient).Assembly.Location), options.Certificate);
        Read("the start of Worker.ps1");
    }

    /// <summary>Runs a function of <c>bench/shell/Measures.ps1</c>. Returns the duration in seconds.</summary>
    public double Run(string call)
    {
        _process.StandardInput.WriteLine(call);
        _process.StandardInput.Flush();
        return Read(call);
    }

    public void Dispose() => ChildProcess.End(_process);

    private double Read(string what)
    {
        string? line = _process.StandardOutput.ReadLine();
        return line is not null && line.StartsWith("= ", StringComparison.Ordinal)
            ? double.Parse(line.AsSpan(2), CultureInfo.InvariantCulture)
            : throw new MeasureException($"PowerShell did not complete {what}: {line ?? "the process ended"}");
    }
}
