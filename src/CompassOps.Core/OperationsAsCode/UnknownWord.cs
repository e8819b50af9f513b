namespace CompassOps.OperationsAsCode;

/// <summary>A value that this version does not know. It is a problem unless the service uses it.</summary>
/// <param name="Kind">The property that has the value.</param>
/// <param name="Word">The value.</param>
/// <param name="Problem">The problem to report if the service does not use the value either.</param>
internal sealed record UnknownWord(WordKind Kind, string Word, DocumentProblem Problem);

/// <summary>The properties for which the service may introduce new values.</summary>
internal enum WordKind
{
    /// <summary>The unit of a heartbeat's interval.</summary>
    Unit,

    /// <summary>The priority of a heartbeat's alert.</summary>
    Priority,

    /// <summary>The state in a window's rule.</summary>
    RuleState,

    /// <summary>The entity type in a window's rule.</summary>
    EntityType,
}
