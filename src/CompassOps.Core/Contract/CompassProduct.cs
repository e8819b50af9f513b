namespace CompassOps;

/// <summary>The product whose address is used. The resources are the same below both.</summary>
public enum CompassProduct
{
    /// <summary>Atlassian Compass: <c>/compass/cloud/{cloudId}/ops</c>.</summary>
    Compass,

    /// <summary>Jira Service Management: <c>/jsm/ops/api/{cloudId}</c>.</summary>
    JiraServiceManagement,
}
