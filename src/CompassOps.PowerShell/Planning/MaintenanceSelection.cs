using System.Collections.Generic;
using System.Linq;

namespace CompassOps.Planning;

/// <summary>
/// Collects the maintenance windows of one scope for a declaration file. The file declares each window separately, without recurrence.
/// </summary>
internal sealed class MaintenanceSelection
{
    private readonly List<DeclaredMaintenance> _windows = new();

    public IReadOnlyList<DeclaredMaintenance> Windows => _windows;

    /// <summary>
    /// Adds a maintenance window. If a declaration cannot contain the window, returns the reason. Otherwise returns null.
    /// </summary>
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
