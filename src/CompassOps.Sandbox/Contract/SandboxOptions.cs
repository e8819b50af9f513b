using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The options of a sandbox. With the defaults, the sandbox uses a free port and keeps its state in memory.</summary>
public sealed class SandboxOptions
{
    /// <summary>The port on 127.0.0.1, from 0 to 65535. Port 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The cloud id of the simulated site. Null means the id in the state file, or a random GUID if there is no state file.
    /// </summary>
    public string? CloudId { get; init; }

    /// <summary>
    /// The user name for Basic authentication. Null means the name in the state file, or <c>operator@sandbox.test</c> if there is
    /// no state file.
    /// </summary>
    public string? Email { get; init; }

    /// <summary>
    /// The API token for Basic authentication. Null means a random token. The state file never contains the token.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// The client id of the service account that requests tokens at <c>/oauth/token</c>. Null means <c>sandbox-client</c>.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// The client secret of the service account. Null means a random secret. The state file never contains the secret.
    /// </summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes of the service account's access tokens. Null means <see cref="SandboxScopes.All"/>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The time after which an access token expires, by the sandbox's clock: from one second to 366 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The path of the state file. The sandbox creates the file if it is missing. Null keeps the state only in memory.
    /// </summary>
    public string? StatePath { get; init; }

    /// <summary>
    /// The teams. The first team is the default team. The sandbox adds teams that are only in the state file. Null means the teams in the state
    /// file, or five default teams if there is no state file.
    /// </summary>
    public IReadOnlyList<SandboxTeam>? Teams { get; init; }

    /// <summary>
    /// The time on the sandbox's clock when the sandbox starts. Without a state file, null means the real time. With a state file and a
    /// stopped clock, null means the saved time. With a state file and a running clock, null means the real time plus the saved
    /// difference between the sandbox's clock and the real time.
    /// </summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>
    /// If true, the clock is stopped, and only <see cref="SandboxServer.Step"/> and <see cref="SandboxServer.StepTo"/> move it. By
    /// default, the clock runs.
    /// </summary>
    public bool ClockStopped { get; init; }

    /// <summary>The name of the simulated site.</summary>
    public string Site { get; init; } = "sandbox";

    /// <summary>
    /// The time between the response to a ping and the change of the heartbeat, by the sandbox's clock. With the default, zero, the
    /// next response already shows the change. If the ping names a heartbeat that is created during this time, the new heartbeat
    /// receives the ping.
    /// </summary>
    public TimeSpan PingDelay { get; init; }

    /// <summary>
    /// The undocumented service behavior that the sandbox simulates. To change the behavior while the sandbox runs, set
    /// <see cref="SandboxServer.Behavior"/>.
    /// </summary>
    public SandboxBehaviors Behavior { get; init; }

    /// <summary>
    /// If true, other processes can inject faults and move the clock with requests to <c>/_sandbox/</c>. These requests need the
    /// credentials of the sandbox.
    /// </summary>
    public bool ControlResource { get; init; }
}
