using System;
using System.Globalization;

namespace CompassOps.Commands;

/// <summary>A whole number, as a number or as a table's text. Nothing is rounded.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberTransformationAttribute : ValueTransformationAttribute
{
    /// <inheritdoc />
    private protected override object? Convert(object value)
    {
        if (value is string text && string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            decimal number = value switch
            {
                string given => decimal.Parse(given, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
                double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong =>
                    System.Convert.ToDecimal(value, CultureInfo.InvariantCulture),
                _ => throw Refusal(value),
            };
            return number == decimal.Truncate(number) ? decimal.ToInt32(number) : throw Refusal(value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Refusal(value);
        }
    }

    private static CompassArgumentException Refusal(object value) =>
        new($"'{System.Convert.ToString(value, CultureInfo.InvariantCulture)}' is not a whole number, or too large a one. Write it as 5.", null);
}
