using System;
using CompassOps.OutcomeResolution;

namespace CompassOps;

/// <summary>Compares requested maintenance windows with existing maintenance windows.</summary>
public static class MaintenanceMatching
{
    /// <summary>
    /// Returns whether an existing maintenance window equals the requested window. The descriptions and rules must be the same, and the
    /// times must differ by at most a minute. If the requested start is in the past, a window with a later start can also match, because
    /// the service can have moved the start. A cancelled window never matches.
    /// </summary>
    /// <param name="request">The requested window.</param>
    /// <param name="window">The existing window.</param>
    /// <param name="now">The current time of the service.</param>
    public static bool Matches(this MaintenanceCreate request, Maintenance window, DateTimeOffset now) =>
        new MaintenanceFingerprint(request).Matches(window, now);
}
