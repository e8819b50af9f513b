// What a fault may ask for.
using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using CompassOps.Sandbox.Api;

namespace CompassOps.Sandbox.Faults;

/// <summary>The ranges of a fault's values.</summary>
internal static class FaultRules
{
    private static readonly TimeSpan MaximumDelay = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">A value is out of its range; the message says which.</exception>
    public static void Check(SandboxFault fault)
    {
        Demand(Enum.IsDefined(fault.Kind), "The fault's Kind is unknown.");
        Demand(
            fault.Operation is null || Operation.Names.Any(name => FileSystemName.MatchesSimpleExpression(fault.Operation, name, ignoreCase: true)),
            $"There is no operation '{fault.Operation}'. There are {string.Join(", ", Operation.Names)}.");
        Demand(fault.Status is null or (>= 200 and <= 599), "A fault's Status is from 200 to 599.");
        Demand(
            fault.Delay is null || (fault.Delay >= TimeSpan.Zero && fault.Delay <= MaximumDelay),
            "A fault's Delay is from 0 to one hour.");
        Demand(fault.Count is null or >= 1, "A fault's Count is at least 1.");
        Demand(fault.Every >= 1, "A fault's Every is at least 1.");
        Demand(fault.Skip >= 0, "A fault's Skip is at least 0.");
        Demand(fault.Probability is null or (> 0 and <= 1), "A fault's Probability is above 0 and at most 1.");
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>())
        {
            Demand(
                name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !value.Any(char.IsControl),
                $"The fault's header '{name}' cannot be sent.");
            Demand(
                !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase),
                "A fault cannot set the length; Truncate breaks it.");
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
