// The behaviors of real services that a sandbox can show.
using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox;

/// <summary>
/// Ways in which a real service or account may behave that the contract does not describe. A sandbox shows them only on
/// request; see <see cref="SandboxOptions.Behavior"/> and <see cref="SandboxServer.Behavior"/>.
/// </summary>
[Flags]
public enum SandboxBehaviors
{
    /// <summary>The service keeps every value as it was sent.</summary>
    None = 0,

    /// <summary>Moves the start of a new window from the past to now. A window that has already ended keeps its start.</summary>
    MoveStartToNow = 1 << 0,

    /// <summary>Cuts the start and end of windows to whole minutes.</summary>
    TruncateToMinutes = 1 << 1,

    /// <summary>Rounds the start and end of windows up to whole seconds.</summary>
    RoundUpToSeconds = 1 << 2,

    /// <summary>Returns the ids of windows, entities and owner teams in upper case. Requests may spell them either way.</summary>
    UpperCaseIds = 1 << 3,

    /// <summary>Trims names, descriptions, messages and tags.</summary>
    TrimText = 1 << 4,

    /// <summary>Turns CR LF in descriptions and messages into LF.</summary>
    NormalizeNewlines = 1 << 5,

    /// <summary>Stores tags in lower case.</summary>
    LowerCaseTags = 1 << 6,

    /// <summary>Lags lists: each list request shows the state as it was at the list request before it.</summary>
    LagLists = 1 << 7,

    /// <summary>Lags lists by a minute of the sandbox's clock: each shows the state as it was a minute before.</summary>
    LagListsByMinute = 1 << 8,

    /// <summary>Answers a change or a cancel with 204 and no body.</summary>
    NoContent = 1 << 9,

    /// <summary>Runs the clock of the service 90 seconds ahead of <see cref="SandboxServer.Now"/>.</summary>
    ClockAhead = 1 << 10,

    /// <summary>Runs the clock of the service 90 seconds behind <see cref="SandboxServer.Now"/>.</summary>
    ClockBehind = 1 << 11,

    /// <summary>Answers 402 to every heartbeat operation, because the plan lacks heartbeats. A ping still answers PONG.</summary>
    NoHeartbeats = 1 << 12,

    /// <summary>Answers 401 to every DELETE, because the token lacks the delete scope.</summary>
    NoDeleteScope = 1 << 13,

    /// <summary>Shows empty lists of teams' heartbeats and windows, and answers 403 to all else that concerns a team.</summary>
    NoTeamAccess = 1 << 14,
}

/// <summary>The names of <see cref="SandboxBehaviors"/>, for command lines and cmdlets.</summary>
public static class SandboxBehaviorNames
{
    /// <summary>All names except None.</summary>
    public static IReadOnlyList<string> All { get; } =
        Array.AsReadOnly(Enum.GetNames<SandboxBehaviors>().Where(static name => name != nameof(SandboxBehaviors.None)).ToArray());

    /// <summary>Returns the names in a combination.</summary>
    public static IEnumerable<string> Of(SandboxBehaviors behavior) => All.Where(name => behavior.HasFlag(Enum.Parse<SandboxBehaviors>(name)));

    /// <summary>Combines names. Case does not matter, and one text may hold several names, separated by commas.</summary>
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
