using System;

namespace CompassOps.ImportGuard;

/// <summary>
/// Checks whether the shell can run the module. The manifest has room for one minimum version, that of Windows PowerShell. Choosing between two
/// with an expression would slow down every import more than this check.
/// </summary>
internal static class ShellCheck
{
    /// <summary>Returns why a shell cannot run the module, or null.</summary>
    /// <param name="engine">The version of the engine's assembly: that of the shell, but 3.0 for every Windows PowerShell.</param>
    public static string? Objection(Version engine) => engine.Major == 6 || (engine.Major == 7 && engine.Minor < 4)
        ? $"CompassOps needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell {engine.ToString(2)}."
        : null;
}
