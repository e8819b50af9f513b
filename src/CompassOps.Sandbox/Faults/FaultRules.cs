using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;

namespace CompassOps.Sandbox.Faults;

internal static class FaultRules
{
    private static readonly TimeSpan MaximumDelay = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">A value of the fault is not valid.</exception>
    public static void Check(SandboxFault fault, IReadOnlyList<string> operations)
    {
        Demand(Enum.IsDefined(fault.Kind), Messages.FaultKind);
        Demand(
            fault.Operation is null || operations.Any(name => FileSystemName.MatchesSimpleExpression(fault.Operation, name, ignoreCase: true)),
            Messages.FaultOperation(fault.Operation, operations));
        Demand(fault.Status is null or (>= 200 and <= 599), Messages.FaultStatus);
        Demand(
            fault.Delay is null || (fault.Delay >= TimeSpan.Zero && fault.Delay <= MaximumDelay),
            Messages.FaultDelay);
        Demand(fault.Count is null or >= 1, Messages.FaultCount);
        Demand(fault.Every >= 1, Messages.FaultEvery);
        Demand(fault.Skip >= 0, Messages.FaultSkip);
        Demand(fault.Probability is null or (> 0 and <= 1), Messages.FaultProbability);
        foreach ((string name, string value) in fault.Headers ?? new Dictionary<string, string>())
        {
            Demand(
                name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !value.Any(char.IsControl),
                Messages.FaultHeader(name));
            Demand(
                !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase),
                Messages.FaultLength);
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
