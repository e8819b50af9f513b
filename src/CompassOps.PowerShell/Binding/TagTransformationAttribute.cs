using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>A list of tags: a list, or text in which semicolons part them, as a table's cell has to.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TagTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value)
    {
        List<string> tags = new();
        foreach (object? item in value is string or not IEnumerable ? new[] { value } : ((IEnumerable)value).Cast<object?>())
        {
            string text = System.Convert.ToString(Unwrap(item), CultureInfo.InvariantCulture) ?? "";
            if (text.StartsWith("System.", StringComparison.Ordinal) && (text.EndsWith("[]", StringComparison.Ordinal) || text.Contains("Collections.")))
            {
                throw new CompassArgumentException(
                    $"'{text}' is the name of a type, which Export-Csv writes in place of a list. Join the tags with semicolons in the table.", null);
            }

            tags.AddRange(text.Split(';').Select(tag => tag.Trim()).Where(tag => tag.Length > 0));
        }

        return tags.ToArray();
    }
}
