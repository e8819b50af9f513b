using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox;

/// <summary>The scopes of Jira Service Management that heartbeat and maintenance operations need.</summary>
public static class SandboxScopes
{
    /// <summary>The scope that every operation needs.</summary>
    public const string Read = "read:ops-config:jira-service-management";

    /// <summary>The scope for creating, changing, cancelling and pinging. These operations also need <see cref="Read"/>.</summary>
    public const string Write = "write:ops-config:jira-service-management";

    /// <summary>The scope for deleting. Delete operations also need <see cref="Read"/>.</summary>
    public const string Delete = "delete:ops-config:jira-service-management";

    /// <summary>All three scopes.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly(new[] { Read, Write, Delete });
}
