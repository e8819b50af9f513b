using System.Net.Http;

namespace CompassOps;

/// <summary>The operations of the authority that issues access tokens. The authority has its own address.</summary>
public static class AuthorityOperations
{
    /// <summary>Issues an access token for an OAuth client.</summary>
    public static readonly Operation IssueToken = new(nameof(IssueToken), HttpMethod.Post, "oauth/token", RetrySafety.Harmless);
}
