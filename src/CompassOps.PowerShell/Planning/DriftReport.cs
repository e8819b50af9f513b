using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Planning;

/// <summary>Writes the differences that a plan would correct.</summary>
internal static class DriftReport
{
    /// <summary>
    /// Writes all differences. Also writes an error, if one is supplied, when a synchronisation would correct any of them.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="steps">The steps of the plan.</param>
    /// <param name="error">Creates the error from the number of correctable differences and from all differences; null for no
    /// error.</param>
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
