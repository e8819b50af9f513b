using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts the end of a maintenance window like <see cref="InstantTransformationAttribute"/>, but blank text means that no end is
/// specified. Piped objects can have a duration instead of an end.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EndTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        value is string text && string.IsNullOrWhiteSpace(text) ? null : InstantTransformationAttribute.Read(value);
}
