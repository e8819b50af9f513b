using System;
using System.Globalization;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>Words such as states or ids: a list, lists within it included, or one text in which commas separate them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordListTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) => ListItems.Flatten(value)
        .SelectMany(static item => ListItems.Split(System.Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")).ToArray();
}
