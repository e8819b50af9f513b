using System;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Converts a value to a list of texts, and flattens nested lists. Does not split a text at commas or semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextListTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.IsList(value) ? ListItems.Flatten(value).ToArray() : value;
}
