namespace CompassOps;

/// <summary>The Atlassian product whose address the client uses. The resources are the same at both addresses.</summary>
public enum CompassProduct
{
    /// <summary>Atlassian Compass: <c>/compass/cloud/{cloudId}/ops</c>.</summary>
    Compass,

    /// <summary>Jira Service Management: <c>/jsm/ops/api/{cloudId}</c>.</summary>
    JiraServiceManagement,
}
