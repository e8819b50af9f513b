using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Security;
using System.Text;

namespace CompassOps.Arguments;

/// <summary>Converts PowerShell objects to plain .NET types, which are then written to the body or query of a request.</summary>
internal static class PlainValues
{
    private const int MaximumDepth = 32;

    // The limit stops the conversion of objects that refer to each other in a loop, such as files and folders.
    private const int MaximumValues = 100_000;

    /// <summary>Converts a value to plain .NET types.</summary>
    /// <exception cref="CompassArgumentException">The value contains a secret, is nested too deeply, is too large, or has no JSON
    /// form.</exception>
    public static object? Of(object? value) => new Converter().Convert(value, 0);

    /// <summary>Returns the names and values of query parameters as text.</summary>
    /// <exception cref="CompassArgumentException">A name or value is missing, or a value has no text form. A missing value is an error,
    /// because the request would otherwise return more objects than intended.</exception>
    public static IEnumerable<KeyValuePair<string, string>> OfQuery(IDictionary query)
    {
        IEnumerable<DictionaryEntry> entries = query.Cast<DictionaryEntry>();
        entries = query is Hashtable ? entries.OrderBy(static entry => Text(entry.Key), StringComparer.Ordinal) : entries;
        foreach (DictionaryEntry entry in entries)
        {
            string name = Text(entry.Key);
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new CompassArgumentException(Messages.QueryHasNoName, null);
            }

            object? value = Of(entry.Value);
            object?[] items = value as object?[] ?? new[] { value };
            if (items.Length == 0)
            {
                throw new CompassArgumentException(Messages.QueryIsEmpty(name), null);
            }

            foreach (object? item in items)
            {
                yield return item switch
                {
                    null => throw new CompassArgumentException(Messages.QueryIsNull(name), null),
                    Dictionary<string, object?> or object?[] => throw new CompassArgumentException(Messages.QueryIsNoText(name), null),
                    bool flag => new KeyValuePair<string, string>(name, flag ? "true" : "false"),
                    _ => new KeyValuePair<string, string>(name, Text(item)),
                };
            }
        }
    }

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private sealed class Converter
    {
        private int _values;

        public object? Convert(object? value, int depth)
        {
            if (depth > MaximumDepth)
            {
                throw new CompassArgumentException(Messages.BodyTooDeep(MaximumDepth), null);
            }

            if (++_values > MaximumValues)
            {
                throw new CompassArgumentException(Messages.BodyTooLarge(MaximumValues), null);
            }

            object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
            return plain switch
            {
                null or DBNull => null,
                string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger => plain,
                SecureString or PSCredential => throw new CompassArgumentException(Messages.SecretInBody, null),
                DateTime time => Instant(new DateTimeOffset(time)),
                DateTimeOffset time => Instant(time),
                SwitchParameter flag => flag.IsPresent,
                Enum or char or Guid or Uri or Version or TimeSpan or IPAddress or StringBuilder => Text(plain),

                // DateOnly and TimeOnly do not exist in .NET Framework, so the code compares the names of the types.
                IFormattable { } date when date.GetType().FullName is "System.DateOnly" or "System.TimeOnly" => date.ToString("O", CultureInfo.InvariantCulture),
                ScriptBlock or Delegate or MemberInfo or Stream => throw Unusable(plain),
                IDictionary table => Fields(table.Cast<DictionaryEntry>().Select(static entry => (Text(entry.Key), (object?)entry.Value)), depth),
                IEnumerable list => list.Cast<object?>().Select(item => Convert(item, depth + 1)).ToArray(),
                _ => OfObject(plain, depth),
            };
        }

        private Dictionary<string, object?> OfObject(object value, int depth)
        {
            try
            {
                return Fields(PSObject.AsPSObject(value).Properties.Where(static property => property.IsGettable).Select(static property => (property.Name, (object?)property.Value)), depth);
            }
            catch (GetValueException)
            {
                throw Unusable(value);
            }
        }

        private Dictionary<string, object?> Fields(IEnumerable<(string Name, object? Value)> fields, int depth)
        {
            Dictionary<string, object?> plain = new(StringComparer.Ordinal);
            foreach ((string name, object? value) in fields)
            {
                plain[name] = Convert(value, depth + 1);
            }

            return plain;
        }

        private static CompassArgumentException Unusable(object value) => new(Messages.ValueIsNotForJson($"{value.GetType()}"), null);
    }
}
