using System;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>A list of texts, which are taken literally; lists within it are flattened.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextListTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) => ListItems.IsList(value) ? ListItems.Flatten(value).ToArray() : value;
}
