namespace CompassOps;

/// <summary>The product whose address the client uses. Both addresses have the same resources.</summary>
public enum CompassProduct
{
    /// <summary>Atlassian Compass: <c>/compass/cloud/{cloudId}/ops</c>.</summary>
    Compass,

    /// <summary>Jira Service Management: <c>/jsm/ops/api/{cloudId}</c>.</summary>
    JiraServiceManagement,
}
