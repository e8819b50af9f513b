using System;

namespace CompassOps.Gate;

/// <summary>
/// Whether the shell can run the module. The manifest states the least version of Windows PowerShell: it has room for one, and to choose between two
/// with an expression takes longer at every import than to ask here.
/// </summary>
internal static class ShellCheck
{
    private static readonly Version Least = new(7, 4);

    /// <summary>What is wrong with a shell, or null.</summary>
    /// <param name="engine">The version of its engine's assembly: the shell's own, and 3.0 for Windows PowerShell, whatever its version.</param>
    public static string? Objection(Version engine) => engine.Major < 6 || engine >= Least
        ? null
        : $"CompassOps needs PowerShell {Least} or later, or Windows PowerShell 5.1; this is PowerShell {engine.ToString(2)}.";
}
