using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading;

namespace CompassOps.Scripts;

/// <summary>Runs a script block in the scope of the cmdlet's caller, and returns how it ended.</summary>
internal sealed class ScriptRunner
{
    // The try block turns an error that ends a statement into the end of the script. A rethrow leaves the error unchanged, but the preferences
    // SilentlyContinue and Ignore swallow it: only the first element of the state, set after the script, proves success.
    // Without method calls, it runs in the constrained language as well.
    private const string Runner = "try { . $args[0]; $args[1][0] = $true } catch { $args[1][1] = $_; throw }";
    private const string RunnerWithMergedErrors = "try { . $args[0] 2>&1; $args[1][0] = $true } catch { $args[1][1] = $_; throw }";
    private const string ExitCodeVariable = "global:LASTEXITCODE";
    private const string ExitType = "System.Management.Automation.ExitException";
    private const string FlowControlType = "System.Management.Automation.FlowControlException";

    private readonly PSCmdlet _cmdlet;
    private readonly ExitCodePolicy _exitCodes;
    private readonly CancellationToken _stop;

    /// <param name="cmdlet">The cmdlet that passes the script's output and streams on.</param>
    /// <param name="exitCodes">The exit codes that mean success.</param>
    /// <param name="stop">Cancelled when the user stops the pipeline.</param>
    public ScriptRunner(PSCmdlet cmdlet, ExitCodePolicy exitCodes, CancellationToken stop)
    {
        _cmdlet = cmdlet;
        _exitCodes = exitCodes;
        _stop = stop;
    }

    /// <summary>Runs the script. Never throws: the result has the exception with which the script ended.</summary>
    public ScriptResult Run(ScriptBlock script)
    {
        PSVariableIntrinsics variables = _cmdlet.SessionState.PSVariable;
        object? before = variables.GetValue(ExitCodeVariable);
        object?[] state = new object?[2];
        Exception? exception = null;
        try
        {
            variables.Set(ExitCodeVariable, null);
            _cmdlet.InvokeCommand.InvokeScript(
                MergesErrors() ? RunnerWithMergedErrors : Runner, useNewScope: false, PipelineResultTypes.Output | PipelineResultTypes.Error, null, script, state);
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }

        object? exitCode = variables.GetValue(ExitCodeVariable);
        if (exitCode is null)
        {
            variables.Set(ExitCodeVariable, before);
        }

        return Result(exception, state, exitCode);
    }

    private ScriptResult Result(Exception? exception, object?[] state, object? exitCode)
    {
        if (_stop.IsCancellationRequested)
        {
            return new ScriptResult(ScriptOutcome.Interrupted, exception ?? new PipelineStoppedException());
        }

        if (exception is not null)
        {
            return new ScriptResult(OutcomeOf(exception), exception);
        }

        if (state[0] is null)
        {
            return new ScriptResult(ScriptOutcome.Failure, SwallowedError(state[1]));
        }

        int? failure = _exitCodes.FailureOf(exitCode);
        return new ScriptResult(failure is null ? ScriptOutcome.Success : ScriptOutcome.Failure, failedExitCode: failure);
    }

    private ScriptOutcome OutcomeOf(Exception exception)
    {
        // The shell's types of flow control are internal.
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            switch (type.FullName)
            {
                case ExitType:
                    return _exitCodes.IsSuccessfulExit(type.GetProperty("Argument")?.GetValue(exception)) ? ScriptOutcome.Success : ScriptOutcome.Failure;
                case FlowControlType:
                case "System.Management.Automation.PipelineStoppedException":
                    return ScriptOutcome.Interrupted;
            }
        }

        return ScriptOutcome.Failure;
    }

    private static RuntimeException? SwallowedError(object? caught)
    {
        object? value = caught is PSObject wrapped ? wrapped.BaseObject : caught;
        return value is ErrorRecord error
            ? new RuntimeException(error.Exception.Message, error.Exception, error) { WasThrownFromThrowStatement = true }
            : null;
    }

    // Merged errors ('2>&1') must go to the output stream. The shell does not expose that it merges, and an error that
    // WriteError passes on would lose its position and end the script under 'Stop'. Every other redirection reaches the script by itself.
    private bool MergesErrors()
    {
        ICommandRuntime runtime = _cmdlet.CommandRuntime;
        PropertyInfo? merge = runtime.GetType().GetProperty("ErrorMergeTo", BindingFlags.Instance | BindingFlags.NonPublic);
        return merge?.GetValue(runtime)?.ToString() == "Output";
    }
}
