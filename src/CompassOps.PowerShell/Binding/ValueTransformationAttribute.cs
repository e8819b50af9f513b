using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Binding;

/// <summary>
/// Converts a parameter's value, because the shell silently drops a piped property of an optional parameter that it cannot
/// convert. An error names the row.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ValueTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Given(inputData);
        try
        {
            return value is null ? null : Convert(value);
        }
        catch (CompassArgumentException exception)
        {
            throw new ArgumentTransformationMetadataException(DisplayText.Visible(PipelineRow.Describe(exception.Message)), exception);
        }
    }

    /// <summary>Returns the value without its PSObject wrapper; a property bag is returned unchanged.</summary>
    internal static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>Returns an unwrapped value of a hashtable or property bag, whatever the case of its name; null if there is none.</summary>
    internal static object? Member(object? holder, string name)
    {
        switch (holder)
        {
            case IDictionary table:
                foreach (DictionaryEntry entry in table)
                {
                    if (string.Equals(entry.Key as string, name, StringComparison.OrdinalIgnoreCase))
                    {
                        return Unwrap(entry.Value);
                    }
                }

                return null;
            case null:
                return null;
            default:
                return Unwrap(PSObject.AsPSObject(holder).Properties[name]?.Value);
        }
    }

    /// <summary>Returns the value to convert: the unwrapped value, or the typed text if the shell changed it.</summary>
    private protected virtual object? Given(object? inputData) => Unwrap(inputData);

    /// <summary>Converts the value; null if there is none.</summary>
    /// <param name="value">The value, not null, unwrapped.</param>
    /// <exception cref="CompassArgumentException">It cannot be converted; the message has valid forms.</exception>
    private protected abstract object? Convert(object value);
}
