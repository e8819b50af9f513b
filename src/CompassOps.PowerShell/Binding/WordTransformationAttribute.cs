using System;

namespace CompassOps.Binding;

/// <summary>One word of the service's, such as a state: text with commas names several words and is refused.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value) => value is string text && ListItems.HasSeveral(text)
        ? throw new CompassArgumentException(Messages.SeveralWords(text), null)
        : value;
}
