using System;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Converts to a list of literal texts, and flattens nested lists.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextListTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.IsList(value) ? ListItems.Flatten(value).ToArray() : value;
}
