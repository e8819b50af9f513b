using System;
using CompassOps.OutcomeResolution;

namespace CompassOps;

/// <summary>Recognises existing maintenance windows.</summary>
public static class MaintenanceMatching
{
    /// <summary>
    /// Returns whether a window equals the one that the request would create. Description and rules are the same. Start and end lie within a minute of
    /// those requested, or the service moved a past start forward. A cancelled window never matches.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The service's time.</param>
    public static bool Matches(this MaintenanceCreate request, Maintenance window, DateTimeOffset now) =>
        new MaintenanceFingerprint(request).Matches(window, now);
}
