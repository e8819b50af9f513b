using System;
using CompassOps.OutcomeResolution;

namespace CompassOps;

/// <summary>Recognises existing maintenance windows.</summary>
public static class MaintenanceMatching
{
    /// <summary>
    /// Whether a window is what the request would create, allowing for what services change: description and rules are the same, start and end
    /// lie within a minute of those asked for, or the start was in the past and was moved forward; and it is not cancelled.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">What the service's clock shows.</param>
    public static bool Matches(this MaintenanceCreate request, Maintenance window, DateTimeOffset now) =>
        new MaintenanceFingerprint(request).Matches(window, now);
}
