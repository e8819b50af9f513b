using System;
using System.Net.Http;
using CompassOps.Serialization;

namespace CompassOps.Http;

/// <summary>Finds the OAuth scope that an operation needs, and detects responses that report a missing scope.</summary>
internal static class Scopes
{
    private const string Suffix = ":ops-config:jira-service-management";

    /// <summary>
    /// Returns the OAuth scope that an operation needs. Returns null if the operation needs no scope, or if the scope is unknown.
    /// </summary>
    public static string? Of(Operation operation) =>
        operation == Operations.GetTenantInfo || operation == AuthorityOperations.IssueToken || !IsKnown(operation) ? null
        : operation.Method == HttpMethod.Get ? "read" + Suffix
        : operation.Method == HttpMethod.Delete ? "delete" + Suffix
        : "write" + Suffix;

    /// <summary>
    /// Returns whether a response reports that the token has too few scopes. The service sends 401 in this case. Gateways send 403, as
    /// RFC 6750 recommends.
    /// </summary>
    public static bool IsMissing(int status, ServiceError error, string? challenge = null) =>
        (status == 401 && Mentions(error.Message, "scope"))
        || (status is 401 or 403 && (Mentions(challenge, "insufficient_scope") || Mentions(error.Message, "insufficient_scope") || Mentions(error.Message, "insufficient scope") || Mentions(error.Message, "scope does not match")));

    public static (CompassErrorKind Kind, string What, string? Remedy) Missing(ApiRequest request)
    {
        // Compass accepts only API tokens without scopes, so do not advise the user to add a scope.
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

    // A raw request can use any operation of the service, but this library knows the scopes of only some operations.
    private static bool IsKnown(Operation operation) =>
        operation.Template.Contains("/heartbeats") || operation.Template.Contains("maintenances") || operation == Operations.ListTeams;

    private static bool Mentions(string? text, string words) => text?.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
