using System;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Names or ids: text, numbers, GUIDs. Any other object is refused in the way that makes the shell look for the property instead: by
/// itself it would take for the name whatever the object prints, such as <c>@{Id=...; Status=...}</c> or a window's id for a heartbeat.
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

    // Only a failed cast, one level down, lets the binding go on with the properties of a piped object.
    private static ArgumentTransformationMetadataException Refusal(object value)
    {
        string message = $"A {value.GetType().Name} is no text. Pipe the object, or give its name or id.";
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
