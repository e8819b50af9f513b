using System;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Converts text, numbers and GUIDs to names or ids. For any other object, it throws an exception that makes PowerShell bind a property
/// of the object instead. PowerShell's own conversion would use the object's text as the name, such as <c>@{Id=...; Status=...}</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentityTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ValueTransformationAttribute.Unwrap(inputData);
        object?[] items = ListItems.Flatten(value).ToArray();
        object? stranger = Array.Find(items, static item => !IsText(item));
        return stranger is not null ? throw Refusal(stranger)
            : ListItems.IsList(value) ? items
            : inputData;
    }

    private static bool IsText(object? value) => value is null or Guid or (IConvertible and not DateTime and not bool);

    // PowerShell tries the properties of a piped object only if the inner exception is an InvalidCastException.
    private static ArgumentTransformationMetadataException Refusal(object value)
    {
        string message = Messages.NotAnIdentity(value.GetType().Name);
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
