using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml;

namespace CompassOps.Binding;

/// <summary>A duration: a timespan, <c>2:00</c>, <c>30m</c>, <c>2h</c>, <c>1d</c>, <c>1h30m</c>, or ISO 8601 as <c>PT2H</c>. Never a bare number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ValueTransformationAttribute
{
    private const string Forms = "Write it as 30m, 2h, 1d, 1h30m or 2:00 (hours:minutes).";

    private static readonly Regex Suffixed = new(@"^\d+(\.\d+)?[dhms]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Parts = new(
        @"^\s*(?:(?<d>\d+(?:\.\d+)?)\s*d(?:ays?)?)?\s*(?:(?<h>\d+(?:\.\d+)?)\s*h(?:(?:ou)?rs?)?)?\s*(?:(?<m>\d+(?:\.\d+)?)\s*m(?:in(?:ute)?s?)?)?\s*(?:(?<s>\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>To the shell, an unquoted <c>1d</c> or <c>30s</c> is a number; how it was typed is what it means here.</summary>
    private protected override object? Given(object? inputData)
    {
        object? value = Unwrap(inputData);
        return inputData is PSObject literal && value is ValueType and not TimeSpan && Suffixed.IsMatch(literal.ToString()) ? literal.ToString() : value;
    }

    /// <inheritdoc />
    private protected override object? Convert(object value) => value switch
    {
        TimeSpan time => time,
        string text => string.IsNullOrWhiteSpace(text) ? null : Parse(text),
        PSObject bag when bag.Properties["Ticks"]?.Value is { } ticks
            && LanguagePrimitives.TryConvertTo(ticks, CultureInfo.InvariantCulture, out long count) => TimeSpan.FromTicks(count),
        IConvertible number and not DateTime => throw BareNumber(System.Convert.ToString(number, CultureInfo.InvariantCulture)),
        _ => throw new CompassArgumentException($"'{value}' is no duration. {Forms}", null),
    };

    private static TimeSpan Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw BareNumber(text);
        }

        try
        {
            if (text.IndexOf(':') >= 0)
            {
                if (TimeSpan.TryParse(text.Trim(), CultureInfo.InvariantCulture, out TimeSpan time))
                {
                    return time;
                }
            }
            else if (text.TrimStart().StartsWith("P", StringComparison.OrdinalIgnoreCase))
            {
                return XmlConvert.ToTimeSpan(text.Trim().ToUpperInvariant());
            }
            else if (Parts.Match(text) is { Success: true } match)
            {
                return TimeSpan.FromDays(Number(match, "d")) + TimeSpan.FromHours(Number(match, "h"))
                    + TimeSpan.FromMinutes(Number(match, "m")) + TimeSpan.FromSeconds(Number(match, "s"));
            }
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new CompassArgumentException($"'{text}' is no duration, or too long a one. {Forms}", null);
        }

        throw new CompassArgumentException($"'{text}' is no duration. {Forms}", null);
    }

    private static double Number(Match match, string group) =>
        match.Groups[group].Success ? double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    private static CompassArgumentException BareNumber(string? number) =>
        new($"'{number}' of what? A duration needs a unit: {number}m, {number}h or {number}d.", null);
}
