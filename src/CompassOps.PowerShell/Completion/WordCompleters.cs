using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CompassOps.Completion;

/// <summary>Completes an argument from a list of words. The list does not limit the values that the parameter accepts.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] _words;

    private protected WordCompleter(params string[] words) => _words = words;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        _words.Where(word => IsMeant(word, wordToComplete)).Select(word => CompletionText.Result(word));

    /// <summary>Whether the word matches the text that the user typed.</summary>
    private protected virtual bool IsMeant(string word, string typed) => CompletionText.Matches(word, typed);
}

public sealed class IntervalUnitCompleter : WordCompleter
{
    public IntervalUnitCompleter()
        : base("minutes", "hours", "days")
    {
    }
}

public sealed class PriorityCompleter : WordCompleter
{
    public PriorityCompleter()
        : base("P1", "P2", "P3", "P4", "P5")
    {
    }
}

public sealed class HeartbeatStatusCompleter : WordCompleter
{
    public HeartbeatStatusCompleter()
        : base(KnownValues.HeartbeatStatuses.ToArray())
    {
    }
}

public sealed class MaintenanceStatusCompleter : WordCompleter
{
    public MaintenanceStatusCompleter()
        : base(KnownValues.MaintenanceStatuses.ToArray())
    {
    }
}

/// <summary>Completes the types of maintenance lists, such as NonExpired.</summary>
public sealed class MaintenanceTypeCompleter : WordCompleter
{
    public MaintenanceTypeCompleter()
        : base("All", "NonExpired", "Past")
    {
    }
}

public sealed class RuleStateCompleter : WordCompleter
{
    public RuleStateCompleter()
        : base("Disabled", "Enabled", "NoMaintenance")
    {
    }
}

public sealed class RequestMethodCompleter : WordCompleter
{
    public RequestMethodCompleter()
        : base("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD")
    {
    }
}

public sealed class TimeZoneCompleter : WordCompleter
{
    public TimeZoneCompleter()
        : base(TimeZoneNames.All)
    {
    }

    /// <summary>Matches any part of a time zone's name, such as the city in Europe/Berlin.</summary>
    private protected override bool IsMeant(string word, string typed) => CompletionText.Holds(word, typed);
}

/// <summary>Completes the days of a month, such as 15, Last or FirstSunday.</summary>
public sealed class MonthDayCompleter : WordCompleter
{
    private static readonly string[] Ordinals = { "First", "Second", "Third", "Fourth", "Last" };

    public MonthDayCompleter()
        : base(Enumerable.Range(1, 31).Select(static day => day.ToString(CultureInfo.InvariantCulture)).Append("Last")
            .Concat(Ordinals.SelectMany(static _ => Enum.GetNames(typeof(DayOfWeek)), static (ordinal, day) => ordinal + day)).ToArray())
    {
    }
}

public sealed class DurationCompleter : WordCompleter
{
    public DurationCompleter()
        : base("5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d", "7d")
    {
    }
}

public sealed class TimeOfDayCompleter : WordCompleter
{
    public TimeOfDayCompleter()
        : base(Enumerable.Range(0, 24).Select(static hour => hour.ToString("00", CultureInfo.InvariantCulture) + ":00").ToArray())
    {
    }
}

/// <summary>
/// Returns no completions. Without this completer, PowerShell would suggest file names, although the parameter does not accept a path.
/// </summary>
public sealed class NothingCompleter : WordCompleter
{
    public NothingCompleter()
        : base()
    {
    }
}
