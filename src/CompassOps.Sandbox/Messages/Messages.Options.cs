namespace CompassOps.Sandbox;

/// <summary>The texts about options.</summary>
internal static partial class Messages
{
    public static string UnknownBehavior(string name) =>
        $"The behavior '{name}' is unknown. Known behaviors are {string.Join(", ", SandboxBehaviorNames.All)}.";
}
