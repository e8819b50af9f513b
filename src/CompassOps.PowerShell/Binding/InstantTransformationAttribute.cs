using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Values;

namespace CompassOps.Binding;

/// <summary>
/// Converts to a date and time. Accepts DateTime, DateTimeOffset, their forms in Clixml and JSON, and text that <see
/// cref="InstantReader"/> reads. A value without a zone is local time of the machine that runs the cmdlet.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InstantTransformationAttribute : ValueTransformationAttribute
{
    /// <summary>Converts a value to an instant.</summary>
    /// <param name="value">The value, without a PSObject wrapper.</param>
    /// <exception cref="CompassArgumentException">The value is not a date.</exception>
    internal static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime time => FromDateTime(time),
        string text => Parse(text),
        IDictionary or PSObject when Member(value, nameof(DateTimeOffset.UtcDateTime)) is { } utc => FromUtc(utc),
        _ => throw new CompassArgumentException(Messages.NotADate(value), null),
    };

    private protected override object? Convert(object value) => Read(value);

    // The JSON of Windows PowerShell and of jobs represents a date as an object with the date's properties.
    private static DateTimeOffset FromUtc(object utc) => utc is DateTime time
        ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
        : Read(utc);

    private static DateTimeOffset FromDateTime(DateTime time)
    {
        try
        {
            // A local time can be ambiguous when clocks go back. A DateTime of the kind Local records which of the two instants it is.
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
