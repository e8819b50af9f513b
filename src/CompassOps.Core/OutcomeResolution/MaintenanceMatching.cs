using System;
using CompassOps.OutcomeResolution;

namespace CompassOps;

/// <summary>Recognises existing maintenance windows.</summary>
public static class MaintenanceMatching
{
    /// <summary>
    /// Returns whether a window equals the one that the request would create. Description and rules must be the same. Start and end must
    /// differ by at most a minute, or the service must have moved a past start forward. A cancelled window never matches.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The service's time.</param>
    public static bool Matches(this MaintenanceCreate request, Maintenance window, DateTimeOffset now) =>
        new MaintenanceFingerprint(request).Matches(window, now);
}
