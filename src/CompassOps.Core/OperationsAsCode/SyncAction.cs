namespace CompassOps;

/// <summary>
/// The actions of a synchronization for an object whose desired state differs from its state in the service. The actions are strings, so
/// that files and the output of jobs contain readable values.
/// </summary>
public static class SyncAction
{
    /// <summary>Creates an object that is declared but missing in the service.</summary>
    public const string Create = "Create";

    /// <summary>Changes an object that differs from its desired state.</summary>
    public const string Update = "Update";

    /// <summary>Removes an object that is not declared. This action occurs only if the caller requested the removal of undeclared objects.</summary>
    public const string Remove = "Remove";

    /// <summary>Reports an object that is not declared, but does not change the object.</summary>
    public const string Unmanaged = "Unmanaged";
}
