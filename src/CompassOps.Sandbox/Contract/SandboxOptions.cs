// The options of a sandbox.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The options of a sandbox. All have defaults: <c>new SandboxOptions()</c> is a sandbox in memory on a free port.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on 127.0.0.1, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The id of the simulated site; null takes the one in the state file, else a random GUID.</summary>
    public string? CloudId { get; init; }

    /// <summary>The user name of Basic authentication; null takes the one in the state file, else <c>operator@sandbox.test</c>.</summary>
    public string? Email { get; init; }

    /// <summary>The API token of Basic authentication; null makes a random one. Never written to the state file.</summary>
    public string? Token { get; init; }

    /// <summary>The id of the service account that gets tokens at <c>/oauth/token</c>; null means <c>sandbox-client</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of the service account; null makes a random one. Never written to the state file.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes of the tokens that the service account gets; null means <see cref="SandboxScopes.All"/>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>How long a token is valid, by the sandbox's clock: one second to one year.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The file that keeps the state; null keeps it in memory. A missing file is created.</summary>
    public string? StatePath { get; init; }

    /// <summary>The teams; null takes those in the state file, else five. The first is the default team.</summary>
    public IReadOnlyList<SandboxTeam>? Teams { get; init; }

    /// <summary>The time of the sandbox's clock at the start; null means the real time plus the clock's lead in the state file.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>True if the clock is stopped and only moves when it is stepped. By default it runs.</summary>
    public bool ClockStopped { get; init; }

    /// <summary>The name of the simulated site.</summary>
    public string Site { get; init; } = "sandbox";

    /// <summary>
    /// The delay between the response to a ping and its effect on the heartbeat, by the sandbox's clock. With zero, the default, the ping
    /// takes effect before the next request is handled. The heartbeat may be created during the delay.
    /// </summary>
    public TimeSpan PingDelay { get; init; }

    /// <summary>How the service deviates from the plain reading of the contract; <see cref="SandboxServer.Behavior"/> can change it later.</summary>
    public SandboxBehaviors Behavior { get; init; }

    /// <summary>True to serve requests at <c>/_sandbox/</c>, where another process injects faults and moves the clock. It needs the credentials as well.</summary>
    public bool ControlResource { get; init; }
}
