using System;

namespace CompassOps.ImportGuard;

/// <summary>
/// Whether the shell can run the module. The manifest states the least version of Windows PowerShell: it has room for one, and to choose between two
/// with an expression takes longer at every import than to ask here.
/// </summary>
internal static class ShellCheck
{
    /// <summary>What is wrong with a shell, or null.</summary>
    /// <param name="engine">The version of its engine's assembly: the shell's own, and 3.0 for Windows PowerShell, whatever its version.</param>
    public static string? Objection(Version engine) => engine.Major == 6 || (engine.Major == 7 && engine.Minor < 4)
        ? $"CompassOps needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell {engine.ToString(2)}."
        : null;
}
