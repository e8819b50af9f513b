using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;
using CompassOps.Errors;

namespace CompassOps.Scripts;

/// <summary>
/// Runs a script block between a set-up step and a clean-up step. The clean-up always runs: after success, an error, <c>break</c>,
/// <c>exit</c>, Ctrl+C and SIGTERM. Messages are written after it, because any message may end the cmdlet.
/// </summary>
public abstract class ScriptCmdlet : ServiceCmdlet
{
    /// <summary>The time limit for the clean-up if the user, PowerShell or the operating system ends the script.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(5);

    private IDisposable? _clientHold;
    private bool _endsByException;

    private protected override bool ShowsWaits => false;

    /// <summary>The script to run. It runs in the caller's scope.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The exit codes that mean success. Default: 0 only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? SuccessExitCode { get; set; }

    /// <summary>Ignores <c>$LASTEXITCODE</c> at the end of the script.</summary>
    [Parameter]
    public SwitchParameter IgnoreExitCode { get; set; }

    /// <summary>If an exit code means failure, ends the cmdlet with an error after the clean-up.</summary>
    [Parameter]
    public SwitchParameter ErrorOnExitCode { get; set; }

    // After the user has stopped the pipeline, writing to any stream throws.
    private bool CanWrite => !StopToken.IsCancellationRequested;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IgnoreExitCode && SuccessExitCode is not null)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.ExitCodesContradict);
        }

        // The clean-up needs the client even if the script disconnects or removes the module.
        _clientHold = Service.Hold();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _clientHold?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Runs the script, and passes its output and streams on immediately. Rethrows the exception that ended the script, unchanged.
    /// </summary>
    /// <param name="cleanup">Cleans up. Must not write messages.</param>
    /// <param name="report">Writes messages with <see cref="Report(string)"/> and <see cref="Report(ErrorRecord)"/>.</param>
    private protected void RunScript(Action<ScriptResult> cleanup, Action<ScriptResult> report)
    {
        ScriptResult result = new ScriptRunner(this, new ExitCodePolicy(SuccessExitCode, IgnoreExitCode), StopToken).Run(ScriptBlock);
        cleanup(result);
        if (ErrorOnExitCode && result.FailedExitCode is { } code)
        {
            result = new ScriptResult(result.Outcome, ExitCodeError(code, FailureSummary(code)), code);
        }

        ReportBefore(result.Exception, () => report(result));
        result.Rethrow();
    }

    /// <summary>Writes messages before the cmdlet ends, unless the user has stopped the pipeline.</summary>
    private protected void ReportBefore(Exception? end, Action report)
    {
        _endsByException = end is not null;
        if (CanWrite)
        {
            report();
        }
    }

    /// <summary>Returns a message that the script failed by an exit code, and states the consequence.</summary>
    private protected abstract string FailureSummary(int exitCode);

    /// <summary>
    /// Runs the clean-up. It has five seconds after an interruption, and no time limit after the normal end of the script. Ctrl+C during
    /// the clean-up leaves it five more seconds. Returns the failure, or null.
    /// </summary>
    private protected Exception? CleanUp(bool interrupted, Func<CancellationToken, Task> cleanup)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan? limit = interrupted ? CleanupTimeout : null;
        try
        {
            BlockingWait.Run(cleanup, () => limit ??= StopToken.IsCancellationRequested ? watch.Elapsed + CleanupTimeout : null);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>
    /// Cleans up if the operating system ends the process (SIGTERM, SIGHUP). In this case, <c>finally</c> blocks do not run.
    /// </summary>
    /// <param name="cleanup">Cleans up.</param>
    /// <param name="remains">Returns a message for standard error if the clean-up was incomplete; otherwise null.</param>
    /// <returns>The registration. Dispose it after the clean-up.</returns>
    private protected static IDisposable OnTermination(Func<CancellationToken, Task> cleanup, Func<Exception?, string?> remains)
    {
#if NET
        return new TerminationHandler(() =>
        {
            Exception? failure = null;
            try
            {
                BlockingWait.Run(cleanup, () => CleanupTimeout);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception;
            }

            try
            {
                // PowerShell writes nothing more, but logs of schedulers contain standard error.
                if (remains(failure) is { } message)
                {
                    Console.Error.WriteLine(message);
                }
            }
            catch (Exception exception) when (exception is System.IO.IOException or ObjectDisposedException)
            {
                // Standard error is closed.
            }
        });
#else
        // Windows ends console processes without a signal.
        _ = cleanup;
        _ = remains;
        return new CancellationTokenSource();
#endif
    }

    /// <summary>
    /// Writes a warning. If the warning could replace the error that ended the script, displays it directly in the host.
    /// </summary>
    private protected void Report(string warning)
    {
        if (!_endsByException || !StreamPreference.WarningsMayEnd(this))
        {
            WriteWarning(warning);
        }
        else
        {
            ShowInHost(warning);
        }
    }

    /// <summary>Writes an error. If it could replace the error that ended the script, reports it as a warning instead.</summary>
    private protected void Report(ErrorRecord error)
    {
        if (!_endsByException || !StreamPreference.ErrorsMayEnd(this))
        {
            WriteError(error);
        }
        else
        {
            Report(error.ToString());
        }
    }

    /// <summary>If the user has stopped the pipeline, displays an important message directly in the host.</summary>
    private protected void ReportAfterStop(string? message)
    {
        if (!CanWrite && message is not null)
        {
            ShowInHost(message);
        }
    }

    /// <summary>Writes the warnings that could not be written while the script ran.</summary>
    private protected void Report(ScriptNotices? notices)
    {
        while (notices?.Next() is { } warning)
        {
            Report(warning);
        }
    }

    /// <summary>Writes to the verbose stream. Omits the message if it could replace the error that ended the script.</summary>
    private protected void ReportVerbose(string message)
    {
        if (!_endsByException || !StreamPreference.VerboseMayEnd(this))
        {
            WriteVerbose(message);
        }
    }

    /// <summary>
    /// Writes the recorded requests to the verbose and debug streams. Omits them if they could replace the error that ended the script.
    /// </summary>
    private protected void ReportRequests()
    {
        if (!_endsByException || !StreamPreference.RequestsMayEnd(this))
        {
            WriteRequests();
        }
    }

    /// <summary>Returns the reason for a failure, in one or more sentences.</summary>
    private protected static string Reason(Exception failure) => ErrorRecords.From(failure, null).ErrorDetails?.Message ?? failure.Message;

    private void ShowInHost(string warning)
    {
        try
        {
            Host.UI?.WriteWarningLine(warning);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // The host has no user interface.
        }
    }

    // PowerShell treats the error like one of a 'throw' statement. It ends the caller's script, so that 'pwsh -File' exits with 1.
    private static RuntimeException ExitCodeError(int code, string message)
    {
        ErrorRecord error = ErrorRecords.Make(ErrorIds.ScriptExitCode, ErrorCategory.InvalidResult, message, code);
        return new RuntimeException(message, error.Exception, error) { WasThrownFromThrowStatement = true };
    }
}
