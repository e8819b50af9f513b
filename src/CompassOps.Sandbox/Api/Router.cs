using System;

namespace CompassOps.Sandbox.Api;

/// <summary>The operation of a request, and the ids in its path.</summary>
/// <param name="Operation">The operation. Null if no operation has this path and method.</param>
/// <param name="TeamId">The team id in the path.</param>
/// <param name="Id">The id of the maintenance window in the path.</param>
/// <param name="Refusal">The error response if no operation matches.</param>
/// <param name="IsJsm">Whether the path starts with the base path of Jira Service Management.</param>
internal readonly record struct Route(Operation? Operation, string? TeamId, string? Id, ApiException? Refusal, bool IsJsm);

/// <summary>
/// Finds the operation of a request. Each operation has two paths: one for Compass and one for Jira Service Management.
/// </summary>
internal sealed class Router(string cloudId)
{
    /// <summary>
    /// Finds the operation. If the path starts with neither of the two base paths, Operation and Refusal are null.
    /// </summary>
    public Route Find(string method, string path)
    {
        string[] segments = path.Split('/');
        int below = segments is ["", "compass", "cloud", _, "ops", ..] ? 5 : segments is ["", "jsm", "ops", "api", _, ..] ? 5 : 0;
        if (below == 0)
        {
            return default;
        }

        bool jsm = segments[1] == "jsm";
        try
        {
            segments = Array.ConvertAll(segments, Query.Decode);
        }
        catch (ApiException refusal)
        {
            return Refuse(refusal);
        }

        string cloud = jsm ? segments[4] : segments[3];
        if (!cloud.Equals(cloudId, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(ApiException.Gateway(404, Messages.NoSite(cloud)));
        }

        if (segments.Length <= below + 1 || segments[below] != "v1")
        {
            return Refuse(ApiException.Gateway(404, Messages.NotFound));
        }

        ReadOnlySpan<string> rest = segments.AsSpan(below + 1);
        string allow = "";
        foreach (Operation operation in Operation.All)
        {
            if (operation.Matches(rest, out string? teamId, out string? id))
            {
                // The documentation of Jira Service Management also allows GET for a ping.
                bool pings = jsm && operation.IsPing;
                if (operation.Method == method || (pings && method == "GET"))
                {
                    return new Route(operation, teamId, id, null, jsm);
                }

                allow += (allow.Length == 0 ? "" : ", ") + operation.Method + (pings ? ", GET" : "");
            }
        }

        return Refuse(allow.Length == 0 ? ApiException.Gateway(404, Messages.NotFound) : ApiException.MethodNotAllowed(allow));

        Route Refuse(ApiException refusal) => new(null, null, null, refusal, jsm);
    }
}
