using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace CompassOps;

/// <summary>The dictionaries behind the models' <c>AdditionalProperties</c>.</summary>
internal static class AdditionalValues
{
    /// <summary>The empty dictionary that all models without unknown fields share.</summary>
    public static readonly IReadOnlyDictionary<string, object?> None =
        new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?>(0));

    /// <summary>A read-only view of what was collected; null means nothing.</summary>
    public static IReadOnlyDictionary<string, object?> From(Dictionary<string, object?>? collected) =>
        collected is null ? None : new ReadOnlyDictionary<string, object?>(collected);
}
