using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CompassOps.Values;

/// <summary>
/// Reads a duration: <c>2:00</c> (hours:minutes), <c>36:00:00</c> (hours:minutes:seconds), <c>1.02:00:00</c>
/// (days.hours:minutes:seconds), <c>30m</c>, <c>1h30m</c>, <c>4w</c>, or ISO 8601 such as <c>PT2H</c> and <c>P4W</c>. The result does not
/// depend on the culture.
/// </summary>
public static class DurationReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Digits = "[0-9]+";
    private const string Amount = @"[0-9]+([.][0-9]+)?";
    private const string IsoAmount = "[0-9]+([.,][0-9]+)?";

    private static readonly (string Name, long Ticks)[] Parts =
    {
        ("w", 7 * TimeSpan.TicksPerDay), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
    };

    private static readonly Regex Number = new(@"^[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]+)?$", Options);

    // Hours above 23 are allowed, but only without days.
    private static readonly Regex Clock = new(
        $@"^((?<d>{Digits})\.(?=([01]?[0-9]|2[0-3]):))?(?<h>{Digits}):(?<m>[0-5][0-9])(:(?<s>[0-5][0-9]([.][0-9]+)?))?$", Options);

    private static readonly Regex Units = new(
        $@"^((?<w>{Amount})\s*w(eeks?|ks?)?)?\s*((?<d>{Amount})\s*d(ays?)?)?\s*((?<h>{Amount})\s*h((ou)?rs?)?)?\s*"
        + $@"((?<m>{Amount})\s*m(in(ute)?s?)?)?\s*((?<s>{Amount})\s*s(ec(ond)?s?)?)?$",
        Options);

    private static readonly Regex Iso = new(
        $"^P((?<w>{IsoAmount})W)?((?<d>{IsoAmount})D)?(T((?<h>{IsoAmount})H)?((?<m>{IsoAmount})M)?((?<s>{IsoAmount})S)?)?$", Options);

    private static readonly Regex IsoCalendar = new($"^P{IsoAmount}[YM]", Options);

    /// <summary>Reads a duration.</summary>
    /// <exception cref="CompassArgumentException">
    /// The text is not a duration or has no unit, or the duration is negative or too long.
    /// </exception>
    public static TimeSpan Parse(string text)
    {
        string word = text.Trim();
        if (Number.IsMatch(word))
        {
            throw new CompassArgumentException(Messages.DurationWithoutUnit(word), null);
        }

        bool isNegative = word.StartsWith("-", StringComparison.Ordinal);
        Match? match = Find(isNegative ? word.Substring(1) : word);
        if (match is null)
        {
            throw new CompassArgumentException(
                IsoCalendar.IsMatch(word) ? Messages.DurationOfCalendarUnits(text) : Messages.NotADuration(text), null);
        }

        TimeSpan time = Sum(match, text);
        return isNegative ? throw new CompassArgumentException(Messages.NegativeDuration(text), null) : time;
    }

    // All parts of some patterns are optional, so these patterns also match text without a number. Reject such a match.
    private static Match? Find(string word)
    {
        foreach (Regex form in new[] { Clock, Units, Iso })
        {
            if (form.Match(word) is { Success: true } match && Array.Exists(Parts, part => match.Groups[part.Name].Success)
                && !word.EndsWith("T", StringComparison.OrdinalIgnoreCase))
            {
                return match;
            }
        }

        return null;
    }

    private static TimeSpan Sum(Match match, string text)
    {
        try
        {
            decimal ticks = 0;
            foreach ((string name, long size) in Parts)
            {
                if (match.Groups[name].Success)
                {
                    ticks += decimal.Parse(match.Groups[name].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * size;
                }
            }

            return new TimeSpan(decimal.ToInt64(decimal.Round(ticks)));
        }
        catch (OverflowException)
        {
            throw new CompassArgumentException(Messages.DurationTooLong(text), null);
        }
    }
}
