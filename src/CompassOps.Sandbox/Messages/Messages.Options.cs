using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string PortRange = "The port must be from 0 to 65535.";

    public const string PingDelayRange = "The delay of a ping must be from zero to one day.";

    public const string CloudIdBlank = "The cloud id cannot be blank.";

    public const string EmailInvalid = "The e-mail address cannot be empty and cannot contain a colon.";

    public const string TokenEmpty = "The token cannot be empty.";

    public const string StatePathBlank = "The path of the state file cannot be blank.";

    public const string NoTeams = "The sandbox needs at least one team.";

    public const string TeamBlank = "A team must have an id and a name.";

    public const string TeamTwice = "Two teams have the same id. Each team needs its own id.";

    public const string ClientIdEmpty = "The client id cannot be empty.";

    public const string ScopeInvalid = "A scope cannot be empty and cannot contain white space.";

    public const string TokenLifetimeRange = "The lifetime of a token must be from one second to 366 days.";

    public static string StartRange(DateTimeOffset earliest, DateTimeOffset latest) =>
        FormattableString.Invariant($"The clock must start between {earliest:yyyy-MM-dd} and {latest:yyyy-MM-dd}.");

    public static string ClockRange(DateTimeOffset now, DateTimeOffset latest) =>
        FormattableString.Invariant($"The clock shows {now:o}. The new time cannot be earlier, and cannot be after {latest:yyyy-MM-dd}.");

    public static string ClientSecretShort(int minimum) => $"The client secret must have at least {minimum} characters.";

    public static string UnknownBehavior(string name, IEnumerable<string> known) =>
        $"The behavior '{name}' is unknown. The known behaviors are {string.Join(", ", known)}.";
}
