using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox;

/// <summary>
/// Undocumented behavior that a real service or account can have. The sandbox simulates the behavior that <see
/// cref="SandboxOptions.Behavior"/> or <see cref="SandboxServer.Behavior"/> selects.
/// </summary>
[Flags]
public enum SandboxBehaviors
{
    /// <summary>The sandbox simulates no undocumented behavior. For example, it stores every value unchanged.</summary>
    None = 0,

    /// <summary>
    /// If a request sets the start of a new or planned window to a time in the past, the service stores the current time instead.
    /// If the end is also in the past, the service stores the start from the request.
    /// </summary>
    MoveStartToNow = 1 << 0,

    /// <summary>The service truncates the start and end of a window to whole minutes.</summary>
    TruncateToMinutes = 1 << 1,

    /// <summary>The service rounds the start and end of a window up to whole seconds.</summary>
    RoundUpToSeconds = 1 << 2,

    /// <summary>
    /// Responses contain the ids of windows, entities and owner teams in upper case. In requests, the case of these ids does not
    /// matter.
    /// </summary>
    UpperCaseIds = 1 << 3,

    /// <summary>The service removes spaces at the start and end of names, descriptions, messages and tags.</summary>
    TrimText = 1 << 4,

    /// <summary>The service replaces CR LF with LF in descriptions and messages.</summary>
    NormalizeNewlines = 1 << 5,

    /// <summary>The service stores tags in lower case.</summary>
    LowerCaseTags = 1 << 6,

    /// <summary>Each list shows the objects that existed at the time of the previous list request.</summary>
    LagLists = 1 << 7,

    /// <summary>Each list shows the objects that existed one minute earlier, by the sandbox's clock.</summary>
    LagListsByMinute = 1 << 8,

    /// <summary>The service responds to update and cancel requests with 204 and no body.</summary>
    NoContent = 1 << 9,

    /// <summary>The clock of the service is 90 seconds ahead of <see cref="SandboxServer.Now"/>.</summary>
    ClockAhead = 1 << 10,

    /// <summary>The clock of the service is 90 seconds behind <see cref="SandboxServer.Now"/>.</summary>
    ClockBehind = 1 << 11,

    /// <summary>
    /// The plan does not include heartbeats. The service responds 402 to every heartbeat operation except a ping.
    /// </summary>
    NoHeartbeats = 1 << 12,

    /// <summary>The token lacks the delete scope. The service responds 401 to every DELETE request.</summary>
    NoDeleteScope = 1 << 13,

    /// <summary>
    /// The account has no access to any team. Lists of a team's heartbeats and windows are empty. The service responds 403 to every
    /// other operation on a team.
    /// </summary>
    NoTeamAccess = 1 << 14,
}

/// <summary>Converts <see cref="SandboxBehaviors"/> to and from names.</summary>
public static class SandboxBehaviorNames
{
    /// <summary>All names except <c>None</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
        Array.AsReadOnly(Enum.GetNames<SandboxBehaviors>().Where(static name => name != nameof(SandboxBehaviors.None)).ToArray());

    /// <summary>Returns the name of each behavior in the value.</summary>
    public static IEnumerable<string> Of(SandboxBehaviors behavior) => All.Where(name => behavior.HasFlag(Enum.Parse<SandboxBehaviors>(name)));

    /// <summary>
    /// Returns the behaviors with these names. Names are not case-sensitive. A string can contain several names, separated by commas.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static SandboxBehaviors Parse(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SandboxBehaviors all = SandboxBehaviors.None;
        foreach (string name in names.SelectMany(static text => text.Split(',')).Select(static name => name.Trim()))
        {
            // Enum.Parse also accepts numbers, so the code first looks for the text in the list of names.
            string known = All.Append(nameof(SandboxBehaviors.None)).FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException(Messages.UnknownBehavior(name, All));
            all |= Enum.Parse<SandboxBehaviors>(known);
        }

        return all;
    }
}
