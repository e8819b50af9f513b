using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to one text. Accepts a list that contains exactly one text, and rejects other lists. Without this attribute, PowerShell would
/// report no error for a piped list, and the parameter would keep its default value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.Single(value);
}
