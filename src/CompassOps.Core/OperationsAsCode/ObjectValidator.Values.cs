using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <content>Reads values other than texts, and adds problems that the caller finds.</content>
internal sealed partial class ObjectValidator
{
    /// <summary>Whether the value is an object.</summary>
    public bool IsObject => _node.Kind == JsonTokenType.StartObject;

    /// <summary>Returns whether the object has a property.</summary>
    public bool IsGiven(string name) => _members.ContainsKey(name);

    /// <summary>Returns whether the object has a property that is a list.</summary>
    public bool IsList(string name) => Find(name)?.Kind == JsonTokenType.StartArray;

    /// <summary>Adds a problem at a property, or at the object if the property is missing.</summary>
    public void Fail(string name, string message) => _check.Add(OffsetOf(name), PathOf(name), message);

    /// <summary>Adds a problem at the object itself.</summary>
    public void Fail(string message) => _check.Add(Offset, _path, message);

    /// <summary>Creates a problem at a property without adding it.</summary>
    public DocumentProblem Problem(string name, string message) => _check.At(OffsetOf(name), PathOf(name), message);

    /// <summary>
    /// Returns the object that is the value of a required property. Adds a problem and returns null if the property is missing or not an
    /// object.
    /// </summary>
    /// <param name="name">The property.</param>
    /// <param name="what">The kind of object, such as <c>an entity</c>.</param>
    /// <param name="known">The properties that the object may have.</param>
    public ObjectValidator? Child(string name, string what, params string[] known)
    {
        if (!Has(name))
        {
            return null;
        }

        ObjectValidator child = new(_check, Find(name)!, PathOf(name), what, known);
        return child.IsObject ? child : null;
    }

    /// <summary>Converts the text of a property to a value. Returns null if the property is missing or invalid.</summary>
    /// <param name="name">The property.</param>
    /// <param name="read">Converts the text.</param>
    /// <param name="required">Whether the property is required.</param>
    public T? Parse<T>(string name, Func<string, T> read, bool required = false)
        where T : struct
    {
        object? value = ParseObject<object>(name, text => read(text), required);
        return (T?)value;
    }

    /// <summary>Converts the text of a property to an object. Returns null if the property is missing or invalid.</summary>
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

    /// <summary>Reads an optional whole number. Returns the default if the property is missing, and null if it is invalid.</summary>
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
    /// Reads an optional list, in which duplicates are problems. Returns an empty array if the property is missing, and null if it is
    /// invalid.
    /// </summary>
    /// <param name="name">The property.</param>
    /// <param name="read">Converts an item, which is a string or a whole number.</param>
    /// <param name="allowEmpty">Whether the list may be empty.</param>
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
