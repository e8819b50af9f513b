using System;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>Determines which exit codes mean success.</summary>
internal sealed class ExitCodePolicy
{
    private readonly int[] _success;
    private readonly bool _ignoreLastExitCode;

    /// <param name="success">The exit codes that mean success. Null means that only 0 is a success.</param>
    /// <param name="ignoreLastExitCode">Whether to ignore <c>$LASTEXITCODE</c>.</param>
    public ExitCodePolicy(int[]? success, bool ignoreLastExitCode)
    {
        _success = success ?? [0];
        _ignoreLastExitCode = ignoreLastExitCode;
    }

    /// <summary>
    /// Whether <c>exit</c> with this argument means success. PowerShell uses the exit code 0 if the argument is not a number.
    /// </summary>
    public bool IsSuccessfulExit(object? argument) =>
        Array.IndexOf(_success, LanguagePrimitives.TryConvertTo(argument, out int code) ? code : 0) >= 0;

    /// <summary>Returns the exit code if it means failure. Otherwise returns null.</summary>
    /// <param name="lastExitCode">The value of <c>$LASTEXITCODE</c> after the script. Null if the script ran no program.</param>
    public int? FailureOf(object? lastExitCode) =>
        !_ignoreLastExitCode && lastExitCode is not null && LanguagePrimitives.TryConvertTo(lastExitCode, out int code) && Array.IndexOf(_success, code) < 0
            ? code
            : null;
}
