using System;

namespace CompassOps.ImportGuard;

/// <summary>
/// Checks whether the shell can run the module. The manifest can state only one minimum version, and it states the version of Windows
/// PowerShell. An expression in the manifest that selects between two versions would slow down each import more than this check.
/// </summary>
internal static class ShellCheck
{
    /// <summary>Returns the reason why a shell cannot run the module, or null if it can.</summary>
    /// <param name="engine">
    /// The version of the engine's assembly. It equals the version of the shell, except in Windows PowerShell, where it is always 3.0.
    /// </param>
    public static string? Objection(Version engine) => engine.Major == 6 || (engine.Major == 7 && engine.Minor < 4)
        ? $"CompassOps needs PowerShell 7.4 or later, or Windows PowerShell 5.1. This is PowerShell {engine.ToString(2)}. Install a newer PowerShell."
        : null;
}
