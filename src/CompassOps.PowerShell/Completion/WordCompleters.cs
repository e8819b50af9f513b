using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CompassOps.Completion;

/// <summary>Completes the known words of a parameter. The parameter also accepts other words.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] _words;

    private protected WordCompleter(params string[] words) => _words = words;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        _words.Where(word => IsMeant(word, wordToComplete)).Select(word => CompletionText.Result(word));

    /// <summary>Whether the typed text can mean this word.</summary>
    private protected virtual bool IsMeant(string word, string typed) => CompletionText.Matches(word, typed);
}

/// <summary>Completes the units of a heartbeat's interval.</summary>
public sealed class IntervalUnitCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public IntervalUnitCompleter()
        : base("minutes", "hours", "days")
    {
    }
}

/// <summary>Completes the priorities of an alert.</summary>
public sealed class PriorityCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public PriorityCompleter()
        : base("P1", "P2", "P3", "P4", "P5")
    {
    }
}

/// <summary>Completes the statuses of a heartbeat.</summary>
public sealed class HeartbeatStatusCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public HeartbeatStatusCompleter()
        : base(KnownValues.HeartbeatStatuses.ToArray())
    {
    }
}

/// <summary>Completes the statuses of a maintenance window.</summary>
public sealed class MaintenanceStatusCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public MaintenanceStatusCompleter()
        : base(KnownValues.MaintenanceStatuses.ToArray())
    {
    }
}

/// <summary>Completes the values for the type of a maintenance list, such as NonExpired.</summary>
public sealed class MaintenanceTypeCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public MaintenanceTypeCompleter()
        : base("All", "NonExpired", "Past")
    {
    }
}

/// <summary>Completes the states of a maintenance rule.</summary>
public sealed class RuleStateCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public RuleStateCompleter()
        : base("Disabled", "Enabled", "NoMaintenance")
    {
    }
}

/// <summary>Completes the HTTP methods.</summary>
public sealed class RequestMethodCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public RequestMethodCompleter()
        : base("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD")
    {
    }
}

/// <summary>Completes the names of the time zones that this system accepts.</summary>
public sealed class TimeZoneCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public TimeZoneCompleter()
        : base(TimeZoneNames.All)
    {
    }

    /// <summary>Matches any part of a time zone's name, such as the city in Europe/Berlin.</summary>
    private protected override bool IsMeant(string word, string typed) => CompletionText.Holds(word, typed);
}

/// <summary>Completes the days of a month, such as Last.</summary>
public sealed class MonthDayCompleter : WordCompleter
{
    private static readonly string[] Ordinals = { "First", "Second", "Third", "Fourth", "Last" };

    /// <summary>Creates the completer.</summary>
    public MonthDayCompleter()
        : base(Enumerable.Range(1, 31).Select(static day => day.ToString(CultureInfo.InvariantCulture)).Append("Last")
            .Concat(Ordinals.SelectMany(static _ => Enum.GetNames(typeof(DayOfWeek)), static (ordinal, day) => ordinal + day)).ToArray())
    {
    }
}

/// <summary>Completes common durations.</summary>
public sealed class DurationCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
    public DurationCompleter()
        : base("5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d", "7d")
    {
    }
}

/// <summary>Completes common times of day.</summary>
public sealed class TimeOfDayCompleter : WordCompleter
{
    /// <summary>Creates the completer.</summary>
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
    /// <summary>Creates the completer.</summary>
    public NothingCompleter()
        : base()
    {
    }
}
