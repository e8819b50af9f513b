using System;
using System.Net.Http;
using CompassOps.Serialization;

namespace CompassOps.Http;

/// <summary>The scopes of tokens: which one an operation needs, and whether a response reports a missing one.</summary>
internal static class Scopes
{
    private const string Suffix = ":ops-config:jira-service-management";

    /// <summary>Returns the scope that an operation needs; null for one that needs none.</summary>
    public static string? Of(Operation operation) =>
        operation == Operations.GetTenantInfo || operation == AuthorityOperations.IssueToken || !IsKnown(operation) ? null
        : operation.Method == HttpMethod.Get ? "read" + Suffix
        : operation.Method == HttpMethod.Delete ? "delete" + Suffix
        : "write" + Suffix;

    /// <summary>Returns whether a response reports that the token lacks a scope: 401 from the service, 403 from gateways and by RFC 6750.</summary>
    public static bool IsMissing(int status, ServiceError error, string? challenge = null) =>
        (status == 401 && Mentions(error.Message, "scope"))
        || (status is 401 or 403 && (Mentions(challenge, "insufficient_scope") || Mentions(error.Message, "insufficient_scope") || Mentions(error.Message, "insufficient scope") || Mentions(error.Message, "scope does not match")));

    /// <summary>Returns kind, message and remedy of a missing scope.</summary>
    public static (CompassErrorKind Kind, string What, string? Remedy) Missing(ApiRequest request)
    {
        // Compass accepts only tokens without scopes, so there is no scope to add.
        bool isCompass = request.Address.AbsolutePath.Contains("/compass/");
        string? scope = isCompass ? null : Of(request.Operation);
        string remedy = isCompass ? Messages.TokenWithoutScopes
            : scope is null ? Messages.AddScopeOfReference
            : request.Operation == Operations.DeleteHeartbeat ? Messages.DisableInstead
            : request.Operation.Method == HttpMethod.Delete ? Messages.CancelInstead
            : request.Operation.Method == HttpMethod.Get ? Messages.AddScope
            : Messages.ReadScopeToo;
        return (CompassErrorKind.MissingScope, Messages.MissingScope(scope), remedy);
    }

    // Other resources have scopes of their own.
    private static bool IsKnown(Operation operation) =>
        operation.Template.Contains("/heartbeats") || operation.Template.Contains("maintenances") || operation == Operations.ListTeams;

    private static bool Mentions(string? text, string words) => text?.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
