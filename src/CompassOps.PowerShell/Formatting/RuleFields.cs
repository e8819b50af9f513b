using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>The unknown fields of a rule, which CompassOps.Types.ps1xml shows as a property.</summary>
public static class RuleFields
{
    /// <summary>Reads <c>AdditionalProperties</c>.</summary>
    public static object GetAdditionalProperties(PSObject instance) => ((MaintenanceRule)instance.BaseObject).GetAdditionalProperties();
}
