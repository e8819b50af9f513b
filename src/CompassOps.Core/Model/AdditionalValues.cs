using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace CompassOps;

internal static class AdditionalValues
{
    public static readonly IReadOnlyDictionary<string, object?> None = new Values(new Dictionary<string, object?>(0));

    /// <summary>Returns the fields that this library does not know, as a read-only dictionary. Accepts null if there are no such fields.</summary>
    public static IReadOnlyDictionary<string, object?> From(Dictionary<string, object?>? collected) => collected is null ? None : new Values(collected);

    private static string Text(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => "{" + Fields(fields) + "}",
        object?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Fields(IEnumerable<KeyValuePair<string, object?>> fields) => string.Join(", ", fields.Select(static field => $"{field.Key} = {Text(field.Value)}"));

    // ToString returns the fields, so that PowerShell tables and CSV files show them.
    private sealed class Values : ReadOnlyDictionary<string, object?>
    {
        public Values(IDictionary<string, object?> fields)
            : base(fields)
        {
        }

        public override string ToString() => Fields(this);
    }
}
