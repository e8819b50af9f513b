using System;
#if NET
using System.Linq;
using System.Security;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Connections;

/// <summary>Provides the connection settings and the clocks of the sandboxes that run in this PowerShell process.</summary>
internal static class InProcessSandbox
{
#if NET
    private const string SandboxAssembly = "CompassOps.Sandbox,";
    private static readonly object Lock = new();

    /// <summary>Returns the settings of a connection to the newest sandbox. If no sandbox is running, starts one.</summary>
    /// <param name="teamId">The default team. If null, the default team is the first team of the sandbox.</param>
    public static ConnectionSettings Settings(string? teamId)
    {
        SandboxServer server;
        lock (Lock)
        {
            server = SandboxServer.Running.OrderBy(running => running.StartedAt).LastOrDefault() ?? SandboxServer.Start();
        }

        return Settings(server, teamId);
    }

    public static ConnectionSettings Settings(SandboxServer server, string? teamId)
    {
        SecureString token = new();
        foreach (char character in server.Token)
        {
            token.AppendChar(character);
        }

        token.MakeReadOnly();
        return new ConnectionSettings
        {
            Name = server.Site,
            Site = server.Site,
            CloudId = server.CloudId,
            BaseUri = server.BaseUri,
            UserName = server.Email,
            Token = token,
            TeamId = teamId ?? server.Teams[0].TeamId,
            IsSandbox = true,
            Clock = () => server.Now,
        };
    }

    /// <summary>Returns the clock of the sandbox that has this address, or null if this process runs no sandbox at this address.</summary>
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => address is { IsLoopback: true } && IsLoaded ? ClockOfRunning(address) : null;

    // If the assembly of the sandbox is not loaded, no sandbox is running. The code compares the name of the assembly, because the use of a
    // sandbox type would load the assembly.
    private static bool IsLoaded =>
        Array.Exists(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.FullName?.StartsWith(SandboxAssembly, StringComparison.Ordinal) == true);

    private static Func<DateTimeOffset>? ClockOfRunning(Uri address) =>
        SandboxServer.Running.FirstOrDefault(running => running.BaseUri.Authority == address.Authority) is { } server ? () => server.Now : null;
#else
    /// <summary>Returns null, because the sandbox does not run in Windows PowerShell.</summary>
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => null;
#endif
}
