// The behaviors of real services that a sandbox can show.
using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox;

/// <summary>
/// Ways in which a real service or account may behave although the API documentation does not describe them. A sandbox shows these behaviors only
/// if you select them in <see cref="SandboxOptions.Behavior"/> or <see cref="SandboxServer.Behavior"/>.
/// </summary>
[Flags]
public enum SandboxBehaviors
{
    /// <summary>The service keeps every value as it was sent.</summary>
    None = 0,

    /// <summary>
    /// Sets the start of a new window to the current time if the requested start is in the past. A window that has already ended keeps
    /// its start.
    /// </summary>
    MoveStartToNow = 1 << 0,

    /// <summary>Truncates the start and end of windows to whole minutes.</summary>
    TruncateToMinutes = 1 << 1,

    /// <summary>Rounds the start and end of windows up to whole seconds.</summary>
    RoundUpToSeconds = 1 << 2,

    /// <summary>Returns the ids of windows, entities and owner teams in upper case. Requests may use upper or lower case.</summary>
    UpperCaseIds = 1 << 3,

    /// <summary>Trims names, descriptions, messages and tags.</summary>
    TrimText = 1 << 4,

    /// <summary>Replaces CR LF with LF in descriptions and messages.</summary>
    NormalizeNewlines = 1 << 5,

    /// <summary>Stores tags in lower case.</summary>
    LowerCaseTags = 1 << 6,

    /// <summary>Delays lists by one list request: each list shows the state at the time of the previous list request.</summary>
    LagLists = 1 << 7,

    /// <summary>Delays lists by one minute of the sandbox's clock: each list shows the state of one minute ago.</summary>
    LagListsByMinute = 1 << 8,

    /// <summary>Responds to a change or a cancel with 204 and no body.</summary>
    NoContent = 1 << 9,

    /// <summary>Runs the clock of the service 90 seconds ahead of <see cref="SandboxServer.Now"/>.</summary>
    ClockAhead = 1 << 10,

    /// <summary>Runs the clock of the service 90 seconds behind <see cref="SandboxServer.Now"/>.</summary>
    ClockBehind = 1 << 11,

    /// <summary>
    /// Responds 402 to every heartbeat operation except a ping, because the plan does not include heartbeats. A ping still gets the
    /// response PONG.
    /// </summary>
    NoHeartbeats = 1 << 12,

    /// <summary>Responds 401 to every DELETE, because the token lacks the delete scope.</summary>
    NoDeleteScope = 1 << 13,

    /// <summary>Returns empty lists for the heartbeats and windows of a team. Responds 403 to every other operation on a team.</summary>
    NoTeamAccess = 1 << 14,
}

/// <summary>The names of the <see cref="SandboxBehaviors"/>, for command lines and cmdlets.</summary>
public static class SandboxBehaviorNames
{
    /// <summary>All names except <c>None</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
        Array.AsReadOnly(Enum.GetNames<SandboxBehaviors>().Where(static name => name != nameof(SandboxBehaviors.None)).ToArray());

    /// <summary>Returns the names of the behaviors in a combination.</summary>
    public static IEnumerable<string> Of(SandboxBehaviors behavior) => All.Where(name => behavior.HasFlag(Enum.Parse<SandboxBehaviors>(name)));

    /// <summary>
    /// Combines the named behaviors. Names are not case-sensitive. One string may contain several names, separated by commas.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static SandboxBehaviors Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SandboxBehaviors all = SandboxBehaviors.None;
        foreach (string name in names.SelectMany(static text => text.Split(',')).Select(static name => name.Trim()))
        {
            // Enum.Parse alone would accept numbers.
            string known = All.Append(nameof(SandboxBehaviors.None)).FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException(Messages.UnknownBehavior(name, All));
            all |= Enum.Parse<SandboxBehaviors>(known);
        }

        return all;
    }
}
