using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Formatting;

namespace CompassOps.Binding;

/// <summary>
/// The base class of attributes that convert the value of a parameter. If the conversion fails, the error names the piped object. Without such an
/// attribute, PowerShell ignores a piped value that it cannot convert, if the parameter is optional.
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

    /// <summary>Returns the value without its PSObject wrapper. Returns a custom object unchanged.</summary>
    internal static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    /// <summary>
    /// Returns the value of a hashtable entry or of an object property. Ignores the letter case of the name. Returns null if there is no
    /// entry or property with this name.
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

    /// <summary>
    /// Returns the value to convert: the value without its PSObject wrapper. Derived classes can return another value, such as the original text if
    /// PowerShell parsed the text as a number.
    /// </summary>
    private protected virtual object? Given(object? inputData) => Unwrap(inputData);

    /// <summary>Converts the value. Returns null if the value counts as not specified, such as blank text.</summary>
    /// <param name="value">The value without its PSObject wrapper. The value is not null.</param>
    /// <exception cref="CompassArgumentException">The value cannot be converted. The message shows valid values.</exception>
    private protected abstract object? Convert(object value);
}
