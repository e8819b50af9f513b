using System;
using System.Runtime.ExceptionServices;

namespace CompassOps.Scripts;

/// <summary>Describes how the user's script ended, and contains the exception that the cmdlet rethrows after the clean-up.</summary>
internal sealed class ScriptResult
{
    public ScriptResult(ScriptOutcome outcome, Exception? exception = null, int? failedExitCode = null)
    {
        Outcome = outcome;
        Exception = exception;
        FailedExitCode = failedExitCode;
    }

    public ScriptOutcome Outcome { get; }

    /// <summary>
    /// The exception that ended the script, for example after an error, <c>exit</c>, <c>break</c> or Ctrl+C. Null if the script ran
    /// to its end.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>The exit code, if the exit code is the only reason why the script failed. Otherwise null.</summary>
    public int? FailedExitCode { get; }

    /// <summary>
    /// Rethrows the exception that ended the script, with its original stack trace. Does nothing if there is no exception.
    /// </summary>
    public void Rethrow()
    {
        if (Exception is not null)
        {
            ExceptionDispatchInfo.Capture(Exception).Throw();
        }
    }
}
