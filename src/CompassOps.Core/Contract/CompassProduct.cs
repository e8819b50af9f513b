namespace CompassOps;

/// <summary>The Atlassian product whose address the client uses. Both addresses offer the same operations.</summary>
public enum CompassProduct
{
    /// <summary>Atlassian Compass: <c>/compass/cloud/{cloudId}/ops</c>.</summary>
    Compass,

    /// <summary>Jira Service Management: <c>/jsm/ops/api/{cloudId}</c>.</summary>
    JiraServiceManagement,
}
