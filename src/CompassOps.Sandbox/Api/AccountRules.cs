// The limits of the caller's token, plan and account.
namespace CompassOps.Sandbox.Api;

/// <summary>
/// Refuses the operations that the simulated token, plan or account does not allow. The <see cref="SandboxBehaviors"/> define these
/// limits.
/// </summary>
internal static class AccountRules
{
    /// <summary>Returns the response to send in place of the operation's response. Returns null if the operation may run.</summary>
    /// <exception cref="ApiException">The token, the plan or the account does not allow the operation.</exception>
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
