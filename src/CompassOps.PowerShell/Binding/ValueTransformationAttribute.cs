using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Binding;

/// <summary>
/// Converts a parameter's value itself rather than leaving it to the shell, because the shell drops a piped property that it cannot
/// convert without a word where the parameter is optional. A refusal names the row.
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

    /// <summary>The value without the shell's wrapping; a property bag stays the bag it is.</summary>
    internal static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>A value of a hashtable or property bag, in any case of the name, unwrapped; null where there is none.</summary>
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

    /// <summary>What is to be converted: the value without its wrapping, or what was typed, where that says more.</summary>
    private protected virtual object? Given(object? inputData) => Unwrap(inputData);

    /// <summary>The value as the parameter needs it, or null where there is none.</summary>
    /// <param name="value">The value, not null, unwrapped.</param>
    /// <exception cref="CompassArgumentException">It cannot be converted; the message says what can.</exception>
    private protected abstract object? Convert(object value);
}
