// The options of a sandbox.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The options of a sandbox. All have defaults: <c>new SandboxOptions()</c> describes a sandbox in memory on a free port.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on 127.0.0.1, from 0 to 65535. Port 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>The cloud id of the simulated site. If null, the sandbox uses the id in the state file, or otherwise a random GUID.</summary>
    public string? CloudId { get; init; }

    /// <summary>
    /// The user name for Basic authentication. If null, the sandbox uses the name in the state file, or otherwise
    /// <c>operator@sandbox.test</c>.
    /// </summary>
    public string? Email { get; init; }

    /// <summary>
    /// The API token for Basic authentication. Null creates a random token. The sandbox never writes the token to the state file.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>The client id of the service account that gets tokens at <c>/oauth/token</c>. Null means <c>sandbox-client</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// The client secret of the service account. Null creates a random secret. The sandbox never writes the secret to the state file.
    /// </summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes of the tokens that the service account gets. Null means <see cref="SandboxScopes.All"/>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The time for which a token is valid, by the sandbox's clock: one second to one year.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The path of the state file, which the sandbox creates if it is missing. Null keeps the state in memory only.</summary>
    public string? StatePath { get; init; }

    /// <summary>
    /// The teams. The first one is the default team. If null, the sandbox uses the teams in the state file, or otherwise five default
    /// teams.
    /// </summary>
    public IReadOnlyList<SandboxTeam>? Teams { get; init; }

    /// <summary>
    /// The time on the sandbox's clock at the start. If null, the clock shows the real time, or keeps the difference to the real time that
    /// the state file contains.
    /// </summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>If true, the clock is stopped and only steps move it. By default the clock runs.</summary>
    public bool ClockStopped { get; init; }

    /// <summary>The name of the simulated site.</summary>
    public string Site { get; init; } = "sandbox";

    /// <summary>
    /// The delay between the response to a ping and its effect on the heartbeat, by the sandbox's clock. With zero, the default, the ping
    /// takes effect before the next request is handled. A ping has an effect even if the heartbeat is created during the delay.
    /// </summary>
    public TimeSpan PingDelay { get; init; }

    /// <summary>
    /// Selects how the service deviates from the documented API. <see cref="SandboxServer.Behavior"/> can change this value later.
    /// </summary>
    public SandboxBehaviors Behavior { get; init; }

    /// <summary>
    /// True serves requests below <c>/_sandbox/</c>, with which another process injects faults and moves the clock. They need the
    /// credentials of the sandbox.
    /// </summary>
    public bool ControlResource { get; init; }
}
