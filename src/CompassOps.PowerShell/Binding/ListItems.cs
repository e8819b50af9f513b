using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Reads the items of a list parameter. PowerShell's own conversion would join the items of a nested list into one text.</summary>
internal static class ListItems
{
    private const int MaxDepth = 32;

    private static readonly char[] Separators = { ',', ';' };

    /// <summary>
    /// Returns the items of a list without PSObject wrappers, and flattens nested lists. Treats a single value as a list with one item.
    /// </summary>
    public static IEnumerable<object?> Flatten(object? value) => Flatten(value, 0);

    /// <summary>Whether a value is a list. Text, hashtables and custom objects are not lists.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not string and not IDictionary;

    /// <summary>If the value is a list, returns its only item. Otherwise returns the value.</summary>
    /// <exception cref="CompassArgumentException">The list is empty or has several items.</exception>
    public static object? Single(object? value)
    {
        if (value is not IList)
        {
            return value;
        }

        object?[] items = Flatten(value).ToArray();
        return items.Length == 1 ? items[0] : throw new CompassArgumentException(Messages.NotOneItem(items.Length), null);
    }

    /// <summary>Splits a text at commas and semicolons, and omits blank items. If no item remains, returns one empty item.</summary>
    public static IEnumerable<string> Split(string text)
    {
        string[] words = text.Split(Separators).Select(static word => word.Trim()).Where(static word => word.Length > 0).ToArray();
        return words.Length > 0 ? words : new[] { "" };
    }

    public static bool HasSeveral(string text) => text.IndexOfAny(Separators) >= 0;

    private static IEnumerable<object?> Flatten(object? value, int depth)
    {
        object? item = ValueTransformationAttribute.Unwrap(value);
        return !IsList(item) ? new[] { item }
            : depth >= MaxDepth ? throw new CompassArgumentException(Messages.ListTooDeep, null)
            : ((IEnumerable)item!).Cast<object?>().SelectMany(inner => Flatten(inner, depth + 1));
    }
}
