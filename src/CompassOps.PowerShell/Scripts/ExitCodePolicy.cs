using System;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>Decides which exit codes mean success.</summary>
internal sealed class ExitCodePolicy
{
    private readonly int[] _success;
    private readonly bool _ignoreLastExitCode;

    /// <param name="success">The codes that mean success; null for 0 alone.</param>
    /// <param name="ignoreLastExitCode">Whether every <c>$LASTEXITCODE</c> means success.</param>
    public ExitCodePolicy(int[]? success, bool ignoreLastExitCode)
    {
        _success = success ?? [0];
        _ignoreLastExitCode = ignoreLastExitCode;
    }

    /// <summary>Whether <c>exit</c> with this argument means success. The shell exits with 0 where the argument is not a number.</summary>
    public bool IsSuccessfulExit(object? argument) =>
        Array.IndexOf(_success, LanguagePrimitives.TryConvertTo(argument, out int code) ? code : 0) >= 0;

    /// <summary>Returns the exit code that makes a script a failure, or null.</summary>
    /// <param name="lastExitCode">The <c>$LASTEXITCODE</c> that the script left; null where it ran no program.</param>
    public int? FailureOf(object? lastExitCode) =>
        !_ignoreLastExitCode && lastExitCode is not null && LanguagePrimitives.TryConvertTo(lastExitCode, out int code) && Array.IndexOf(_success, code) < 0
            ? code
            : null;
}
