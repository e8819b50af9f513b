using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>Collects the windows of one scope to write to a file. Each window becomes an entry without recurrence.</summary>
internal sealed class MaintenanceSelection
{
    private readonly List<DeclaredMaintenance> _windows = new();

    /// <summary>The entries of the windows.</summary>
    public IReadOnlyList<DeclaredMaintenance> Windows => _windows;

    /// <summary>Adds a window.</summary>
    /// <returns>The reason if the window cannot be declared; otherwise null.</returns>
    public string? Add(Maintenance window)
    {
        if (string.IsNullOrWhiteSpace(window.Description))
        {
            return Messages.WindowWithoutDescription;
        }

        if (window.StartDate is not { } start || window.EndDate is not { } end || end <= start)
        {
            return Messages.WindowWithoutDates;
        }

        if (window.Rules.Count == 0)
        {
            return Messages.WindowWithoutRules;
        }

        if (_windows.Any(other => other.IsSameWindow(window.Description!, start)))
        {
            return Messages.WindowExportedTwice;
        }

        _windows.Add(DeclaredMaintenance.Once(window.Description!, window.Rules, start, end));
        return null;
    }
}
