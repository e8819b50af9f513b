using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CompassOps.Commands;

/// <summary>Offers the words known today for a parameter that accepts others as well.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] _words;

    private protected WordCompleter(params string[] words) => _words = words;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        _words.Where(word => CompletionText.Matches(word, wordToComplete)).Select(word => CompletionText.Result(word));
}

/// <summary>Units of a heartbeat's interval.</summary>
public sealed class IntervalUnitCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public IntervalUnitCompleter()
        : base("minutes", "hours", "days")
    {
    }
}

/// <summary>Priorities of an alert.</summary>
public sealed class PriorityCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public PriorityCompleter()
        : base("P1", "P2", "P3", "P4", "P5")
    {
    }
}

/// <summary>States of a heartbeat.</summary>
public sealed class HeartbeatStatusCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public HeartbeatStatusCompleter()
        : base("Pending", "Responsive", "Unresponsive")
    {
    }
}

/// <summary>States of a maintenance window.</summary>
public sealed class MaintenanceStatusCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public MaintenanceStatusCompleter()
        : base("planned", "active", "past", "cancelled")
    {
    }
}

/// <summary>Which maintenance windows a list holds.</summary>
public sealed class MaintenanceTypeCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public MaintenanceTypeCompleter()
        : base("All", "NonExpired", "Past")
    {
    }
}

/// <summary>States of a maintenance rule.</summary>
public sealed class RuleStateCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public RuleStateCompleter()
        : base("Disabled", "Enabled", "NoMaintenance")
    {
    }
}

/// <summary>The time zones that this system knows.</summary>
public sealed class TimeZoneCompleter : WordCompleter
{
    /// <summary>Makes the completer.</summary>
    public TimeZoneCompleter()
        : base(System.TimeZoneInfo.GetSystemTimeZones().Select(static zone => zone.Id).ToArray())
    {
    }
}
