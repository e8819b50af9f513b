// Measures the hot paths inside Core, in this process, and writes a table in Markdown: CompassOps.Bench.Core <file> [quick].
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CompassOps.Bench.Core;
using Perfolizer.Horology;

if (args.Length == 0)
{
    Console.Error.WriteLine("The file to write is missing.");
    return 2;
}

bool quick = args.Length > 1;
string folder = Path.GetDirectoryName(Path.GetFullPath(args[0]))!;
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(quick ? 1 : 5)
    .WithIterationCount(quick ? 3 : 12)
    .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 50 : 250));
AccumulationLogger log = new();
ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
    .AddLogger(log)
    .WithArtifactsPath(folder)
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary);

Summary summary = BenchmarkRunner.Run([typeof(PageOfHeartbeats), typeof(PathOfRequest), typeof(CallWithoutWire)], config)[0];
if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
{
    Console.Error.WriteLine(log.GetLog());
    Console.Error.WriteLine("The hot paths inside Core could not be measured.");
    return 1;
}

StringBuilder table = new();
string[] headers = ["Method", "Median", "Min", "Allocated"];
int[] columns = [.. headers.Select(header => Array.IndexOf(summary.Table.FullHeader, header))];
Line(headers.Select(header => header == "Method" ? "" : header));
Line(headers.Select(header => header == "Method" ? "---" : "---:"));
foreach (string[] row in summary.Table.FullContent.OrderBy(row => row[columns[0]].Trim('\''), StringComparer.Ordinal))
{
    Line(columns.Select(column => row[column].Trim('\'')));
}

File.WriteAllText(args[0], table.ToString());
Console.WriteLine(table);
return 0;

void Line(IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
