using System.Collections.Generic;
using CompassOps.OperationsAsCode;

namespace CompassOps;

/// <summary>A row that declares a heartbeat.</summary>
/// <param name="Number">The row's number, from 1.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Heartbeat">The heartbeat.</param>
public sealed record DeclaredRow(int Number, string TeamId, DeclaredHeartbeat Heartbeat)
{
    /// <summary>The place of the row.</summary>
    internal DocumentPlace Place => DocumentPlace.OfRow(Number);

    /// <summary>Returns a problem with the row.</summary>
    internal DocumentProblem Problem(string message) => new(Place, "", message);

    /// <summary>Adds the row's unknown words, which the service may accept.</summary>
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
