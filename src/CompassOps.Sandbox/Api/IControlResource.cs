// The part of the server by which other processes control it.
using CompassOps.Sandbox.Http;

namespace CompassOps.Sandbox.Api;

/// <summary>Answers requests that are not meant for the service.</summary>
internal interface IControlResource
{
    /// <summary>Returns whether a path belongs to the control resource.</summary>
    bool Owns(string path);

    /// <summary>Answers a request.</summary>
    /// <exception cref="ApiException">The request is refused.</exception>
    Reply Handle(HttpRequest request);
}
