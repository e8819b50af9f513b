namespace CompassOps.Connections;

/// <summary>Identifies the module in the headers of requests.</summary>
internal static class ModuleIdentity
{
    /// <summary>The value of the <c>User-Agent</c> header: the product and its version.</summary>
    public static string UserAgent { get; } = "CompassOps/" + typeof(ModuleIdentity).Assembly.GetName().Version?.ToString(3);
}
