namespace CompassOps.OperationsAsCode;

/// <summary>A word that is unknown to this version. It is a mistake unless the service uses it.</summary>
/// <param name="Kind">The property that has it.</param>
/// <param name="Word">The word.</param>
/// <param name="Problem">The problem, if the service does not use the word either.</param>
internal sealed record UnknownWord(WordKind Kind, string Word, DocumentProblem Problem);

/// <summary>The properties whose words the service may extend.</summary>
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
