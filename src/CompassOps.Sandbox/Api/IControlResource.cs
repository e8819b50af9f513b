using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Handles requests that control the sandbox. The real service does not support these requests.</summary>
internal interface IControlResource
{
    /// <summary>Returns whether this resource handles requests to the path.</summary>
    bool Owns(string path);

    /// <exception cref="ApiException">The request is not valid.</exception>
    Reply Handle(HttpRequest request);
}
