namespace CompassOps.Connections;

/// <summary>The name of the module in requests.</summary>
internal static class ModuleIdentity
{
    /// <summary>The <c>User-Agent</c>: product and version.</summary>
    public static string UserAgent { get; } = "CompassOps/" + typeof(ModuleIdentity).Assembly.GetName().Version?.ToString(3);
}
