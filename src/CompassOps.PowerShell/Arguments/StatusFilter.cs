using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Arguments;

/// <summary>
/// Selects objects by status. The service may add statuses, so any word is accepted. An unknown word that
/// matched nothing may be misspelt, and is reported, because an empty list looks like good news.
/// </summary>
internal sealed class StatusFilter
{
    private readonly string[]? _wanted;
    private readonly IReadOnlyList<string> _known;
    private readonly HashSet<string> _met = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="wanted">The statuses to select; null for all.</param>
    /// <param name="known">The known statuses.</param>
    public StatusFilter(string[]? wanted, IReadOnlyList<string> known)
    {
        _wanted = wanted;
        _known = known;
    }

    /// <summary>Whether some statuses are left out.</summary>
    public bool IsActive => _wanted is not null;

    /// <summary>Returns whether an object of this status is selected, and remembers the status.</summary>
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

    /// <summary>Returns a warning about wanted statuses that are unknown and matched nothing, or null.</summary>
    public string? Doubt()
    {
        string[] unknown = Unknown(_wanted, _known).Where(word => !_met.Contains(word)).ToArray();
        return unknown.Length == 0 ? null : Messages.UnknownStatusMatchedNothing(unknown, _known);
    }

    /// <summary>Returns a warning about statuses to wait for that are unknown, or null.</summary>
    public static string? DoubtOfWait(string[] wanted, IReadOnlyList<string> known)
    {
        string[] unknown = Unknown(wanted, known);
        return unknown.Length == 0 ? null : Messages.UnknownStatusAwaited(unknown, known);
    }

    private static string[] Unknown(string[]? wanted, IReadOnlyList<string> known) =>
        (wanted ?? Array.Empty<string>()).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
}
