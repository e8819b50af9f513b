using System;
using System.Collections.Generic;
using System.Linq;
using CompassOps.Sandbox.Api;
using CompassOps.Sandbox.Domain;

namespace CompassOps.Sandbox;

internal static class OptionRules
{
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public static void Check(SandboxOptions options)
    {
        Demand(options.Port is >= 0 and <= 65535, Messages.PortRange);
        Demand(options.PingDelay >= TimeSpan.Zero && options.PingDelay <= TimeSpan.FromDays(1), Messages.PingDelayRange);
        Demand(
            options.StartTime is null || (options.StartTime >= SandboxClock.Earliest && options.StartTime <= SandboxClock.Latest),
            Messages.StartRange(SandboxClock.Earliest, SandboxClock.Latest));
        CheckBehavior(options.Behavior);
        Demand(options.CloudId is null || !string.IsNullOrWhiteSpace(options.CloudId), Messages.CloudIdBlank);
        Demand(
            options.Email is null || (options.Email.Length > 0 && !options.Email.Contains(':', StringComparison.Ordinal)),
            Messages.EmailInvalid);
        Demand(options.Token is null || options.Token.Length > 0, Messages.TokenEmpty);
        Demand(options.ClientId is null || options.ClientId.Length > 0, Messages.ClientIdEmpty);
        Demand(options.ClientSecret is null || options.ClientSecret.Length >= TokenAuthority.MinimumSecret, Messages.ClientSecretShort(TokenAuthority.MinimumSecret));
        Demand(options.Scopes is null || options.Scopes.All(static scope => scope.Length > 0 && !scope.Any(char.IsWhiteSpace)), Messages.ScopeInvalid);
        Demand(options.TokenLifetime >= TimeSpan.FromSeconds(1) && options.TokenLifetime <= TimeSpan.FromDays(366), Messages.TokenLifetimeRange);
        Demand(options.StatePath is null || !string.IsNullOrWhiteSpace(options.StatePath), Messages.StatePathBlank);
        if (options.Teams is not null)
        {
            Demand(options.Teams.Count > 0, Messages.NoTeams);
            Demand(
                options.Teams.All(static team => !string.IsNullOrWhiteSpace(team.TeamId) && !string.IsNullOrWhiteSpace(team.TeamName)),
                Messages.TeamBlank);
            HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
            Demand(options.Teams.All(team => ids.Add(team.TeamId)), Messages.TeamTwice);
        }
    }

    /// <exception cref="ArgumentException">The value contains an undefined flag.</exception>
    public static void CheckBehavior(SandboxBehaviors behavior) =>
        Demand((behavior & ~SandboxBehaviorNames.Parse(SandboxBehaviorNames.All)) == 0, Messages.UnknownBehavior(behavior.ToString(), SandboxBehaviorNames.All));

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
