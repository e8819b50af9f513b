using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Arguments;

/// <summary>
/// Selects objects by status. Accepts any word, because the service may add statuses. If an unknown word matches nothing, it may be
/// misspelled. The filter then returns a warning, because an empty list looks like good news.
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

    /// <summary>Whether the filter excludes any status.</summary>
    public bool IsActive => _wanted is not null;

    /// <summary>Returns whether the filter selects a status. Also remembers the status for <see cref="Doubt"/>.</summary>
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

    /// <summary>Returns a warning about the wanted statuses that are unknown and matched nothing; null if there are none.</summary>
    public string? Doubt()
    {
        string[] unknown = Unknown(_wanted, _known).Where(word => !_met.Contains(word)).ToArray();
        return unknown.Length == 0 ? null : Messages.UnknownStatusMatchedNothing(unknown, _known);
    }

    /// <summary>Returns a warning about the statuses of a wait that are unknown; null if there are none.</summary>
    public static string? DoubtOfWait(string[] wanted, IReadOnlyList<string> known)
    {
        string[] unknown = Unknown(wanted, known);
        return unknown.Length == 0 ? null : Messages.UnknownStatusAwaited(unknown, known);
    }

    private static string[] Unknown(string[]? wanted, IReadOnlyList<string> known) =>
        (wanted ?? Array.Empty<string>()).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
}
