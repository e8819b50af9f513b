namespace CompassOps.Sandbox.Api;

/// <summary>
/// Rejects requests that the simulated token, plan or account does not allow. <see cref="SandboxBehaviors"/> selects these
/// restrictions.
/// </summary>
internal static class AccountRules
{
    /// <summary>
    /// If the operation must not run, returns the response to send instead, such as an empty list. Returns null if the operation
    /// can run.
    /// </summary>
    /// <exception cref="ApiException">The simulated token, plan or account does not allow the operation.</exception>
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
