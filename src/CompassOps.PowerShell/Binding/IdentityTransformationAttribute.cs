using System;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Accepts text, numbers and GUIDs as names or ids. Rejects other objects, so that PowerShell binds a property of the object instead.
/// Without this attribute, PowerShell would use the text of the object, such as <c>@{Id=...; Status=...}</c>, as the name.
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

    // The inner exception must be an InvalidCastException. Otherwise, PowerShell does not try to bind a property of the piped object.
    private static ArgumentTransformationMetadataException Refusal(object value)
    {
        string message = Messages.NotAnIdentity(value.GetType().Name);
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
