using System;
using System.Globalization;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Converts to a list of words, such as states or ids. Accepts a list, also a nested one, or a text with commas.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordListTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.Flatten(value)
        .SelectMany(static item => ListItems.Split(System.Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")).ToArray();
}
