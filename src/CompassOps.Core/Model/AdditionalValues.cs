using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace CompassOps;

/// <summary>Creates the dictionaries of the models' property <c>AdditionalProperties</c>.</summary>
internal static class AdditionalValues
{
    /// <summary>The empty dictionary that all models without unknown fields share.</summary>
    public static readonly IReadOnlyDictionary<string, object?> None = new Values(new Dictionary<string, object?>(0));

    /// <summary>Returns a read-only dictionary of the collected fields. Returns the empty dictionary for null.</summary>
    public static IReadOnlyDictionary<string, object?> From(Dictionary<string, object?>? collected) => collected is null ? None : new Values(collected);

    private static string Text(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => "{" + Fields(fields) + "}",
        object?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Fields(IEnumerable<KeyValuePair<string, object?>> fields) => string.Join(", ", fields.Select(static field => $"{field.Key} = {Text(field.Value)}"));

    // The text of this dictionary contains its fields, so that tables and files show them.
    private sealed class Values : ReadOnlyDictionary<string, object?>
    {
        public Values(IDictionary<string, object?> fields)
            : base(fields)
        {
        }

        public override string ToString() => Fields(this);
    }
}
