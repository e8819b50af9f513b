using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace CompassOps.ImportGuard;

/// <summary>
/// Lets one version of the module into a process, and none into a shell that is too old for it. Without it the shell says of a second one that "Assembly with same name is already
/// loaded", or lists each of its types as present already; Windows PowerShell says nothing and mixes the two.
/// </summary>
public sealed class VersionGuard : IModuleAssemblyInitializer
{
    private const string Module = "CompassOps";
    private const string Cmdlets = "CompassOps.PowerShell,";

    /// <summary>Runs when the module is imported, before anything else of it is loaded. What it throws is what Import-Module says.</summary>
    public void OnImport()
    {
        if (ShellCheck.Objection(typeof(PSObject).Assembly.GetName().Version) is { } objection)
        {
            throw Refusal(objection, "ShellTooOld", ErrorCategory.NotInstalled);
        }

        Assembly gate = typeof(VersionGuard).Assembly;

        // Every import asks this of a hundred assemblies: taking their names apart would take longer than all the rest here.
        foreach (Assembly? assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName.StartsWith(Cmdlets, StringComparison.Ordinal))
            {
                Compare(assembly, gate);
            }
        }
    }

    private static void Compare(Assembly loaded, Assembly gate)
    {
        string present = Text(loaded);
        if (present != Text(gate))
        {
            throw Refusal(
                $"{Module} {present} is loaded in this process already, and {Text(gate)} cannot be loaded beside it nor in its place. "
                + $"Start a new shell and import {Text(gate)} there first.",
                "VersionConflict", ErrorCategory.ResourceExists);
        }

        // The shell gets here a second time in a session only with the same version out of another folder: one of the two is too many.
        // It has no assembly of its own that could say so; the session can.
        if (IsImported())
        {
            throw Refusal(
                $"{Module} {present} is imported already, from {Path.GetDirectoryName(Path.GetDirectoryName(loaded.Location))}. "
                + $"Remove-Module {Module} takes it out of the session; then the one of another folder can be imported.",
                "VersionConflict", ErrorCategory.ResourceExists);
        }
    }

    private static bool IsImported()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Get-Module").AddParameter("Name", Module).Invoke().Count > 0;
    }

    private static string Text(Assembly assembly) => assembly.GetName().Version.ToString(3);

    private static RuntimeException Refusal(string message, string id, ErrorCategory category)
    {
        InvalidOperationException reason = new(message);
        return new RuntimeException(message, reason, new ErrorRecord(reason, id, category, Module));
    }
}
