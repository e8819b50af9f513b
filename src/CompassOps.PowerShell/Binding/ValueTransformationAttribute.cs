using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Binding;

/// <summary>
/// The base of attributes that convert a parameter's value. PowerShell would silently drop a piped property of an optional parameter if
/// it cannot convert the value. This attribute reports an error that names the row.
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

    /// <summary>Returns the value without its PSObject wrapper. Returns a property bag unchanged.</summary>
    internal static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>
    /// Returns a member of a hashtable or property bag by name in any case, without its wrapper; null if there is none.
    /// </summary>
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

    /// <summary>Returns the value to convert: the value without its wrapper, or the typed text if PowerShell changed it.</summary>
    private protected virtual object? Given(object? inputData) => Unwrap(inputData);

    /// <summary>Converts the value. Returns null if there is no value.</summary>
    /// <param name="value">The value, without a wrapper and not null.</param>
    /// <exception cref="CompassArgumentException">The value cannot be converted. The message shows valid forms.</exception>
    private protected abstract object? Convert(object value);
}
