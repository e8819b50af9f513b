using System;
using System.Collections;
using System.Management.Automation;
using CompassOps.Values;

namespace CompassOps.Binding;

/// <summary>
/// Converts to a date and time: DateTime, DateTimeOffset, their forms in Clixml and JSON, or text that <see cref="InstantReader"/> reads.
/// Values without a zone are local time of the machine that runs the cmdlet.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InstantTransformationAttribute : ValueTransformationAttribute
{
    /// <summary>Converts a value to an instant.</summary>
    /// <param name="value">The value, unwrapped.</param>
    /// <exception cref="CompassArgumentException">The value is no date.</exception>
    internal static DateTimeOffset Read(object value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime time => FromDateTime(time),
        string text => Parse(text),
        IDictionary or PSObject when Member(value, nameof(DateTimeOffset.UtcDateTime)) is { } utc => FromUtc(utc),
        _ => throw new CompassArgumentException(Messages.NotADate(value), null),
    };

    /// <inheritdoc />
    private protected override object? Convert(object value) => Read(value);

    // JSON of Windows PowerShell and of jobs stores a date as an object with its properties.
    private static DateTimeOffset FromUtc(object utc) => utc is DateTime time
        ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
        : Read(utc);

    private static DateTimeOffset FromDateTime(DateTime time)
    {
        try
        {
            // A DateTime of the kind Local distinguishes the two instants of an ambiguous local time.
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
