using System;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// A date and time: DateTime, DateTimeOffset, text, or what Clixml and JSON make of them. What states no zone is local time of the
/// machine that runs the cmdlet; text is read as <c>[datetime]</c> reads it, in the invariant culture.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InstantTransformationAttribute : ValueTransformationAttribute
{
    /// <summary>The value as an instant.</summary>
    /// <param name="value">What was given, unwrapped.</param>
    /// <exception cref="CompassArgumentException">It is no date.</exception>
    internal static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime time => FromDateTime(time),
        string text => Parse(text),
        PSObject bag when Unwrap(bag.Properties["UtcDateTime"]?.Value) is DateTime utc =>
            new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => throw new CompassArgumentException($"'{value}' is no date. Write it as 2026-12-24T22:00 or 2026-12-24T22:00:00Z, or use Get-Date.", null),
    };

    /// <inheritdoc />
    private protected override object? Convert(object value) => Read(value);

    private static DateTimeOffset FromDateTime(DateTime time)
    {
        try
        {
            return new DateTimeOffset(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new CompassArgumentException($"'{time:o}' is out of range.", null);
        }
    }

    private static DateTimeOffset Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new CompassArgumentException("A date is empty. Leave the parameter or the column out, or write a date such as 2026-12-24T22:00.", null);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset instant)
            ? instant
            : throw new CompassArgumentException(
                $"'{text}' is no date. Write it as 2026-12-24T22:00 (local time) or 2026-12-24T22:00:00Z.", null);
    }
}
