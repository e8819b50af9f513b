using System;

namespace CompassOps.Scripts;

/// <summary>Classifies the statuses of a maintenance window. Accepts unknown statuses, because the service can add statuses.</summary>
internal static class MaintenanceStatus
{
    public static bool IsActive(string? status) => Is(status, KnownValues.Active);

    public static bool IsPast(string? status) => Is(status, KnownValues.Past);

    public static bool IsCancelled(string? status) => Is(status, KnownValues.Cancelled);

    /// <summary>Whether a maintenance window with this status can no longer become active.</summary>
    public static bool IsOver(string? status) => IsPast(status) || IsCancelled(status);

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
