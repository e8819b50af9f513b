using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Planning;

/// <summary>Writes the differences of a plan.</summary>
internal static class DriftReport
{
    /// <summary>Writes the differences, and an error where one is given for those that a synchronisation would remove.</summary>
    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="steps">The plan.</param>
    /// <param name="error">Returns the error for the number of differences and the differences; null if no error is wanted.</param>
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
