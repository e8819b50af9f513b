using System;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>
/// Converts values to dates without a time of day. Reads the values like <see cref="InstantTransformationAttribute"/>, and removes the time
/// of day and the offset.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LocalDateTransformationAttribute : ValueTransformationAttribute
{
    /// <summary>Whether the parameter accepts several dates.</summary>
    public bool IsList { get; set; }

    private protected override object? Convert(object value) => IsList
        ? ListItems.Flatten(value).SelectMany(static item => item is string text ? ListItems.Split(text) : Enumerable.Repeat(item, 1)).Select(Read).ToArray()
        : Read(value);

    private static DateTime Read(object? value) => value switch
    {
        null => throw new CompassArgumentException(Messages.EmptyDate, null),
        DateTime time => time.Date,
        _ => InstantTransformationAttribute.Read(value).Date,
    };
}
