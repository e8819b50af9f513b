namespace CompassOps.Sandbox;

/// <summary>Messages in the responses of the simulated service and its gateway.</summary>
internal static partial class Messages
{
    public const string Unauthorized = "Unauthorized";

    public const string ScopeMissing = "Unauthorized; scope does not match";

    public const string GrantType = "The grant type must be client_credentials.";

    public const string TokenUnknown = "The access token is unknown.";

    public const string TokenRevoked = "The access token was revoked.";

    public const string TokenExpired = "The access token expired.";

    public const string ActiveNotChanged =
        "The maintenance is active, so only its endDate can be changed. To end the maintenance now, cancel it.";

    public const string ActiveNotDeleted = "The maintenance is active, so it cannot be deleted. Cancel the maintenance instead.";

    public const string NoTeamAccess = "You do not have access to the operations of this team";

    public const string NoHeartbeats = "Payment Required; your plan does not include heartbeats";

    public const string MethodNotAllowed = "Method Not Allowed";

    public const string NotFound = "Not Found";

    public const string MediaType = "Unsupported Media Type; send application/json";

    public const string PercentEncoding = "The percent-encoding of the address is malformed.";

    public const string AddressNotUtf8 = "The address is not UTF-8.";

    public const string PastNotCancelled = "The maintenance is past and can no longer be cancelled.";

    public const string OnlyPoliciesEnabled = "A maintenance can enable policies, but not integrations or syncs.";

    public const string Pong = "PONG - Heartbeat received";

    public static string NoMaintenance(string? id) => $"Maintenance '{id}' does not exist.";

    public static string NoTeam(string? id) => $"Team '{id}' does not exist.";

    public static string NoHeartbeat(string name) => $"Heartbeat '{name}' does not exist in this team.";

    public static string NoSite(string cloudId) => $"No site has the cloud id '{cloudId}'.";

    public static string NameTaken(string name) => $"A heartbeat named '{name}' already exists in this team.";

    public static string NotChanged(string status) => $"The maintenance is {status} and can no longer be changed.";
}
