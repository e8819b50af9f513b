using System.Collections.Generic;

namespace CompassOps;

/// <summary>The effect of a maintenance window on one integration, policy or sync. Immutable.</summary>
public sealed class MaintenanceRule
{
    /// <summary>The state of a rule that disables an integration, policy or sync during the maintenance window.</summary>
    public const string Disabled = "disabled";

    /// <summary>
    /// The state of a rule that enables a policy during the maintenance window. The service supports this state only for policies.
    /// </summary>
    public const string Enabled = "enabled";

    /// <summary>The state of a rule that leaves an integration, policy or sync unchanged during the maintenance window.</summary>
    public const string NoMaintenance = "noMaintenance";

    /// <summary>The entity type of an integration.</summary>
    public const string Integration = "integration";

    /// <summary>The entity type of a policy.</summary>
    public const string Policy = "policy";

    /// <summary>The entity type of a sync.</summary>
    public const string Sync = "sync";

    /// <summary>Creates a rule without validation. The request that contains the rule validates it.</summary>
    /// <param name="state">
    /// <see cref="Disabled"/>, <see cref="Enabled"/>, <see cref="NoMaintenance"/>, or another value that the service supports.
    /// </param>
    /// <param name="entityType">
    /// <see cref="Integration"/>, <see cref="Policy"/>, <see cref="Sync"/>, or another value that the service supports.
    /// </param>
    /// <param name="entityId">The id of the integration, policy or sync.</param>
    public MaintenanceRule(string state, string entityType, string entityId)
    {
        State = state ?? "";
        EntityType = entityType ?? "";
        EntityId = entityId ?? "";
    }

    /// <summary>The state of the entity during the maintenance window, or empty if the service returned none.</summary>
    public string State { get; }

    /// <summary>The type of the entity, or empty if the service returned none.</summary>
    public string EntityType { get; }

    /// <summary>The id of the entity, or empty if the service returned none.</summary>
    public string EntityId { get; }

    /// <summary>
    /// The unknown fields of the rule. The key <c>entity</c> contains the unknown fields of the entity. If this property were public, the
    /// cmdlet ConvertTo-Json would warn about the depth of every maintenance window.
    /// </summary>
    internal IReadOnlyDictionary<string, object?> AdditionalProperties { get; init; } = AdditionalValues.None;

    /// <summary>Returns the fields of the rule that this version does not know. Never null.</summary>
    public IReadOnlyDictionary<string, object?> GetAdditionalProperties() => AdditionalProperties;

    /// <summary>Returns the rule as text, such as <c>disabled integration 51e9e162-767b-47a6-a00a-4cd8b6f94829</c>.</summary>
    public override string ToString() => $"{State} {EntityType} {EntityId}";
}
