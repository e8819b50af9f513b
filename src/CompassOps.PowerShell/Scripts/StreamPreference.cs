using System.Collections.Generic;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>Determines whether a message to a stream can end the cmdlet that writes the message.</summary>
internal static class StreamPreference
{
    public static bool ErrorsMayEnd(PSCmdlet cmdlet) => MayEnd(cmdlet, "ErrorAction", "ErrorActionPreference");

    public static bool WarningsMayEnd(PSCmdlet cmdlet) => MayEnd(cmdlet, "WarningAction", "WarningPreference");

    public static bool VerboseMayEnd(PSCmdlet cmdlet) => MayEnd(cmdlet, "Verbose", "VerbosePreference");

    public static bool RequestsMayEnd(PSCmdlet cmdlet) => VariableMayEnd(cmdlet, "VerbosePreference") || VariableMayEnd(cmdlet, "DebugPreference");

    // With -Debug, any message can end the cmdlet, because PowerShell prompts after an error, a warning or a verbose message. If PowerShell
    // cannot prompt, it throws.
    private static bool MayEnd(PSCmdlet cmdlet, string parameter, string variable)
    {
        Dictionary<string, object> bound = cmdlet.MyInvocation.BoundParameters;
        return bound.TryGetValue(parameter, out object? value)
            ? IsTerminating(value)
            : (bound.TryGetValue("Debug", out object? debug) && LanguagePrimitives.IsTrue(debug)) || VariableMayEnd(cmdlet, variable);
    }

    private static bool VariableMayEnd(PSCmdlet cmdlet, string variable) => IsTerminating(cmdlet.GetVariableValue(variable));

    private static bool IsTerminating(object? value) => LanguagePrimitives.TryConvertTo(value, out ActionPreference preference)
        && preference is not (ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
