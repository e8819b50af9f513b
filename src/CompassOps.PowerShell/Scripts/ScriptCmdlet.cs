using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using CompassOps.Cmdlets;

namespace CompassOps.Scripts;

/// <summary>
/// A cmdlet that runs the caller's script between two deeds of its own, of which the second is done however the script ends: by
/// itself, by an error, by <c>break</c> or <c>exit</c>, by Ctrl+C, or with the process by SIGTERM.
/// </summary>
public abstract class ScriptCmdlet : ServiceCmdlet
{
    // Dot-sourced, it runs in the caller's scope; within try, an error that ends a statement ends the script; rethrown, it is unchanged.
    private const string Runner = "try { . $args[0] } catch { throw }";
    private const string ExitCode = "global:LASTEXITCODE";

    /// <summary>What may be spent on the second deed when the user, the shell or the system wants to be done.</summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The script. It runs in the caller's scope.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>A non-zero <c>$LASTEXITCODE</c> at the script's end is no failure.</summary>
    [Parameter]
    public SwitchParameter IgnoreExitCode { get; set; }

    /// <summary>
    /// The exit code that alone makes the script a failure, or null: nobody sees such a failure by itself, for it is no error.
    /// </summary>
    private protected int? FailedExitCode { get; private set; }

    /// <summary>
    /// Runs the script with its output and all its streams as they come. What ends it passes through unchanged, after <paramref name="after"/>.
    /// </summary>
    /// <param name="after">Is told how the script ended, once.</param>
    private protected void RunScript(Action<ScriptEnd> after)
    {
        object? before = SessionState.PSVariable.GetValue(ExitCode);
        SessionState.PSVariable.Set(ExitCode, null);
        ScriptEnd end = ScriptEnd.Neither;
        try
        {
            InvokeCommand.InvokeScript(Runner, useNewScope: false, PipelineResultTypes.Output | PipelineResultTypes.Error, null, ScriptBlock);
            end = StopToken.IsCancellationRequested ? ScriptEnd.Neither : ByExitCode();
        }
        catch (Exception exception)
        {
            end = StopToken.IsCancellationRequested ? ScriptEnd.Neither : ScriptOutcome.Of(exception);
            throw;
        }
        finally
        {
            if (SessionState.PSVariable.GetValue(ExitCode) is null)
            {
                SessionState.PSVariable.Set(ExitCode, before);
            }

            after(end);
        }
    }

    /// <summary>
    /// Does the second deed: in the time that the connection's settings give where there is time, in five seconds where the script was
    /// ended from outside. Returns what went wrong, or null.
    /// </summary>
    private protected Exception? Finish(ScriptEnd end, Func<CancellationToken, Task> deed)
    {
        using CancellationTokenSource limit = new();
        Task task = Task.Run(() => deed(limit.Token), limit.Token);
        try
        {
            if (end == ScriptEnd.Neither)
            {
                limit.CancelAfter(CleanupTimeout);
            }

            // Ctrl+C does not end this wait, but shortens it.
            using CancellationTokenRegistration deadline = StopToken.Register(() => limit.CancelAfter(CleanupTimeout));
            task.Wait();
            return null;
        }
        catch (AggregateException failure)
        {
            return failure.InnerException is OperationCanceledException
                ? new TimeoutException($"It was not done within {CleanupTimeout.TotalSeconds:0} seconds.")
                : failure.InnerException;
        }
    }

    /// <summary>Does the second deed as well when the system ends the process (SIGTERM, SIGHUP), which runs no <c>finally</c>.</summary>
    /// <returns>What to dispose of when the script has ended.</returns>
    private protected static IDisposable OnTermination(Func<CancellationToken, Task> deed)
    {
#if NET
        return new TerminationHandler(() =>
        {
            using CancellationTokenSource limit = new(CleanupTimeout);
            try
            {
                Task.Run(() => deed(limit.Token), limit.Token).Wait(CleanupTimeout);
            }
            catch (AggregateException)
            {
                // The process ends: there is nobody left to tell.
            }
        });
#else
        // Windows ends a console's processes without asking; there is nothing to register for.
        _ = deed;
        return new CancellationTokenSource();
#endif
    }

    private ScriptEnd ByExitCode()
    {
        bool failed = LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue(ExitCode), out int code) && code != 0 && !IgnoreExitCode;
        FailedExitCode = failed ? code : null;
        return failed ? ScriptEnd.Failure : ScriptEnd.Success;
    }
}
