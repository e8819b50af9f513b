using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;

namespace CompassOps.Arguments;

/// <summary>Converts objects of the shell to the plain types that a request's body is written from.</summary>
internal static class PlainValues
{
    private const int MaximumDepth = 32;

    /// <summary>Returns a value in plain types.</summary>
    /// <exception cref="CompassArgumentException">The value holds a secret, or nests too deep.</exception>
    public static object? Of(object? value) => Of(value, 0);

    /// <summary>Returns the names and values of a query, as text.</summary>
    /// <exception cref="CompassArgumentException">A value is null: an unset variable must not widen the request.</exception>
    public static IEnumerable<KeyValuePair<string, string>> OfQuery(IDictionary query)
    {
        IEnumerable<DictionaryEntry> entries = query.Cast<DictionaryEntry>();
        entries = query is Hashtable ? entries.OrderBy(static entry => Text(entry.Key), StringComparer.Ordinal) : entries;
        foreach (DictionaryEntry entry in entries)
        {
            string name = Text(entry.Key);
            object? value = Of(entry.Value);
            foreach (object? item in value is object?[] items ? items : new[] { value })
            {
                yield return item is null or Dictionary<string, object?>
                    ? throw new CompassArgumentException(Messages.QueryIsNull(name), null)
                    : new KeyValuePair<string, string>(name, item is bool flag ? (flag ? "true" : "false") : Text(item));
            }
        }
    }

    private static object? Of(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new CompassArgumentException(Messages.BodyTooDeep(MaximumDepth), null);
        }

        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null => null,
            string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => plain,
            SecureString or PSCredential => throw new CompassArgumentException(Messages.SecretInBody, null),
            DateTime time => Instant(new DateTimeOffset(time)),
            DateTimeOffset time => Instant(time),
            SwitchParameter flag => flag.IsPresent,
            Enum or char or Guid or Uri or Version or TimeSpan => Text(plain),
            IDictionary table => Fields(table.Cast<DictionaryEntry>().Select(static entry => (Text(entry.Key), (object?)entry.Value)), depth),
            IEnumerable list => list.Cast<object?>().Select(item => Of(item, depth + 1)).ToArray(),
            _ => Fields(PSObject.AsPSObject(plain).Properties.Where(static property => property.IsGettable).Select(static property => (property.Name, (object?)property.Value)), depth),
        };
    }

    private static Dictionary<string, object?> Fields(IEnumerable<(string Name, object? Value)> fields, int depth)
    {
        Dictionary<string, object?> plain = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in fields)
        {
            plain[name] = Of(value, depth + 1);
        }

        return plain;
    }

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
