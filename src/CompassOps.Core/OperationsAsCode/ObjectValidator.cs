using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace CompassOps.OperationsAsCode;

/// <summary>Reads the properties of one JSON object in a file, and reports the errors in this object.</summary>
internal sealed partial class ObjectValidator
{
    private readonly Dictionary<string, LocatedJson.Member> _members = new(StringComparer.Ordinal);
    private readonly DocumentCheck _check;
    private readonly LocatedJson _node;
    private readonly string _path;
    private readonly string _what;

    /// <summary>
    /// Creates a validator. Reports an error if the value is not an object. Otherwise reports each property that is unknown or occurs
    /// twice.
    /// </summary>
    /// <param name="check">Collects the errors.</param>
    /// <param name="node">The value to validate.</param>
    /// <param name="path">The JSON path of the value.</param>
    /// <param name="what">The kind of object for error messages, such as <c>a heartbeat</c>.</param>
    /// <param name="known">The names of the properties that the object can have.</param>
    public ObjectValidator(DocumentCheck check, LocatedJson node, string path, string what, params string[] known)
    {
        _check = check;
        _node = node;
        _path = path;
        _what = what;
        if (node.Kind != JsonTokenType.StartObject)
        {
            check.Add(node.Offset, path, Messages.MustBeObject(Capital(what)));
            return;
        }

        foreach (LocatedJson.Member member in node.Members)
        {
            if (Array.IndexOf(known, member.Name) < 0)
            {
                check.Add(member.Offset, PathOf(member.Name), Stranger(member.Name, known));
            }
            else if (_members.ContainsKey(member.Name))
            {
                check.Add(member.Offset, PathOf(member.Name), Messages.PropertyTwice(member.Name));
            }
            else
            {
                _members[member.Name] = member;
            }
        }
    }

    public int Offset => _node.Offset;

    /// <summary>Returns the byte offset of a property's value. If the property is missing, returns the offset of the object.</summary>
    public int OffsetOf(string name) => _members.TryGetValue(name, out LocatedJson.Member member) ? member.Value.Offset : Offset;

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public string? Text(string name) => Find(name) is { } value ? AsText(value, PathOf(name), name) : null;

    /// <summary>Reads a required text. If the property is missing, or its value is blank or not a text, reports an error and returns null.</summary>
    public string? RequiredText(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        string? text = Text(name);
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            _check.Add(OffsetOf(name), PathOf(name), Messages.PropertyEmpty(name));
            return null;
        }

        return text;
    }

    /// <summary>
    /// Reads a required whole number. If the property is missing, or its value is not a whole number of at least 1, reports an error and
    /// returns null.
    /// </summary>
    public int? RequiredCount(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        LocatedJson value = Find(name)!;
        if (value.Kind == JsonTokenType.Number && value.Whole is >= 1)
        {
            return value.Whole;
        }

        _check.Add(value.Offset, PathOf(name), Messages.MustBeCount(name));
        return null;
    }

    public bool? Truth(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.Kind is JsonTokenType.True or JsonTokenType.False)
        {
            return value.Kind == JsonTokenType.True;
        }

        _check.Add(value.Offset, PathOf(name), Messages.MustBeBoolean(name) + NullHint(value));
        return null;
    }

    /// <summary>
    /// Reads an optional list of texts. If the property is missing, returns an empty array. Omits each item that is blank, a duplicate
    /// or not a text, and reports an error for this item.
    /// </summary>
    public string[] Texts(string name)
    {
        List<string> texts = new();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((LocatedJson item, string path) in Items(name, required: false))
        {
            string? text = AsText(item, path, Messages.ATag);
            if (text is null)
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                _check.Add(item.Offset, path, Messages.TagEmpty);
            }
            else if (!seen.Add(text))
            {
                _check.Add(item.Offset, path, Messages.TagTwice(text));
            }
            else
            {
                texts.Add(text);
            }
        }

        return texts.ToArray();
    }

    public IEnumerable<(LocatedJson Item, string Path)> Items(string name, bool required)
    {
        LocatedJson? value = required && !Has(name) ? null : Find(name);
        if (value is null)
        {
            return Enumerable.Empty<(LocatedJson, string)>();
        }

        if (value.Kind != JsonTokenType.StartArray)
        {
            _check.Add(value.Offset, PathOf(name), Messages.MustBeList(name) + NullHint(value));
        }

        return value.Items.Select((item, index) => (item, $"{PathOf(name)}[{index}]"));
    }

    private bool Has(string name)
    {
        bool has = _members.ContainsKey(name);
        if (!has && _node.Kind == JsonTokenType.StartObject)
        {
            _check.Add(Offset, _path, Messages.Needs(Capital(_what), name));
        }

        return has;
    }

    private LocatedJson? Find(string name) => _members.TryGetValue(name, out LocatedJson.Member member) ? member.Value : null;

    private string? AsText(LocatedJson value, string path, string name)
    {
        if (value.Kind != JsonTokenType.String)
        {
            _check.Add(value.Offset, path, Messages.MustBeText(Quoted(name)) + NullHint(value));
        }
        else if (value.Text is null)
        {
            _check.Add(value.Offset, path, Messages.NotText(Quoted(name)));
        }

        return value.Text;
    }

    private string Stranger(string name, string[] known) =>
        Array.Find(known, word => string.Equals(word, name, StringComparison.OrdinalIgnoreCase)) is { } meant
            ? Messages.Spelling(name, meant)
            : Messages.NotAProperty(name, _what, known);

    private static string NullHint(LocatedJson value) => value.Kind == JsonTokenType.Null ? Messages.LeaveOut : "";

    private static string Quoted(string name) => name.IndexOf(' ') < 0 ? $"'{name}'" : Capital(name);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
