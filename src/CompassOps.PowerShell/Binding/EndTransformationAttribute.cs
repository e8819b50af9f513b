using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts like <see cref="InstantTransformationAttribute"/>. An empty cell counts as no value, because a row may have a duration
/// instead.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EndTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) =>
        value is string text && string.IsNullOrWhiteSpace(text) ? null : InstantTransformationAttribute.Read(value);
}
