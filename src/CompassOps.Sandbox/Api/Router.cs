// Finds the operation that a path and a method mean.
using System;

namespace CompassOps.Sandbox.Api;

/// <summary>Where a request leads.</summary>
/// <param name="Operation">The operation; null if the path or the method is none of an operation.</param>
/// <param name="TeamId">The team that the path names.</param>
/// <param name="Id">The maintenance that the path names.</param>
/// <param name="Refusal">Why there is no operation.</param>
internal readonly record struct Route(Operation? Operation, string? TeamId, string? Id, ApiException? Refusal);

/// <summary>Knows the two bases, of Compass and of Jira Service Management, and the operations below them.</summary>
internal sealed class Router(string cloudId)
{
    /// <summary>Finds the operation. A path outside of both bases has neither operation nor refusal.</summary>
    public Route Find(string method, string path)
    {
        string[] segments = path.Split('/');
        int below = segments is ["", "compass", "cloud", _, "ops", ..] ? 5 : segments is ["", "jsm", "ops", "api", _, ..] ? 5 : 0;
        if (below == 0)
        {
            return default;
        }

        try
        {
            segments = Array.ConvertAll(segments, Query.Decode);
        }
        catch (ApiException refusal)
        {
            return new Route(null, null, null, refusal);
        }

        string cloud = segments[1] == "compass" ? segments[3] : segments[4];
        if (!cloud.Equals(cloudId, StringComparison.OrdinalIgnoreCase))
        {
            return new Route(null, null, null, ApiException.Gateway(404, $"No site has the cloud id '{cloud}'."));
        }

        if (segments.Length <= below + 1 || segments[below] != "v1")
        {
            return new Route(null, null, null, ApiException.Gateway(404, "Not Found"));
        }

        ReadOnlySpan<string> rest = segments.AsSpan(below + 1);
        string allow = "";
        foreach (Operation operation in Operation.All)
        {
            if (operation.Matches(rest, out string? teamId, out string? id))
            {
                if (operation.Method == method)
                {
                    return new Route(operation, teamId, id, null);
                }

                allow += allow.Length == 0 ? operation.Method : ", " + operation.Method;
            }
        }

        return new Route(null, null, null, allow.Length == 0 ? ApiException.Gateway(404, "Not Found") : ApiException.MethodNotAllowed(allow));
    }
}
