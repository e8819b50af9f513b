namespace CompassOps.Sandbox.Domain;

/// <summary>The strings that fields with a fixed set of values can contain.</summary>
internal static class KnownValues
{
    public static readonly string[] Units = ["Minutes", "Hours", "Days"];
    public static readonly string[] Priorities = ["P1", "P2", "P3", "P4", "P5"];
    public static readonly string[] RuleStates = ["disabled", "enabled", "noMaintenance"];
    public static readonly string[] EntityTypes = ["integration", "policy", "sync"];
}
