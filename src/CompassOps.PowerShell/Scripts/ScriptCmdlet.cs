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
/// Runs a script block between a set-up step and a clean-up step. The clean-up also runs after an error, <c>break</c>, <c>exit</c> and
/// Ctrl+C. Before the clean-up, the cmdlet writes no message that could end the cmdlet.
/// </summary>
public abstract class ScriptCmdlet : ServiceCmdlet
{
    /// <summary>The time limit for the clean-up after the user, PowerShell or the operating system has stopped the script.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(5);

    private IDisposable? _clientHold;
    private bool _endsByException;

    private protected override bool ShowsWaits => false;

    /// <summary>The script to run. The script runs in the scope of the caller.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The exit codes that mean success. Default: 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? SuccessExitCode { get; set; }

    /// <summary>
    /// Ignores <c>$LASTEXITCODE</c> at the end of the script, so that the exit code of a program does not make the script fail.
    /// </summary>
    [Parameter]
    public SwitchParameter IgnoreExitCode { get; set; }

    /// <summary>
    /// Throws a terminating error after the clean-up if <c>$LASTEXITCODE</c> at the end of the script means failure.
    /// </summary>
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

        // The clean-up needs the client even if the script closes the connection or removes the module.
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
    /// Runs the script, the clean-up and the report, in this order. Then throws the exception that ended the script, if there is one. The
    /// output of the script is written immediately.
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

    /// <summary>Writes the last messages of the cmdlet. Writes nothing if the user has stopped the pipeline.</summary>
    /// <param name="end">The exception that the caller throws after the messages. Null if the cmdlet ends normally.</param>
    /// <param name="report">Writes the messages.</param>
    private protected void ReportBefore(Exception? end, Action report)
    {
        _endsByException = end is not null;
        if (CanWrite)
        {
            report();
        }
    }

    /// <summary>
    /// Returns the message about an exit code that means failure. The message also states a consequence, such as a ping that was not
    /// sent.
    /// </summary>
    private protected abstract string FailureSummary(int exitCode);

    /// <summary>
    /// Runs the clean-up. Returns the exception of the clean-up, or null. After an interruption of the script, the time limit is five
    /// seconds. Otherwise there is no time limit, but Ctrl+C during the clean-up starts a limit of five seconds.
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
    /// Registers a clean-up for the signals SIGTERM and SIGHUP, and for <c>[Environment]::Exit</c>. The process then ends without running
    /// <c>finally</c> blocks.
    /// </summary>
    /// <param name="cleanup">Cleans up.</param>
    /// <param name="remains">Returns a message for standard error if the clean-up was incomplete. Otherwise returns null.</param>
    /// <returns>The registration. Dispose it after the clean-up.</returns>
    private protected static IDisposable OnTermination(Func<CancellationToken, Task> cleanup, Func<Exception?, string?> remains) =>
        new TerminationHandler(() =>
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
                // PowerShell writes no more messages at this point, so the message goes to standard error. Schedulers record standard error
                // in their logs.
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

    /// <summary>
    /// Writes a warning. If the warning could end the cmdlet and hide the error of the script, displays the warning directly in the host.
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

    /// <summary>Writes an error. If this error could hide the error of the script, writes a warning instead.</summary>
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

    /// <summary>
    /// Displays a message directly in the host if the user has stopped the pipeline. A stopped pipeline accepts no messages.
    /// </summary>
    private protected void ReportAfterStop(string? message)
    {
        if (!CanWrite && message is not null)
        {
            ShowInHost(message);
        }
    }

    /// <summary>Writes the collected warnings that were not written while the script ran.</summary>
    private protected void Report(ScriptNotices? notices)
    {
        while (notices?.Next() is { } warning)
        {
            Report(warning);
        }
    }

    /// <summary>Writes to the verbose stream. Omits the message if it could hide the error of the script.</summary>
    private protected void ReportVerbose(string message)
    {
        if (!_endsByException || !StreamPreference.VerboseMayEnd(this))
        {
            WriteVerbose(message);
        }
    }

    /// <summary>
    /// Writes the recorded requests to the verbose and debug streams. If this could hide the error of the script, writes nothing.
    /// </summary>
    private protected void ReportRequests()
    {
        if (!_endsByException || !StreamPreference.RequestsMayEnd(this))
        {
            WriteRequests();
        }
    }

    private protected static string Reason(Exception failure) => ErrorRecords.From(failure, null).ErrorDetails?.Message ?? failure.Message;

    private void ShowInHost(string warning)
    {
        try
        {
            Host.UI?.WriteWarningLine(warning);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // The host cannot display the message, for example because it has no user interface.
        }
    }

    // PowerShell treats this error like the error of a 'throw' statement. The error ends the caller's script, so 'pwsh -File' exits with
    // code 1.
    private static RuntimeException ExitCodeError(int code, string message)
    {
        ErrorRecord error = ErrorRecords.Make(ErrorIds.ScriptExitCode, ErrorCategory.InvalidResult, message, code);
        return new RuntimeException(message, error.Exception, error) { WasThrownFromThrowStatement = true };
    }
}
