using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to one text. Also accepts a list that contains exactly one text. PowerShell would ignore a piped list without an error,
/// and the parameter would keep its default value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.Single(value);
}
