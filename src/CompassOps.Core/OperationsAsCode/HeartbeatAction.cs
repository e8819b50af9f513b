namespace CompassOps;

/// <summary>What is to be done about a heartbeat that is not as it is declared. Words, so that they survive files and jobs.</summary>
public static class HeartbeatAction
{
    /// <summary>It is declared and not there.</summary>
    public const string Create = "Create";

    /// <summary>It is there, and otherwise than it is declared.</summary>
    public const string Update = "Update";

    /// <summary>It is there and not declared, and what is not declared is to go.</summary>
    public const string Remove = "Remove";

    /// <summary>It is there and not declared, and is left alone.</summary>
    public const string Unmanaged = "Unmanaged";
}
