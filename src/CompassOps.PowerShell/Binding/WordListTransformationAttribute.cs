using System;
using System.Globalization;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Converts a value to a list of words, such as statuses or ids. Accepts lists, nested lists, and text with commas or semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordListTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.Flatten(value)
        .SelectMany(static item => ListItems.Split(System.Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")).ToArray();
}
