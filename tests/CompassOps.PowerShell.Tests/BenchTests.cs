using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Runs the benchmark with a hundredth of its calls and one round.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compassops-");

    [Fact]
    public void The_benchmark_runs_its_shell_free_measures_without_a_shell()
    {
        string page = Measure();
        Assert.Contains("## Pings in one pipeline", page, StringComparison.Ordinal);
        Assert.All([1, 8, 16, 32], atOnce => Assert.True(Median(page, $"bare HttpClient, {atOnce} at once") > 0));
        Assert.All([20, 100], size => Assert.True(Median(page, $"HttpClient and JsonSerializer, in C#, pages of {size}") > 0));
        Assert.DoesNotContain("Goals", page, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Measure()
    {
        string configuration = typeof(BenchTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string bench = Path.Combine(
            BuiltModule.RepositoryRoot, "bench", "CompassOps.Bench", "bin", configuration, BuiltModule.Modern, "CompassOps.Bench.dll");
        string report = Path.Combine(_folder.FullName, "page.md");
        Tool.Run(_folder.FullName, "dotnet", bench, "--rounds", "1", "--warm", "20", "--share", "1", "--report", report);
        return File.ReadAllText(report);
    }

    private static double Median(string page, string what)
    {
        string row = page.Split('\n').First(line => line.StartsWith($"| {what} |", StringComparison.Ordinal));
        return double.Parse(row.Split('|')[2], System.Globalization.CultureInfo.InvariantCulture);
    }
}
