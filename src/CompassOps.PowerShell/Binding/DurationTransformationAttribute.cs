using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using CompassOps.Values;

namespace CompassOps.Binding;

/// <summary>
/// Converts a value to a duration. Accepts timespans, also from Clixml or JSON, and text that <see cref="DurationReader"/> can read.
/// Rejects numbers without a unit.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ValueTransformationAttribute
{
    private static readonly Regex Suffixed = new(@"^[0-9]+(\.[0-9]+)?[dhms]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>
    /// If PowerShell parsed an unquoted text such as <c>1d</c> or <c>30s</c> as a number, returns the text. Otherwise returns the value.
    /// </summary>
    private protected override object? Given(object? inputData)
    {
        object? value = Unwrap(inputData);
        return inputData is PSObject literal && value is ValueType and not TimeSpan && Suffixed.IsMatch(literal.ToString()) ? literal.ToString() : value;
    }

    private protected override object? Convert(object value) => value switch
    {
        TimeSpan time => NotNegative(time),
        string text => string.IsNullOrWhiteSpace(text) ? null : DurationReader.Parse(text),
        IDictionary or PSObject => Ticks(value) is { } ticks ? NotNegative(ticks) : throw Refusal(value),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            DurationReader.Parse(System.Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => throw Refusal(value),
    };

    // Timespans and dates have the property Ticks, but only dates have the property Year.
    private static TimeSpan? Ticks(object bag) => Member(bag, "Year") is null
        && LanguagePrimitives.TryConvertTo(Member(bag, nameof(TimeSpan.Ticks)), CultureInfo.InvariantCulture, out long? count)
        && count is { } ticks
        ? TimeSpan.FromTicks(ticks)
        : null;

    private static TimeSpan NotNegative(TimeSpan time) =>
        time >= TimeSpan.Zero ? time : throw new CompassArgumentException(Messages.NegativeDuration(time), null);

    private static CompassArgumentException Refusal(object value) => new(Messages.NotADuration(value), null);
}
