namespace CompassOps;

/// <summary>The actions that bring the service to the declared state. Words, so that they survive files and jobs.</summary>
public static class SyncAction
{
    /// <summary>Declared and missing: it is created.</summary>
    public const string Create = "Create";

    /// <summary>Different from its declaration: it is changed.</summary>
    public const string Update = "Update";

    /// <summary>Not declared: it is removed, because pruning was requested.</summary>
    public const string Remove = "Remove";

    /// <summary>Not declared: it stays unchanged.</summary>
    public const string Unmanaged = "Unmanaged";
}
