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
/// Runs a script block between a set-up step and a guaranteed clean-up step: after success, an error, <c>break</c>, <c>exit</c>, Ctrl+C
/// and SIGTERM. The clean-up comes first and messages second, because any message may end the cmdlet.
/// </summary>
public abstract class ScriptCmdlet : ServiceCmdlet
{
    /// <summary>The time for the clean-up when the user, the shell or the system ends the script.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(5);

    private IDisposable? _clientHold;
    private bool _endsByException;

    /// <inheritdoc />
    private protected override bool ShowsWaits => false;

    /// <summary>The script. It runs in the caller's scope.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The exit codes that mean success; 0 alone by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? SuccessExitCode { get; set; }

    /// <summary>Accepts every <c>$LASTEXITCODE</c> at the end of the script.</summary>
    [Parameter]
    public SwitchParameter IgnoreExitCode { get; set; }

    /// <summary>Ends the cmdlet with an error, after the clean-up, if an exit code makes the script a failure.</summary>
    [Parameter]
    public SwitchParameter ErrorOnExitCode { get; set; }

    // After the user has stopped the pipeline, every message to a stream throws.
    private bool CanWrite => !StopToken.IsCancellationRequested;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IgnoreExitCode && SuccessExitCode is not null)
        {
            ThrowFailure(ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, Messages.ExitCodesContradict);
        }

        // The script may disconnect, or remove the module, while its clean-up still needs the client.
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

    /// <summary>Runs the script with its output and streams as they come. The exception that ends it passes through unchanged.</summary>
    /// <param name="cleanup">Cleans up; writes nothing.</param>
    /// <param name="report">Writes messages, by <see cref="Report(string)"/> and <see cref="Report(ErrorRecord)"/>.</param>
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

    /// <summary>Writes messages before the cmdlet ends, by an exception or by itself.</summary>
    private protected void ReportBefore(Exception? end, Action report)
    {
        _endsByException = end is not null;
        if (CanWrite)
        {
            report();
        }
    }

    /// <summary>Returns the message that the script failed by an exit code, and the consequence.</summary>
    private protected abstract string FailureSummary(int exitCode);

    /// <summary>
    /// Runs the clean-up: without a time limit of its own after the end of the script, in five seconds after an interruption. Ctrl+C shortens
    /// the wait. Returns the failure, or null.
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

    /// <summary>Also cleans up when the system ends the process (SIGTERM, SIGHUP), which runs no <c>finally</c> block.</summary>
    /// <param name="cleanup">Cleans up.</param>
    /// <param name="remains">Returns what the clean-up could not do, for standard error; null if nothing remains.</param>
    /// <returns>The registration, to be disposed after the clean-up.</returns>
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
                // The shell writes no more, but logs of schedulers keep standard error.
                if (remains(failure) is { } message)
                {
                    Console.Error.WriteLine(message);
                }
            }
            catch (Exception exception) when (exception is System.IO.IOException or ObjectDisposedException)
            {
                // Nobody reads standard error.
            }
        });
#else
        // Windows ends the processes of a console without a signal.
        _ = cleanup;
        _ = remains;
        return new CancellationTokenSource();
#endif
    }

    /// <summary>Writes a warning. Where it might replace the error that ended the script, the host shows it directly.</summary>
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

    /// <summary>Writes an error, or a warning where an error might replace the error that ended the script.</summary>
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

    /// <summary>Shows a message in the host if the user has stopped the pipeline. It is for what must not stay unknown.</summary>
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

    /// <summary>Writes to the verbose stream, unless that would hide the error that ended the script.</summary>
    private protected void ReportVerbose(string message)
    {
        if (!_endsByException || !StreamPreference.VerboseMayEnd(this))
        {
            WriteVerbose(message);
        }
    }

    /// <summary>Writes the requests so far to the verbose and debug streams, unless that would hide the error that ended the script.</summary>
    private protected void ReportRequests()
    {
        if (!_endsByException || !StreamPreference.RequestsMayEnd(this))
        {
            WriteRequests();
        }
    }

    /// <summary>Returns the reason of a failure as one sentence or more, for a message.</summary>
    private protected static string Reason(Exception failure) => ErrorRecords.From(failure, null).ErrorDetails?.Message ?? failure.Message;

    private void ShowInHost(string warning)
    {
        try
        {
            Host.UI?.WriteWarningLine(warning);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a user interface.
        }
    }

    // Like an error of 'throw', it ends the caller's script, so that 'pwsh -File' exits with 1.
    private static RuntimeException ExitCodeError(int code, string message)
    {
        ErrorRecord error = ErrorRecords.Make(ErrorIds.ScriptExitCode, ErrorCategory.InvalidResult, message, code);
        return new RuntimeException(message, error.Exception, error) { WasThrownFromThrowStatement = true };
    }
}
