using System;
#if NET
using System.Linq;
using System.Security;
using CompassOps.Sandbox;
#endif

namespace CompassOps.Connections;

/// <summary>The sandbox of this process, as <c>Connect-Compass -Sandbox</c> uses it: the one started last, or a new one.</summary>
internal static class InProcessSandbox
{
#if NET
    private static readonly object Lock = new();

    /// <summary>How to connect to it.</summary>
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

    /// <summary>How to connect to one that runs.</summary>
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

    /// <summary>The clock of the sandbox of this process at an address, or null where there is none.</summary>
    // Apart from the look itself, which loads the sandbox: who connects to the service does without it.
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => address is { IsLoopback: true } ? ClockOfRunning(address) : null;

    private static Func<DateTimeOffset>? ClockOfRunning(Uri address) =>
        SandboxServer.Running.FirstOrDefault(running => running.BaseUri.Authority == address.Authority) is { } server ? () => server.Now : null;
#else
    /// <summary>None: there is no sandbox on this edition.</summary>
    public static Func<DateTimeOffset>? ClockAt(Uri? address) => null;
#endif
}
