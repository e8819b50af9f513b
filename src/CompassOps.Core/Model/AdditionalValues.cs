using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace CompassOps;

/// <summary>The dictionaries behind the models' <c>AdditionalProperties</c>.</summary>
internal static class AdditionalValues
{
    /// <summary>The empty dictionary that all models without unknown fields share.</summary>
    public static readonly IReadOnlyDictionary<string, object?> None = new Values(new Dictionary<string, object?>(0));

    /// <summary>A read-only view of the collected fields; null means nothing.</summary>
    public static IReadOnlyDictionary<string, object?> From(Dictionary<string, object?>? collected) => collected is null ? None : new Values(collected);

    private static string Text(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => "{" + Fields(fields) + "}",
        object?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Fields(IEnumerable<KeyValuePair<string, object?>> fields) => string.Join(", ", fields.Select(static field => $"{field.Key} = {Text(field.Value)}"));

    // Prints its fields, so that tables and files can hold them.
    private sealed class Values : ReadOnlyDictionary<string, object?>
    {
        public Values(IDictionary<string, object?> fields)
            : base(fields)
        {
        }

        public override string ToString() => Fields(this);
    }
}
