using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CompassOps.Errors;

namespace CompassOps.Planning;

/// <summary>Writes the differences of a plan.</summary>
internal static class DriftReport
{
    /// <summary>Writes the differences, and an error where one is given for those that a synchronisation would remove.</summary>
    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="steps">The plan.</param>
    /// <param name="errorId">The id of the error.</param>
    /// <param name="message">Returns the error's message for a number of differences; null if no error is wanted.</param>
    public static void Write(Cmdlet cmdlet, IReadOnlyList<PlannedStep> steps, string errorId, Func<int, string>? message)
    {
        object[] differences = steps.SelectMany(static step => step.Differences).ToArray();
        cmdlet.WriteObject(differences, enumerateCollection: true);
        int drift = steps.Where(static step => step.Action != SyncAction.Unmanaged).Sum(static step => step.Differences.Count);
        if (message is not null && drift > 0)
        {
            cmdlet.WriteError(ErrorRecords.Make(errorId, ErrorCategory.InvalidResult, message(drift), differences));
        }
    }
}
