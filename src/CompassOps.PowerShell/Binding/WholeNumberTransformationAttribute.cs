using System;
using System.Globalization;

namespace CompassOps.Binding;

/// <summary>Converts a number or text to a whole number. Rejects fractions. PowerShell's own conversion would round fractions.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberTransformationAttribute : ValueTransformationAttribute
{
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
        catch (FormatException)
        {
            throw Refusal(value);
        }
        catch (OverflowException)
        {
            throw value is double.NaN or float.NaN ? Refusal(value) : new CompassArgumentException(Messages.NumberOutOfRange(Text(value)), null);
        }
    }

    private static CompassArgumentException Refusal(object value) => new(Messages.NotAWholeNumber(Text(value)), null);

    private static string? Text(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture);
}
