using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading;

namespace CompassOps.Scripts;

/// <summary>Runs a script block in the scope of the cmdlet's caller, and returns how the script ended.</summary>
internal sealed class ScriptRunner
{
    // In a try block, a terminating error ends the whole script, not only one statement. If $ErrorActionPreference is SilentlyContinue or
    // Ignore, PowerShell suppresses the rethrown error. So the code stores the success in $args[1][0], and the error in $args[1][1]. The
    // code calls no methods, so that it also runs in constrained language mode.
    private const string Runner = "try { . $args[0]; $args[1][0] = $true } catch { $args[1][1] = $_; throw }";
    private const string RunnerWithMergedErrors = "try { . $args[0] 2>&1; $args[1][0] = $true } catch { $args[1][1] = $_; throw }";
    private const string ExitCodeVariable = "global:LASTEXITCODE";
    private const string ExitType = "System.Management.Automation.ExitException";
    private const string FlowControlType = "System.Management.Automation.FlowControlException";

    private readonly PSCmdlet _cmdlet;
    private readonly ExitCodePolicy _exitCodes;
    private readonly CancellationToken _stop;

    public ScriptRunner(PSCmdlet cmdlet, ExitCodePolicy exitCodes, CancellationToken stop)
    {
        _cmdlet = cmdlet;
        _exitCodes = exitCodes;
        _stop = stop;
    }

    /// <summary>Runs the script. Does not throw, because the result contains the exception that ended the script.</summary>
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
        // The flow control exceptions of PowerShell are internal types, so the code compares their names.
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

    // Returns whether the caller redirects the errors of the cmdlet to the output with '2>&1'. In that case, the script must also run with
    // '2>&1'. The cmdlet cannot write the script's errors with WriteError instead: the errors would no longer show their script line, and
    // the error preference Stop would end the script. Only an internal property of PowerShell shows whether the caller uses '2>&1'. Other
    // redirections need no code.
    private bool MergesErrors()
    {
        ICommandRuntime runtime = _cmdlet.CommandRuntime;
        PropertyInfo? merge = runtime.GetType().GetProperty("ErrorMergeTo", BindingFlags.Instance | BindingFlags.NonPublic);
        return merge?.GetValue(runtime)?.ToString() == "Output";
    }
}
