using System;
using System.Runtime.ExceptionServices;

namespace CompassOps.Scripts;

/// <summary>How a caller's script ended, and the exception with which the cmdlet has to end after its clean-up.</summary>
internal sealed class ScriptResult
{
    public ScriptResult(ScriptOutcome outcome, Exception? exception = null, int? failedExitCode = null)
    {
        Outcome = outcome;
        Exception = exception;
        FailedExitCode = failedExitCode;
    }

    public ScriptOutcome Outcome { get; }

    /// <summary>The error or the flow control (<c>exit</c>, <c>break</c>) that ended the script, or null.</summary>
    public Exception? Exception { get; }

    /// <summary>The exit code that alone makes the script a failure, or null.</summary>
    public int? FailedExitCode { get; }

    /// <summary>Continues with the exception that ended the script, unchanged.</summary>
    public void Rethrow()
    {
        if (Exception is not null)
        {
            ExceptionDispatchInfo.Capture(Exception).Throw();
        }
    }
}
