using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Numerics;

namespace CompassOps.Arguments;

/// <summary>Converts a response to the objects that <c>ConvertFrom-Json</c> would create, but dates stay text.</summary>
internal static class JsonObjects
{
    /// <summary>Converts dictionaries to PowerShell objects, also inside arrays.</summary>
    /// <exception cref="CompassArgumentException">A field name is empty or reserved by PowerShell, or two field names differ only in upper
    /// and lower case.</exception>
    public static object? From(object? plain)
    {
        switch (plain)
        {
            case Dictionary<string, object?> fields:
                PSObject item = new();
                foreach (KeyValuePair<string, object?> field in fields)
                {
                    if (field.Key.Length == 0 || item.Properties[field.Key] is not null)
                    {
                        throw new CompassArgumentException(Messages.FieldsDifferInCase(field.Key), null);
                    }

                    try
                    {
                        item.Properties.Add(new PSNoteProperty(field.Key, From(field.Value)));
                    }
                    catch (ExtendedTypeSystemException)
                    {
                        throw new CompassArgumentException(Messages.FieldIsReserved(field.Key), null);
                    }
                }

                return item;
            case object?[] items:
                return Array.ConvertAll(items, From);
            case decimal number:
                bool isWhole = ((decimal.GetBits(number)[3] >> 16) & 0xFF) == 0;
                return isWhole && number is < long.MinValue or > long.MaxValue ? new BigInteger(number) : (object)(double)number;
            default:
                return plain;
        }
    }
}
