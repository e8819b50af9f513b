using System;
#if NET
using System.Linq;
using System.Security;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Connections;

/// <summary>Connects to the sandboxes of this process.</summary>
internal static class InProcessSandbox
{
#if NET
    private const string SandboxAssembly = "CompassOps.Sandbox,";
    private static readonly object Lock = new();

    /// <summary>Returns the settings for the sandbox started last, or a new one.</summary>
    /// <param name="teamId">The default team, or null for the sandbox's first.</param>
    public static ConnectionSettings Settings(string? teamId)
    {
        SandboxServer server;
        lock (Lock)
        {
            server = SandboxServer.Running.OrderBy(running => running.StartedAt).LastOrDefault() ?? SandboxServer.Start();
        }

        return Settings(server, teamId);
    }

    /// <summary>Returns the settings for a running sandbox.</summary>
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

    /// <summary>Returns the clock of the sandbox of this process at an address, or null.</summary>
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => address is { IsLoopback: true } && IsLoaded ? ClockOfRunning(address) : null;

    // A process without the sandbox's assembly runs no sandbox, and must not load it to find that out.
    private static bool IsLoaded =>
        Array.Exists(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.FullName?.StartsWith(SandboxAssembly, StringComparison.Ordinal) == true);

    private static Func<DateTimeOffset>? ClockOfRunning(Uri address) =>
        SandboxServer.Running.FirstOrDefault(running => running.BaseUri.Authority == address.Authority) is { } server ? () => server.Now : null;
#else
    /// <summary>Always null: this edition has no sandbox.</summary>
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => null;
#endif
}
