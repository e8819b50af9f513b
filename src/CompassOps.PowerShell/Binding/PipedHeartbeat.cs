using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CompassOps.Binding;

/// <summary>
/// Reads a heartbeat from the pipeline. The input is a heartbeat object of the module, or a table row from Import-Csv. The object can be a
/// copy from a file, a job or another machine.
/// </summary>
internal static class PipedHeartbeat
{
    // The names of the properties that can contain the tags. A heartbeat object uses the first name. The other names are the parameter
    // -AlertTag of New-CompassHeartbeat and its aliases.
    private static readonly string[] TagNames = { nameof(Heartbeat.AlertTags), "AlertTag", "Tags", "Tag" };

    private static readonly WholeNumberTransformationAttribute Whole = new();
    private static readonly BooleanTransformationAttribute Truth = new();
    private static readonly DurationTransformationAttribute Duration = new();
    private static readonly TagTransformationAttribute Tags = new();
    private static readonly TeamIdTransformationAttribute Team = new();

    /// <summary>Converts a piped object to a heartbeat.</summary>
    /// <exception cref="CompassArgumentException">The name is missing, or a property has an invalid value.</exception>
    public static Heartbeat Read(PSObject piped)
    {
        if (piped.BaseObject is Heartbeat heartbeat)
        {
            return heartbeat;
        }

        if (Text(piped, nameof(Heartbeat.Name)) is not { } name || string.IsNullOrWhiteSpace(name))
        {
            throw new CompassArgumentException(Messages.NotAHeartbeat, null);
        }

        try
        {
            (int? interval, string? unit) = Timing(piped);
            return new Heartbeat
            {
                Name = name,
                Description = Text(piped, nameof(Heartbeat.Description)),
                Interval = interval,
                IntervalUnit = unit,
                Enabled = (bool?)Convert(Truth, piped, nameof(Heartbeat.Enabled)),
                TeamId = (string?)Convert(Team, piped, nameof(Heartbeat.TeamId)),
                AlertMessage = Text(piped, nameof(Heartbeat.AlertMessage)) ?? Text(piped, "Message"),
                AlertTags = TagNames.Select(name => (string[]?)Convert(Tags, piped, name)).FirstOrDefault(tags => tags is not null) ?? Array.Empty<string>(),
                AlertPriority = Text(piped, nameof(Heartbeat.AlertPriority)) ?? Text(piped, "Priority"),
            };
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw new CompassArgumentException(exception.Message, null);
        }
    }

    /// <summary>
    /// Returns a warning if a tag of a piped row contains spaces, because the spaces can separate several tags. Otherwise returns null.
    /// </summary>
    public static string? TagDoubt(PSObject row) =>
        TagNames.Select(name => TagTransformationAttribute.Doubt(row.Properties[name]?.Value)).FirstOrDefault(static doubt => doubt is not null);

    // If a row has no interval, its period determines the interval and the unit.
    private static (int? Interval, string? Unit) Timing(PSObject piped)
    {
        int? interval = (int?)Convert(Whole, piped, nameof(Heartbeat.Interval));
        return interval is null && Convert(Duration, piped, nameof(Heartbeat.Period)) is TimeSpan period
            ? HeartbeatPeriod.Split(period)
            : (interval, Text(piped, nameof(Heartbeat.IntervalUnit)) ?? Text(piped, "Unit"));
    }

    private static object? Convert(ValueTransformationAttribute form, PSObject piped, string property) =>
        form.Transform(null!, piped.Properties[property]?.Value);

    private static string? Text(PSObject piped, string property)
    {
        string? text = System.Convert.ToString(ListItems.Single(ValueTransformationAttribute.Unwrap(piped.Properties[property]?.Value)), CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
