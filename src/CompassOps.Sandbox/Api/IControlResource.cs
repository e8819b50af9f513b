// Lets other processes control the server.
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Handles requests that control the sandbox. These requests do not exist in the real service.</summary>
internal interface IControlResource
{
    /// <summary>Returns whether a request with this path controls the sandbox.</summary>
    bool Owns(string path);

    /// <summary>Returns the response to a request.</summary>
    /// <exception cref="ApiException">The request is refused.</exception>
    Reply Handle(HttpRequest request);
}
