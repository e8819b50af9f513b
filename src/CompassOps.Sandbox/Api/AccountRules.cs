namespace CompassOps.Sandbox.Api;

/// <summary>
/// Rejects requests that the simulated token, plan or account does not allow. <see cref="SandboxBehaviors"/> selects these
/// restrictions.
/// </summary>
internal static class AccountRules
{
    /// <summary>
    /// Returns null if the simulated token, plan and account all allow the operation. Otherwise throws, or returns a success response
    /// that hides the restriction, such as an empty list.
    /// </summary>
    /// <exception cref="ApiException">The operation is not allowed, and the service reports this as an error.</exception>
    public static Reply? Refuse(RequestContext context)
    {
        Operation operation = context.Operation;
        if (context.Behavior.HasFlag(SandboxBehaviors.NoDeleteScope) && operation.Method == "DELETE")
        {
            throw ApiException.Scope();
        }

        if (context.Behavior.HasFlag(SandboxBehaviors.NoTeamAccess) && context.TeamId is not null)
        {
            return operation.IsList ? Paging.Empty() : throw ApiException.Gateway(403, Messages.NoTeamAccess);
        }

        if (context.Behavior.HasFlag(SandboxBehaviors.NoHeartbeats) && operation.IsHeartbeat)
        {
            return operation.IsPing ? HeartbeatOperations.Pong() : throw ApiException.Gateway(402, Messages.NoHeartbeats);
        }

        return null;
    }
}
