// What a sandbox may be started with.
using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Sandbox;

/// <summary>The ranges of the options.</summary>
internal static class OptionRules
{
    /// <exception cref="ArgumentException">An option is out of its range; the message says which.</exception>
    public static void Check(SandboxOptions options)
    {
        Demand(options.Port is >= 0 and <= 65535, "A port is from 0 to 65535.");
        Demand(options.PingDelay >= TimeSpan.Zero && options.PingDelay <= TimeSpan.FromDays(1), "A ping's delay is from 0 to one day.");
        CheckBehavior(options.Behavior);
        Demand(options.CloudId is null || !string.IsNullOrWhiteSpace(options.CloudId), "The cloud id must not be blank.");
        Demand(
            options.Email is null || (options.Email.Length > 0 && !options.Email.Contains(':', StringComparison.Ordinal)),
            "The email must not be empty and has no colon.");
        Demand(options.Token is null || options.Token.Length > 0, "The token must not be empty.");
        Demand(options.StatePath is null || !string.IsNullOrWhiteSpace(options.StatePath), "The path of the state file must not be blank.");
        if (options.Teams is not null)
        {
            Demand(options.Teams.Count > 0, "There must be a team.");
            Demand(
                options.Teams.All(static team => !string.IsNullOrWhiteSpace(team.TeamId) && !string.IsNullOrWhiteSpace(team.TeamName)),
                "A team has an id and a name.");
            HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
            Demand(options.Teams.All(team => ids.Add(team.TeamId)), "Two teams have the same id.");
        }
    }

    /// <exception cref="ArgumentException">A bit has no name.</exception>
    public static void CheckBehavior(SandboxBehaviors behavior) =>
        Demand((behavior & ~SandboxBehaviorNames.Parse(SandboxBehaviorNames.All)) == 0, Messages.UnknownBehavior(behavior.ToString()));

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
