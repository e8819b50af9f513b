namespace CompassOps;

/// <summary>
/// The actions of a synchronisation, which compares the desired state with the service. They are strings, so that files and the output of
/// jobs contain readable values.
/// </summary>
public static class SyncAction
{
    /// <summary>Create an object that is declared but missing in the service.</summary>
    public const string Create = "Create";

    /// <summary>Change an object that differs from its desired state.</summary>
    public const string Update = "Update";

    /// <summary>Remove an object that is not declared. Used only if the caller asked to remove such objects.</summary>
    public const string Remove = "Remove";

    /// <summary>Report an object that is not declared, but do not change it.</summary>
    public const string Unmanaged = "Unmanaged";
}
