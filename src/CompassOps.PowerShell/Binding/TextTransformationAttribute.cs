using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts to one text. A list of one text is that text. PowerShell would silently drop a piped list, and the default would then apply.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => ListItems.Single(value);
}
