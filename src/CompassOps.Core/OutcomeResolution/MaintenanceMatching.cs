using CompassOps.OutcomeResolution;

namespace CompassOps;

/// <summary>Recognises existing maintenance windows.</summary>
public static class MaintenanceMatching
{
    /// <summary>
    /// Whether a window is what the request would create: description, instants and rules are the same, and it is not cancelled.
    /// </summary>
    public static bool Matches(this MaintenanceCreate request, Maintenance window) => new MaintenanceFingerprint(request).Matches(window);
}
