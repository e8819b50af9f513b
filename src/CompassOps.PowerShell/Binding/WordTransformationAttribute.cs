using System;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to one word, such as a status. Rejects text with commas or semicolons, because such text contains several words.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value)
    {
        object? single = ListItems.Single(value);
        return single is string text && ListItems.HasSeveral(text) ? throw new CompassArgumentException(Messages.SeveralWords(text), null) : single;
    }
}
