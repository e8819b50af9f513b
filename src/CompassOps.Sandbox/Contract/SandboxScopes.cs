// The scopes of access tokens.
using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The scopes of Jira Service Management that the heartbeat and maintenance operations need.</summary>
public static class SandboxScopes
{
    /// <summary>Every operation needs this scope.</summary>
    public const string Read = "read:ops-config:jira-service-management";

    /// <summary>Creating, changing, cancelling and pinging also need this scope.</summary>
    public const string Write = "write:ops-config:jira-service-management";

    /// <summary>Deleting also needs this scope.</summary>
    public const string Delete = "delete:ops-config:jira-service-management";

    /// <summary>All three scopes.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly(new[] { Read, Write, Delete });
}
