using System;
using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Arguments;

/// <summary>
/// Selects objects by status. Accepts unknown statuses, because the service can add statuses. If an unknown status matches no object,
/// returns a warning, because the status can be misspelled.
/// </summary>
internal sealed class StatusFilter
{
    private readonly string[]? _wanted;
    private readonly IReadOnlyList<string> _known;
    private readonly HashSet<string> _met = new(StringComparer.OrdinalIgnoreCase);

    public StatusFilter(string[]? wanted, IReadOnlyList<string> known)
    {
        _wanted = wanted;
        _known = known;
    }

    public bool IsActive => _wanted is not null;

    /// <summary>
    /// Returns whether the filter selects a status. Stores a selected status, so that <see cref="Doubt"/> does not report it.
    /// </summary>
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

    /// <summary>Returns a warning about the unknown statuses that matched no object, or null.</summary>
    public string? Doubt()
    {
        string[] unknown = Unknown(_wanted, _known).Where(word => !_met.Contains(word)).ToArray();
        return unknown.Length == 0 ? null : Messages.UnknownStatusMatchedNothing(unknown, _known);
    }

    /// <summary>Returns a warning if a cmdlet waits for unknown statuses. Otherwise returns null.</summary>
    public static string? DoubtOfWait(string[] wanted, IReadOnlyList<string> known)
    {
        string[] unknown = Unknown(wanted, known);
        return unknown.Length == 0 ? null : Messages.UnknownStatusAwaited(unknown, known);
    }

    private static string[] Unknown(string[]? wanted, IReadOnlyList<string> known) =>
        (wanted ?? Array.Empty<string>()).Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
}
