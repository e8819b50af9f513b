using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Planning;

/// <summary>Writes the differences between the declaration and the service.</summary>
internal static class DriftReport
{
    /// <summary>
    /// Writes all differences. If Sync-CompassHeartbeat or Sync-CompassMaintenance would correct a difference, also writes an error.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that writes the objects.</param>
    /// <param name="steps">The steps that would correct the differences.</param>
    /// <param name="error">Creates the error from the number of differences that would be corrected and from all differences. If null, no
    /// error is written.</param>
    public static void Write(Cmdlet cmdlet, IReadOnlyList<PlannedStep> steps, Func<int, object[], ErrorRecord>? error)
    {
        object[] differences = steps.SelectMany(static step => step.Differences).ToArray();
        cmdlet.WriteObject(differences, enumerateCollection: true);
        int drift = steps.Where(static step => step.Action != SyncAction.Unmanaged).Sum(static step => step.Differences.Count);
        if (error is not null && drift > 0)
        {
            cmdlet.WriteError(error(drift, differences));
        }
    }
}
