using System;

namespace CompassOps.Scripts;

/// <summary>How a caller's script ended.</summary>
internal enum ScriptEnd
{
    /// <summary>It ran to its end, or left by <c>return</c> or <c>exit 0</c>.</summary>
    Success,

    /// <summary>A terminating error, an <c>exit</c> other than 0, or a non-zero <c>$LASTEXITCODE</c> that it has set.</summary>
    Failure,

    /// <summary>It was ended from outside, or left a loop around it: <c>break</c>, <c>Select-Object -First</c>, Ctrl+C. Neither success nor failure.</summary>
    Neither,
}

/// <summary>Tells from the exception with which a script was left how it ended.</summary>
internal static class ScriptOutcome
{
    private const string FlowControl = "System.Management.Automation.FlowControlException";

    /// <summary>How the script ended that was left by this exception.</summary>
    public static ScriptEnd Of(Exception exception)
    {
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            switch (type.FullName)
            {
                case "System.Management.Automation.ExitException":
                    // What exit was given; the shell itself takes what is no number for 0.
                    object? code = type.GetProperty("Argument")?.GetValue(exception);
                    return System.Management.Automation.LanguagePrimitives.TryConvertTo(code, out int number) && number != 0
                        ? ScriptEnd.Failure
                        : ScriptEnd.Success;
                case FlowControl:
                case "System.Management.Automation.PipelineStoppedException":
                    return ScriptEnd.Neither;
            }
        }

        return ScriptEnd.Failure;
    }
}
