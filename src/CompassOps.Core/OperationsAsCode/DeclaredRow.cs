using System.Collections.Generic;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>A row of a table, such as a CSV file, that declares a heartbeat.</summary>
/// <param name="Number">The number of the row, starting at 1.</param>
/// <param name="TeamId">The id of the team.</param>
/// <param name="Heartbeat">The desired heartbeat.</param>
public sealed record DeclaredRow(int Number, string TeamId, DeclaredHeartbeat Heartbeat)
{
    internal DocumentPlace Place => DocumentPlace.OfRow(Number);

    internal DocumentProblem Problem(string message) => new(Place, "", message);

    /// <summary>
    /// Adds the unit and the priority of the row to the list if this version of the module does not know them. A later check accepts an
    /// unknown value if an object in the service has the same value.
    /// </summary>
    internal void NoteWords(List<UnknownWord> words)
    {
        if (!KnownValues.IsUnit(Heartbeat.IntervalUnit))
        {
            words.Add(new UnknownWord(WordKind.Unit, Heartbeat.IntervalUnit, Problem(Messages.UnknownWord(Heartbeat.IntervalUnit, Messages.AUnit))));
        }

        if (!KnownValues.IsPriority(Heartbeat.AlertPriority))
        {
            words.Add(new UnknownWord(WordKind.Priority, Heartbeat.AlertPriority, Problem(Messages.UnknownWord(Heartbeat.AlertPriority, Messages.APriority))));
        }
    }
}
