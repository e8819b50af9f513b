// Runs the benchmark and writes the report. With the arguments 'serve' and a file path, runs the server of the benchmark instead. The
// exit code is 1 if the benchmark failed, and 2 if the command line is not valid. Otherwise, it is 0, even if a goal is missed or the
// Ctrl+C measure failed.
using System;
using System.IO;
using CompassOps.Bench;
using CompassOps.Bench.Measuring;
using CompassOps.Bench.Reporting;
using CompassOps.Bench.Server;

if (args is ["serve", string certificate])
{
    return await BenchServer.RunAsync(certificate);
}

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

try
{
    string? load = Machine.LoadNow;
    Results results = Session.Run(options);
    Report report = Report.Of(results, options, load);
    Console.WriteLine();
    Console.WriteLine(report.ToText());
    if (options.Report is { } path)
    {
        File.WriteAllText(path, report.ToMarkdown());
        Console.WriteLine($"The report is in the file {path}.");
    }

    return 0;
}
catch (Exception error) when (error is MeasureException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
