using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Runs a program. If the program fails, throws an exception with its output.</summary>
internal static class Tool
{
    public static string Run(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The tests start builds. These builds must not inherit settings from the build that runs the tests.
        foreach (string? name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process process = new() { StartInfo = start };
        StringBuilder said = new();
        void Listen(object sender, DataReceivedEventArgs line)
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Listen;
        process.ErrorDataReceived += Listen;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{said}");
        return said.ToString();
    }

    /// <summary>Builds a project without build servers, because they would keep the output stream open.</summary>
    public static void Build(string folder, string project) =>
        Run(folder, "dotnet", "build", project, "--configuration", "Release", "--nologo", "--disable-build-servers", "-nodeReuse:false");
}
