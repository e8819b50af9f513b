using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts the end of a maintenance window to a date and time, in the same way as <see cref="InstantTransformationAttribute"/>. Blank
/// text means that no end is specified. For example, a piped row with a duration can have a blank end.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EndTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        value is string text && string.IsNullOrWhiteSpace(text) ? null : InstantTransformationAttribute.Read(value);
}
