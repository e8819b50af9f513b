namespace CompassOps.OperationsAsCode;

/// <summary>
/// A declared value that this version of the module does not know. The value is an error unless an object in the service has the same
/// value.
/// </summary>
/// <param name="Kind">The property that has the value.</param>
/// <param name="Word">The value.</param>
/// <param name="Problem">The error to report if the service does not use the value.</param>
internal sealed record UnknownWord(WordKind Kind, string Word, DocumentProblem Problem);

/// <summary>The properties for which the service can introduce new values.</summary>
internal enum WordKind
{
    Unit,

    Priority,

    RuleState,

    EntityType,
}
