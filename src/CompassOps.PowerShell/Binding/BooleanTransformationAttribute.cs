using System;
using System.Globalization;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to a boolean. Accepts booleans and the texts true/false, yes/no, on/off and 1/0 in upper or lower case. Blank text
/// means that no value is specified.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BooleanTransformationAttribute : ValueTransformationAttribute
{
    private protected override object? Convert(object value) => value switch
    {
        bool given => given,
        System.Management.Automation.SwitchParameter given => given.IsPresent,
        string text => string.IsNullOrWhiteSpace(text) ? null : Parse(text),
        sbyte or byte or short or ushort or int or uint or long or ulong => Parse(System.Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => throw Refusal(value),
    };

    private static bool Parse(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "$TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "$FALSE" or "NO" or "OFF" or "0" => false,
        _ => throw Refusal(text),
    };

    private static CompassArgumentException Refusal(object value) =>
        new(Messages.NotABoolean(value), null);
}
