using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>Supplies the property for unknown fields of a rule in CompassOps.Types.ps1xml.</summary>
public static class RuleFields
{
    /// <summary>Reads <c>AdditionalProperties</c>.</summary>
    public static object GetAdditionalProperties(PSObject instance) => ((MaintenanceRule)instance.BaseObject).GetAdditionalProperties();
}
