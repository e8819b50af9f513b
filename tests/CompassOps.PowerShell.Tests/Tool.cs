using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Xunit;

namespace CompassOps.PowerShell.Tests;

/// <summary>Runs a program. Throws an exception with the output if the program fails.</summary>
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

        // Remove the MSBuild variables of the build that runs this test. Otherwise they would affect a build that the program starts.
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

    /// <summary>Builds a project without a build server, because a build server would keep the output stream open.</summary>
    public static void Build(string folder, string project) =>
        Run(folder, "dotnet", "build", project, "--configuration", "Release", "--nologo", "--disable-build-servers", "-nodeReuse:false");
}
