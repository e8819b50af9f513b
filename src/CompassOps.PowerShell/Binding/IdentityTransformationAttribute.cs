using System;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Converts names and ids: text, numbers, GUIDs. Refuses any other object in the way that makes the shell bind a property instead.
/// The shell itself would use the object's text as the name, such as <c>@{Id=...; Status=...}</c>.
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

    // The shell continues with the properties of a piped object only after an inner InvalidCastException.
    private static ArgumentTransformationMetadataException Refusal(object value)
    {
        string message = Messages.NotAnIdentity(value.GetType().Name);
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
