namespace CompassOps.Sandbox.Domain;

internal static class KnownValues
{
    public static readonly string[] Units = ["Minutes", "Hours", "Days"];
    public static readonly string[] Priorities = ["P1", "P2", "P3", "P4", "P5"];
    public static readonly string[] RuleStates = ["disabled", "enabled", "noMaintenance"];
    public static readonly string[] EntityTypes = ["integration", "policy", "sync"];
}
