using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CompassOps.Values;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to a date and time. Accepts DateTime and DateTimeOffset, also from Clixml or JSON, and text that <see
/// cref="InstantReader"/> can read. A value without an offset is local time of the machine that runs the cmdlet.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InstantTransformationAttribute : ValueTransformationAttribute
{
    /// <summary>Converts a value without a PSObject wrapper to an instant.</summary>
    /// <exception cref="CompassArgumentException">The value is not a date.</exception>
    internal static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime time => FromDateTime(time),
        string text => Parse(text),
        IDictionary or PSObject when Member(value, nameof(DateTimeOffset.UtcDateTime)) is { } utc => FromUtc(utc, Member(value, nameof(DateTimeOffset.Offset))),
        _ => throw new CompassArgumentException(Messages.NotADate(value), null),
    };

    private protected override object? Convert(object value) => Read(value);

    // Clixml, jobs and the JSON of Windows PowerShell change a DateTimeOffset to an object of another type. The property UtcDateTime of
    // this object contains the date. The property Offset contains the offset, as a TimeSpan or as an object with the property Ticks.
    private static DateTimeOffset FromUtc(object utc, object? offset)
    {
        DateTimeOffset instant = utc is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : Read(utc);
        try
        {
            return Member(offset, nameof(TimeSpan.Ticks)) is { } count && LanguagePrimitives.TryConvertTo(count, CultureInfo.InvariantCulture, out long ticks)
                ? instant.ToOffset(TimeSpan.FromTicks(ticks))
                : instant;
        }
        catch (ArgumentException)
        {
            return instant;
        }
    }

    private static DateTimeOffset FromDateTime(DateTime time)
    {
        try
        {
            // When clocks go back, a local time can mean two instants. A DateTime of the kind Local also stores which of the two instants
            // is meant.
            return time.Kind == DateTimeKind.Unspecified ? InstantReader.OfLocal(time) : new DateTimeOffset(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new CompassArgumentException(Messages.DateOutOfRange(time), null);
        }
    }

    private static DateTimeOffset Parse(string text) => string.IsNullOrWhiteSpace(text)
        ? throw new CompassArgumentException(Messages.EmptyDate, null)
        : InstantReader.Parse(text);
}
