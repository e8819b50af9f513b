using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Arguments;

/// <summary>
/// The states that are wanted of what is listed or waited for. Words that this version does not know are matched like the others; but one
/// that nothing had may be a slip of the pen, and an empty list must not pass for good news.
/// </summary>
internal sealed class StatusFilter
{
    /// <summary>The states of a heartbeat that this version knows.</summary>
    public static readonly string[] OfHeartbeats = { "Pending", "Responsive", "Unresponsive" };

    /// <summary>The states of a maintenance window that this version knows.</summary>
    public static readonly string[] OfMaintenances = { "planned", "active", "past", "cancelled" };

    private readonly string[]? _wanted;
    private readonly string[] _known;
    private readonly HashSet<string> _met = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="wanted">The states; null where all are wanted.</param>
    /// <param name="known">The states that this version knows.</param>
    public StatusFilter(string[]? wanted, string[] known)
    {
        _wanted = wanted;
        _known = known;
    }

    /// <summary>Whether something of this state is wanted; remembers that there is one.</summary>
    public bool Takes(string? status)
    {
        if (_wanted is null)
        {
            return true;
        }

        bool isWanted = _wanted.Contains(status ?? "", StringComparer.OrdinalIgnoreCase);
        if (isWanted)
        {
            _met.Add(status ?? "");
        }

        return isWanted;
    }

    /// <summary>A sentence on the words that are neither known nor were met, or null where there are none.</summary>
    public string? Doubt()
    {
        string[] strange = Strange(_wanted, _known).Where(word => !_met.Contains(word)).ToArray();
        return strange.Length == 0 ? null
            : $"Nothing has the state {Quoted(strange)}, which this version does not know. It knows {string.Join(", ", _known)}.";
    }

    /// <summary>A sentence on the words to wait for that are not known, or null where there are none.</summary>
    public static string? DoubtOfWait(string[] wanted, string[] known)
    {
        string[] strange = Strange(wanted, known);
        return strange.Length == 0 ? null
            : $"This version does not know the state {Quoted(strange)}, and waits for it all the same. It knows {string.Join(", ", known)}.";
    }

    private static string[] Strange(string[]? wanted, string[] known) =>
        (wanted ?? Array.Empty<string>()).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();

    private static string Quoted(string[] words) => string.Join(" or ", words.Select(static word => $"'{word}'"));
}
