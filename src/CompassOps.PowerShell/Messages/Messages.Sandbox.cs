using System;
using System.Collections.Generic;
using CompassOps.Formatting;

namespace CompassOps;

/// <content>Messages about the sandbox.</content>
internal static partial class Messages
{
    public const string SandboxNotOnDesktop =
        "The sandbox needs PowerShell 7.4 or later. To use a sandbox from Windows PowerShell, start the sandbox in PowerShell 7. "
        + "Then run Connect-Compass in Windows PowerShell with -BaseUri, -CloudId and -Credential.";

    public const string NoSandbox = "No sandbox is running. Start a sandbox with Start-CompassSandbox or Connect-Compass -Sandbox.";
    public const string ForLastSandbox = "Specify an id, or omit -Sandbox to use the sandbox that was started last.";
    public const string GiveClockStep = "Specify a duration, such as 10m.";
    public const string GiveClockInstant = "Specify a date and time, such as 2030-01-01T00:00:00Z.";
    public const string StartSandbox = "Start a sandbox.";
    public const string FaultKindMissing = "The kind of the fault is missing. Specify -Kind, -Status or -Delay.";

    public static string Sandbox(string id) => "Sandbox " + id;

    public static string SandboxNotFound(string? id) => $"There is no running sandbox '{id}'. To list the running sandboxes, run Get-CompassSandbox.";

    public static string StopSandbox(string id) => $"Stop sandbox {id}.";

    public static string InjectFault(string kind, string id) => $"Inject a fault ({kind}) into sandbox {id}.";

    public static string ClearFault(string fault, string id) => $"Clear fault {fault} of sandbox {id}.";

    public static string ClearFaults(string id) => $"Clear the faults of sandbox {id}.";

    public static string FaultKindUnknown(string kind, IEnumerable<string> known) => $"'{kind}' is not a kind of fault. Specify one of {string.Join(", ", known)}.";

    public static string StepClockBy(string id, TimeSpan span) => $"Step the clock of sandbox {id} by {DisplayText.Duration(span)}.";

    public static string StepClockTo(string id, DateTimeOffset? to) => $"Step the clock of sandbox {id} to {to:o}.";

    public static string PortTaken(int port, string reason) =>
        $"Cannot open port {port}: {reason.TrimEnd('.')}. Specify another -Port, or omit -Port to use a free port.";
}
