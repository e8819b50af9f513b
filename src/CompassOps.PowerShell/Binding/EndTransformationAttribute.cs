using System;

namespace CompassOps.Binding;

/// <summary>As <see cref="InstantTransformationAttribute"/>, but an empty cell is no date: a row may state its duration instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EndTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) =>
        value is string text && string.IsNullOrWhiteSpace(text) ? null : InstantTransformationAttribute.Read(value);
}
