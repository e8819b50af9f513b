using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

internal sealed partial class ObjectValidator
{
    public bool IsObject => _node.Kind == JsonTokenType.StartObject;

    public bool IsGiven(string name) => _members.ContainsKey(name);

    public bool IsList(string name) => Find(name)?.Kind == JsonTokenType.StartArray;

    /// <summary>Reports an error at the position of a property, or at the position of the object if the property is missing.</summary>
    public void Fail(string name, string message) => _check.Add(OffsetOf(name), PathOf(name), message);

    public void Fail(string message) => _check.Add(Offset, _path, message);

    public DocumentProblem Problem(string name, string message) => _check.At(OffsetOf(name), PathOf(name), message);

    /// <summary>
    /// Returns the value of a required property, which must be an object. If the property is missing or its value is not an object, reports
    /// an error and returns null.
    /// </summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="what">The kind of object for error messages, such as <c>an entity</c>.</param>
    /// <param name="known">The names of the properties that the object can have.</param>
    public ObjectValidator? Child(string name, string what, params string[] known)
    {
        if (!Has(name))
        {
            return null;
        }

        ObjectValidator child = new(_check, Find(name)!, PathOf(name), what, known);
        return child.IsObject ? child : null;
    }

    /// <summary>
    /// Converts the text of a property. If the text is invalid or a required property is missing, reports an error and returns null. If an
    /// optional property is missing, returns null without an error.
    /// </summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="read">Converts the text.</param>
    /// <param name="required">Whether the property is required.</param>
    public T? Parse<T>(string name, Func<string, T> read, bool required = false)
        where T : struct
    {
        object? value = ParseObject<object>(name, text => read(text), required);
        return (T?)value;
    }

    /// <summary>Does the same as <c>Parse</c>, but for values of a reference type.</summary>
    public T? ParseObject<T>(string name, Func<string, T> read, bool required = false)
        where T : class
    {
        string? text = required ? RequiredText(name) : Text(name);
        try
        {
            return text is null ? null : read(text);
        }
        catch (CompassArgumentException exception)
        {
            Fail(name, exception.Message);
            return null;
        }
    }

    /// <summary>
    /// Reads an optional whole number. If the property is missing, returns <paramref name="missing"/>. If the value is not a whole number
    /// from <paramref name="minimum"/> to <paramref name="maximum"/>, reports an error and returns null.
    /// </summary>
    public int? Whole(string name, int minimum, int maximum, int missing)
    {
        if (Find(name) is not { } value)
        {
            return missing;
        }

        if (value.Kind == JsonTokenType.Number && value.Whole is { } number && number >= minimum && number <= maximum)
        {
            return number;
        }

        Fail(name, Messages.MustBeWholeNumber(name, minimum, maximum));
        return null;
    }

    /// <summary>
    /// Reads an optional list. If the property is missing, returns an empty array. If the list contains an invalid or duplicate item,
    /// reports an error and returns null.
    /// </summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="read">Converts an item, which is a string or a whole number.</param>
    /// <param name="allowEmpty">Whether the list can be empty.</param>
    public T[]? List<T>(string name, Func<string, T> read, bool allowEmpty = false)
    {
        List<T> values = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        bool isFine = !IsGiven(name) || IsList(name);
        foreach ((LocatedJson item, string path) in Items(name, required: false))
        {
            string? text = item is { Kind: JsonTokenType.Number, Whole: { } number } ? number.ToString(CultureInfo.InvariantCulture) : AsText(item, path, Messages.AnItem);
            try
            {
                if (text is not null && seen.Add($"{item.Kind}{text}"))
                {
                    values.Add(read(text));
                    continue;
                }

                if (text is not null)
                {
                    _check.Add(item.Offset, path, Messages.PropertyTwice(text));
                }
            }
            catch (CompassArgumentException exception)
            {
                _check.Add(item.Offset, path, exception.Message);
            }

            isFine = false;
        }

        if (isFine && values.Count == 0 && IsGiven(name) && !allowEmpty)
        {
            Fail(name, Messages.ListNeedsOne(name));
            isFine = false;
        }

        return isFine ? values.ToArray() : null;
    }
}
