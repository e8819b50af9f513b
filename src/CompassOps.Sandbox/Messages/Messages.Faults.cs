using System.Collections.Generic;

namespace CompassOps.Sandbox;

internal static partial class Messages
{
    public const string FaultKind = "The fault's Kind is unknown. Specify a member of SandboxFaultKind.";

    public const string FaultStatus = "A fault's Status must be from 200 to 599.";

    public const string FaultDelay = "A fault's Delay must be from zero to one hour.";

    public const string FaultCount = "A fault's Count must be at least 1.";

    public const string FaultEvery = "A fault's property Every must be at least 1.";

    public const string FaultSkip = "A fault's Skip must be at least 0.";

    public const string FaultProbability = "A fault's Probability must be above 0 and at most 1.";

    public const string FaultLength = "A fault cannot set the header Content-Length or Transfer-Encoding. To shorten a body, use the kind Truncate.";

    public const string FaultPage = "This page comes from a simulated proxy.";

    public static string FaultOperation(string? name, IEnumerable<string> known) =>
        $"No operation matches '{name}'. The operations are {string.Join(", ", known)}.";

    public static string FaultHeader(string name) =>
        $"The fault's header '{name}' is not valid. The name can contain letters, digits, '-' and '_'. The value cannot contain control characters.";

    public static string FaultIdTaken(string id) => $"A fault with the id '{id}' already exists. Choose another id.";

    public static string FaultMessage(int status) => $"The sandbox returned the status {status}, because a fault was injected.";
}
