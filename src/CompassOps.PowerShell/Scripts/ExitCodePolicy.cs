using System;
using System.Management.Automation;

namespace CompassOps.Scripts;

/// <summary>Decides which exit codes mean success.</summary>
internal sealed class ExitCodePolicy
{
    private readonly int[] _success;
    private readonly bool _ignoreLastExitCode;

    /// <param name="success">The codes that mean success; null for 0 only.</param>
    /// <param name="ignoreLastExitCode">Whether every <c>$LASTEXITCODE</c> means success.</param>
    public ExitCodePolicy(int[]? success, bool ignoreLastExitCode)
    {
        _success = success ?? [0];
        _ignoreLastExitCode = ignoreLastExitCode;
    }

    /// <summary>Whether <c>exit</c> with this argument means success. If the argument is not a number, PowerShell exits with 0.</summary>
    public bool IsSuccessfulExit(object? argument) =>
        Array.IndexOf(_success, LanguagePrimitives.TryConvertTo(argument, out int code) ? code : 0) >= 0;

    /// <summary>Returns the exit code if it means failure; otherwise null.</summary>
    /// <param name="lastExitCode">The <c>$LASTEXITCODE</c> after the script; null if the script ran no program.</param>
    public int? FailureOf(object? lastExitCode) =>
        !_ignoreLastExitCode && lastExitCode is not null && LanguagePrimitives.TryConvertTo(lastExitCode, out int code) && Array.IndexOf(_success, code) < 0
            ? code
            : null;
}
