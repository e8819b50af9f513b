namespace CompassOps.Sandbox;

/// <summary>The texts of the gateway in front of the service.</summary>
internal static partial class Messages
{
    public const string Unauthorized = "Unauthorized";

    public const string ScopeMissing = "Unauthorized; scope does not match";

    public const string NoTeamAccess = "You do not have access to the operations of this team";

    public const string NoHeartbeats = "Payment Required; your plan does not include heartbeats";
}
