namespace CompassOps;

/// <summary>
/// The actions of a synchronisation, which changes the service to the declared state. They are strings, so that they stay readable in
/// files and job output.
/// </summary>
public static class SyncAction
{
    /// <summary>Creates a declared object that is missing.</summary>
    public const string Create = "Create";

    /// <summary>Changes an object that differs from its declaration.</summary>
    public const string Update = "Update";

    /// <summary>Removes an undeclared object, because pruning was requested.</summary>
    public const string Remove = "Remove";

    /// <summary>Leaves an undeclared object unchanged.</summary>
    public const string Unmanaged = "Unmanaged";
}
