using System.Collections.Generic;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>A row of tabular input, such as a CSV file, that declares a heartbeat.</summary>
/// <param name="Number">The row's number, from 1.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Heartbeat">The heartbeat.</param>
public sealed record DeclaredRow(int Number, string TeamId, DeclaredHeartbeat Heartbeat)
{
    /// <summary>The location of the row in the input.</summary>
    internal DocumentPlace Place => DocumentPlace.OfRow(Number);

    /// <summary>Creates a problem that names the row.</summary>
    internal DocumentProblem Problem(string message) => new(Place, "", message);

    /// <summary>Adds the values of the row that this version does not know. The service may accept them.</summary>
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
