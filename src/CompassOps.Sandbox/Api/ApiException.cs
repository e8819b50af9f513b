using System;

namespace CompassOps.Sandbox.Api;

/// <summary>
/// An error response. The simulated service sends <c>{"errors":[{"title":…,"code":…}]}</c>. The simulated gateway in front of the
/// service sends <c>{"code":…,"message":…}</c>.
/// </summary>
internal sealed class ApiException : Exception
{
    private ApiException(int status, string message, string? code)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    /// <summary>The error code of the service. Null if the gateway sends the error.</summary>
    public string? Code { get; }

    /// <summary>The value of the Allow header in a response with status 405.</summary>
    public string? Allow { get; init; }

    public static ApiException Gateway(int status, string message) => new(status, message, null);

    /// <summary>
    /// The value of the WWW-Authenticate header in a response with status 401. Null means the value for Basic authentication.
    /// </summary>
    public string? Challenge { get; init; }

    public static ApiException InvalidToken(string reason) =>
        new(401, Messages.Unauthorized, null) { Challenge = $"Bearer error=\"invalid_token\", error_description=\"{reason}\"" };

    public static ApiException Scope() =>
        new(401, Messages.ScopeMissing, null) { Challenge = "Bearer error=\"insufficient_scope\"" };

    public static ApiException MethodNotAllowed(string allow) => new(405, Messages.MethodNotAllowed, null) { Allow = allow };

    public static ApiException Invalid(string title) => new(400, title, "INVALID_REQUEST");

    public static ApiException NotFound(string title) => new(404, title, "NOT_FOUND");

    public static ApiException Conflict(string title) => new(409, title, "CONFLICT");
}
