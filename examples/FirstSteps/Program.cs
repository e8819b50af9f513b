// The first steps without a shell: the story of first-steps.ps1, told by Core against a sandbox in this process.
using System;
using System.Threading.Tasks;
using CompassOps.Sandbox;

namespace CompassOps.Examples;

/// <summary>Runs the story; the exit code is 0 only if every step did what it was expected to do.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        try
        {
            using SandboxServer sandbox = SandboxServer.Start();
            using CompassClient client = Connection.To(sandbox);
            await new Story(sandbox, client, Console.Out).RunAsync();
            return 0;
        }
        catch (Exception failure) when (failure is UnexpectedException or CompassApiException or CompassArgumentException)
        {
            await Console.Error.WriteLineAsync($"The first steps failed: {failure.Message}");
            return 1;
        }
    }
}
