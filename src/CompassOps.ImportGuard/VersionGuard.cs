using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CompassOps.ImportGuard;

/// <summary>
/// Prevents the import of a second version of the module in a process, and of any version in an unsupported shell. Without this check,
/// PowerShell 7 reports confusing errors for a second version, such as "Assembly with same name is already loaded", and Windows PowerShell
/// silently mixes the two versions.
/// </summary>
public sealed class VersionGuard : IModuleAssemblyInitializer
{
    private const string Module = "CompassOps";
    private const string Cmdlets = "CompassOps.PowerShell,";

    // Contains the runspaces that have imported the module, including runspaces that removed the module later.
    private static readonly ConditionalWeakTable<Runspace, object> Known = new();

    /// <summary>Runs on import, before the cmdlets are loaded. If it throws an exception, Import-Module shows the message.</summary>
    public void OnImport()
    {
        if (ShellCheck.Objection(typeof(PSObject).Assembly.GetName().Version) is { } objection)
        {
            throw Refusal(objection, "ShellTooOld", ErrorCategory.NotInstalled);
        }

        Assembly own = typeof(VersionGuard).Assembly;
        bool isFirst = IsFirst(Runspace.DefaultRunspace);

        // Compare the start of the full name, because parsing the names of a hundred assemblies would slow down every import.
        foreach (Assembly? assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName.StartsWith(Cmdlets, StringComparison.Ordinal))
            {
                Compare(assembly, own, isFirst);
            }
        }

        CompiledAssemblies.Load();
    }

    private static void Compare(Assembly loaded, Assembly own, bool isFirst)
    {
        string present = Text(loaded);
        if (present != Text(own))
        {
            throw Refusal(
                $"{Module} {present} is loaded in this process already, and {Text(own)} cannot be imported into the same process. "
                + $"Start a new shell, and import {Text(own)} first.",
                "VersionConflict", ErrorCategory.ResourceExists);
        }

        // Reject an import of the same version from a second folder into the same runspace, because both imports would share one assembly.
        // The first import in a runspace cannot conflict, so the code skips IsImported, which takes milliseconds.
        if (!isFirst && IsImported())
        {
            throw Refusal(
                $"{Module} {present} is imported already, from {Path.GetDirectoryName(Path.GetDirectoryName(loaded.Location))}. "
                + $"To import the module from another folder, run Remove-Module {Module} first.",
                "VersionConflict", ErrorCategory.ResourceExists);
        }
    }

    private static bool IsFirst(Runspace? runspace)
    {
        if (runspace is null || Known.TryGetValue(runspace, out _))
        {
            return false;
        }

        Known.GetValue(runspace, static _ => new object());
        return true;
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
