using System;
using System.Linq;

namespace CompassOps.Binding;

/// <summary>
/// Converts names to enumeration values. Accepts upper and lower case, and unambiguous first letters of a name. PowerShell's own
/// conversion would combine the bits of <c>'Monday, Thursday'</c>, which results in Friday.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EnumTransformationAttribute : ValueTransformationAttribute
{
    public EnumTransformationAttribute(Type type) => Type = type;

    public Type Type { get; }

    /// <summary>Whether the parameter accepts several values.</summary>
    public bool IsList { get; set; }

    private protected override object? Convert(object value)
    {
        if (!IsList)
        {
            return Read(value);
        }

        object[] values = ListItems.Flatten(value)
            .SelectMany(static item => item is string text ? ListItems.Split(text) : Enumerable.Repeat(item, 1)).Select(Read).ToArray();
        Array array = Array.CreateInstance(Type, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    private object Read(object? value)
    {
        if (value is string text)
        {
            string word = text.Trim();
            string[] names = Enum.GetNames(Type);
            string[] meant = names.Where(name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (meant.Length == 0 && word.Length > 0)
            {
                meant = names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToArray();
            }

            return meant.Length == 1 ? Enum.Parse(Type, meant[0]) : throw Refusal(value);
        }

        return value?.GetType() == Type || value is int or long
            ? Enum.ToObject(Type, value) is { } number && Enum.IsDefined(Type, number) ? number : throw Refusal(value)
            : throw Refusal(value);
    }

    private CompassArgumentException Refusal(object? value) => new(Messages.NotOneOf(value, Enum.GetNames(Type)), null);
}
