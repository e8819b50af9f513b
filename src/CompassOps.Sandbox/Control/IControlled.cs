using System;
using System.Collections.Generic;

namespace CompassOps.Sandbox.Control;

/// <summary>The members of <see cref="SandboxServer"/> that requests to <c>/_sandbox/</c> can read and change.</summary>
internal interface IControlled
{
    Uri BaseUri { get; }

    DateTimeOffset Now { get; }

    string Site { get; }

    string CloudId { get; }

    string Email { get; }

    IReadOnlyList<SandboxTeam> Teams { get; }

    SandboxBehaviors Behavior { get; set; }

    IReadOnlyList<SandboxFault> Faults { get; }

    IReadOnlyList<SandboxRequest> Requests { get; }

    IReadOnlyList<SandboxAlert> Alerts { get; }

    void Step(TimeSpan by);

    void StepTo(DateTimeOffset to);

    SandboxFault AddFault(SandboxFault fault);

    void ClearFaults(string? id);

    void ClearRequests();

    string IssueAccessToken(params string[] scopes);

    void RevokeAccessTokens();
}
